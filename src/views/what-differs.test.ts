import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { log, span } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import type { Fields } from '../telemetry/field.ts'
import { requestRows } from './operations.ts'
import { differenceText, whatDiffers } from './what-differs.ts'

interface Request {
  readonly attributes?: Fields
  /** Attributes of the span of the bank under it. */
  readonly bank?: Fields
  readonly line?: string
}

/** A request a second, each with a trace id of its own. */
function storeOfRequests(requests: readonly Request[]) {
  return storeOf(
    requests.flatMap(({ attributes = {}, bank, line }, index) => [
      ...span('checkout', index, index + 1, { spanId: `r${index}`, attributes }),
      ...(bank
        ? span('charge', index, index + 1, {
            spanId: `b${index}`,
            parent: `r${index}`,
            service: 'bank',
            attributes: bank,
          })
        : []),
      ...(line ? [log(line, index, { span: `r${index}` })] : []),
    ]),
  )
}

/** The first `bad` requests against the others, as text: what can't be chance. */
function differencesOf(requests: readonly Request[], bad: number): string[] {
  const store = storeOfRequests(requests)
  const rows = requestRows(store)
  const found = whatDiffers(store, rows.slice(0, bad), rows.slice(bad))
  return found.differences
    .filter(({ mayBeChance }) => !mayBeChance)
    .map((difference) => differenceText(difference, found))
}

/** So many requests; those before `bad` are slow, and it is known why. */
const many = (count: number, of: (index: number) => Request) =>
  Array.from({ length: count }, (_, i) => of(i))

describe('a planted cause comes first:', () => {
  test('an attribute of the requests themselves', () => {
    const requests = many(40, (index) => ({
      attributes: {
        region: index < 8 ? 'north' : 'south',
        shelf: index % 3,
        order: 1000 + ((index * 7) % 40),
      },
    }))
    expect(differencesOf(requests, 8)).toEqual([
      'shop: region = north: 8 of 8 (100 %), elsewhere 0 of 32 (0 %)',
      'shop: region = south: 0 of 8 (0 %), elsewhere 32 of 32 (100 %)',
    ])
  })

  test('a service that only they call, told once with all that goes with it', () => {
    const requests = many(30, (index) => (index < 9 ? { bank: { currency: 'SEK' } } : {}))
    expect(differencesOf(requests, 9)).toEqual([
      'bank: currency = SEK (and 2 more alike): 9 of 9 (100 %), elsewhere 0 of 21 (0 %)',
    ])
  })

  test('a line that is written in them', () => {
    const requests = many(30, (index) => ({
      line: index < 10 || index === 20 ? 'retrying' : 'fine',
    }))
    expect(differencesOf(requests, 10)[0]).toBe(
      'a line: retrying: 10 of 10 (100 %), elsewhere 1 of 20 (5 %)',
    )
  })

  test('a number from some bound on', () => {
    const requests = many(60, (index) => ({
      attributes: { items: index < 12 ? 20 + index : index % 15 },
    }))
    expect(differencesOf(requests, 12)).toEqual([
      'shop: items ≥ 20: 12 of 12 (100 %), elsewhere 0 of 48 (0 %)',
    ])
  })
})

test('of the spans of an operation also what is true of the request around them is looked at', () => {
  const store = storeOfRequests(
    many(30, (index) => ({ attributes: { coupon: index < 9 }, bank: { try: 1 } })),
  )
  const charges = many(30, () => ({})).map((_, index) => store.spanRow(`b${index}`))
  const [first] = whatDiffers(store, charges.slice(0, 9), charges.slice(9)).differences
  expect(first?.what).toBe('shop: coupon = true')
})

test('where there is no cause, hardly ever is one found', () => {
  const values = fc.array(fc.tuple(fc.nat(3), fc.nat(5), fc.integer()), {
    minLength: 50,
    maxLength: 50,
  })
  const samples = fc.sample(values, { numRuns: 60, seed: 7 })
  const found = samples.filter((sample) => {
    const requests = sample.map(([shelf, region, order]) => ({
      attributes: { shelf, region, order },
    }))
    return differencesOf(requests, 15).length > 0
  })
  // One in twenty at most, by the measure; of sixty, three.
  expect(found.length).toBeLessThanOrEqual(3)
})

test('three against three can always be chance, and are still told', () => {
  const store = storeOfRequests(many(6, (index) => ({ attributes: { late: index < 3 } })))
  const { differences } = whatDiffers(store, [0, 1, 2], [3, 4, 5])
  expect(differences.map(({ what, mayBeChance }) => [what, mayBeChance])).toEqual([
    ['shop: late = true', true],
    ['shop: late = false', true],
  ])
})

test('nothing against something is no comparison', () => {
  const store = storeOfRequests([{}, {}])
  expect(whatDiffers(store, [], [0, 1])).toEqual({
    chosen: 0,
    rest: 2,
    leftOut: 0,
    differences: [],
  })
})

test('of very many some are looked at, and how many are not is said', () => {
  const store = storeOfRequests(many(9000, (index) => ({ attributes: { odd: index % 2 } })))
  const rows = requestRows(store)
  const odd = rows.filter((row) => row % 2 === 1)
  const even = rows.filter((row) => row % 2 === 0)
  const { leftOut, differences } = whatDiffers(store, odd, even)
  expect(leftOut).toBe(1000)
  expect(differences.map(({ gap }) => gap)).toEqual([1, -1])
})
