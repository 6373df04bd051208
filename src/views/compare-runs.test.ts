import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failed, log, span, spanStart } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import { compareRuns, comparisonText } from './compare-runs.ts'

const child = (id: string, start: number, end: number, service = 'shop') =>
  span(id.replace(/\d/g, ''), start, end, { spanId: id, parent: 'checkout', service })

test('paths are added, gone, slower, faster, or the same', () => {
  const before = storeOf(
    span('checkout', 0, 100),
    child('price', 1, 11),
    child('charge', 20, 90, 'bank'),
    child('mail', 91, 99),
    child('log', 99, 100),
  )
  const after = storeOf(
    span('checkout', 0, 80),
    child('price', 1, 16),
    child('cache', 17, 18),
    child('charge', 20, 70, 'bank'),
    child('log', 79, 80),
    log('done', 80),
  )
  expect(comparisonText(compareRuns(before, after))).toMatchInlineSnapshot(`
    "spans 5, as before; lines 0 → 1; failed 0, as before; 100 ms → 80 ms
    ▼ shop checkout: 20 ms faster (100 ms → 80 ms)
    ▲   shop price: 5 ms slower (10 ms → 15 ms)
    +   shop cache: added: 1 call
    ▼   bank charge: 20 ms faster (70 ms → 50 ms)
    =   shop log: same
    −   shop mail: gone: 1 call"
  `)
})

test('calls of one path are told together, on average', () => {
  const before = storeOf(span('checkout', 0, 100), child('read', 1, 5))
  const after = storeOf(
    span('checkout', 0, 100),
    ...[1, 2, 3].map((number) => child(`read${number}`, number * 10, number * 10 + 4)),
  )
  expect(comparisonText(compareRuns(before, after))).toMatchInlineSnapshot(`
    "spans 2 → 4; lines 0, as before; failed 0, as before; 100 ms, as before
    = shop checkout: same
    ≠   shop read: 2 more calls (1 → 3)"
  `)
})

test('a change of less than a hundredth is none', () => {
  const paths = compareRuns(storeOf(span('a', 0, 1000)), storeOf(span('a', 0, 1009))).paths
  expect(paths.map(({ change }) => change)).toEqual(['same'])
})

test('failures and spans that did not end are told', () => {
  const before = storeOf(span('a', 0, 5), spanStart('b'))
  const after = storeOf(spanStart('a', 0), failed('a'), spanStart('b'))
  expect(comparisonText(compareRuns(before, after))).toMatchInlineSnapshot(`
    "spans 2, as before; lines 0, as before; failed 0 → 1; 5 ms → 0 µs
    ≠ shop a: 1 more failed (0 → 1), 1 more not ended (0 → 1)
    = shop b: same"
  `)
})

test('the same name under another parent is another path', () => {
  const before = storeOf(span('a', 0, 5), span('read', 1, 2, { parent: 'a' }))
  const after = storeOf(span('a', 0, 5), span('read', 1, 2))
  expect(compareRuns(before, after).paths.map(({ name, change }) => `${name} ${change}`)).toEqual([
    'a same',
    'read gone',
    'read added',
  ])
})

test('a run has no difference to itself, and the opposite one if the two are swapped', () => {
  const run = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(4), fc.nat(50)), { maxLength: 12 })
    .map((spans) =>
      storeOf(
        ...spans.map(([name, parent, duration], index) =>
          span(name, index, index + duration, {
            spanId: `${index}`,
            ...(parent < index && { parent: `${parent}` }),
          }),
        ),
      ),
    )
  const opposite = { added: 'gone', gone: 'added', slower: 'faster', faster: 'slower' } as Record<
    string,
    string
  >
  fc.assert(
    fc.property(run, run, (one, other) => {
      expect(compareRuns(one, one).paths.filter(({ change }) => change !== 'same')).toEqual([])
      const there = compareRuns(one, other)
      const back = compareRuns(other, one)
      const changes = (paths: typeof there.paths, turned: boolean) =>
        paths
          .filter(({ change }) => change === 'added' || change === 'gone')
          .map(
            ({ service, name, depth, change }) =>
              `${service} ${name} ${depth} ${turned ? opposite[change] : change}`,
          )
          .sort()
      expect(changes(there.paths, false)).toEqual(changes(back.paths, true))
      const calls = (side: 'before' | 'after') =>
        there.paths.reduce((sum, path) => sum + (path[side]?.calls ?? 0), 0)
      expect([calls('before'), calls('after')]).toEqual([one.spanCount, other.spanCount])
    }),
  )
})

test('a trace can be deeper than the stack', () => {
  const deep = storeOf(
    Array.from({ length: 20_000 }, (_, level) =>
      spanStart(`s${level}`, 0, level > 0 ? { parent: `s${level - 1}` } : {}),
    ),
  )
  expect(compareRuns(deep, deep).paths.at(-1)?.depth).toBe(19_999)
})
