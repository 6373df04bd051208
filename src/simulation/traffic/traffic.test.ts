import { beforeAll, describe, expect, test } from 'vitest'
import { type ProgramRun, runProgram } from '../../../tests/program-run.ts'
import { nodeProgram } from '../../build/node-runner.ts'
import type { ColumnStore } from '../../trace-data/column-store.ts'
import { RequestRandom } from '../chance/request-random.ts'
import { RUN_EPOCH } from '../time/virtual-clock.ts'
import { evenRhythm, shopRhythm } from './rhythm.ts'
import { Arrivals, type Checkout } from './traffic.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

const IMPORTS = `import { drive, openShop, replay } from '@lab/shop'; import { tracesOnly } from '@lab/sim'; `

/** Runs code that tells of checkouts, and hands on what it told. */
async function told(source: string): Promise<{ checkouts: Checkout[]; run: ProgramRun }> {
  // One line each: a line that is too long would be cut.
  const tell =
    'const tell = (all: object[]) => all.forEach((one) => console.log(JSON.stringify(one))); '
  const run = await runProgram({ 'main.ts': IMPORTS + tell + source })
  if (run.problems.length > 0) throw new Error(run.text)
  const checkouts = run.store
    .lines()
    .flatMap((line) => (line.kind === 'console' ? [JSON.parse(line.text) as Checkout] : []))
  return { checkouts, run }
}

/** Arrivals over four weeks. */
function arrivalsOf(perDay: number, rhythm = shopRhythm): number[] {
  const source = new Arrivals('shop', perDay, rhythm)
  const end = RUN_EPOCH + 28 * DAY
  const moments: number[] = []
  let moment = RUN_EPOCH
  for (let request = 1; ; request++) {
    moment = source.next(request, moment)
    if (moment > end) return moments
    moments.push(moment)
  }
}

const HOUR = 3_600_000_000
const DAY = 24 * HOUR

describe('customers come', () => {
  test('as many as said, to within five standard deviations', () => {
    const count = arrivalsOf(5000).length
    expect(Math.abs(count - 28 * 5000)).toBeLessThan(5 * Math.sqrt(28 * 5000))
  })

  test('independently: the pauses of an even rhythm are exponential (Kolmogorov–Smirnov at 10⁻⁶)', () => {
    const moments = arrivalsOf(5000, evenRhythm)
    const mean = DAY / 5000
    const shares = moments
      .slice(1)
      .map((moment, index) => 1 - Math.exp(-(moment - (moments[index] as number)) / mean))
      .sort((a, b) => a - b)
    const worst = shares.reduce(
      (most, share, index) => Math.max(most, Math.abs(share - index / shares.length)),
      0,
    )
    expect(worst).toBeLessThan(Math.sqrt(-Math.log(0.5e-6) / (2 * shares.length)))
  })

  test('in the rhythm: each hour of the week has its share, to within six standard deviations', () => {
    const moments = arrivalsOf(5000)
    const monday = Date.UTC(2025, 1, 24) * 1000
    const counts = new Array<number>(168).fill(0)
    for (const moment of moments) {
      const hour = Math.floor((moment - monday) / HOUR) % 168
      counts[hour] = (counts[hour] as number) + 1
    }
    for (const [hour, count] of counts.entries()) {
      const begins = monday + hour * HOUR
      // How much longer than an hour of an even rhythm a thousandth of such an hour takes.
      const share = HOUR / 1000 / (shopRhythm.after(begins, 1 / 168_000) - begins)
      const expected = (4 * 7 * 5000 * share) / 168
      expect(Math.abs(count - expected), `hour ${hour}`).toBeLessThan(6 * Math.sqrt(expected))
    }
  })

  test('whoever came before, at the same pause', () => {
    const [one, other] = [new Arrivals(1, 5000, evenRhythm), new Arrivals(1, 5000, evenRhythm)]
    for (let request = 1; request < 100; request++) other.next(request, RUN_EPOCH)
    expect(other.next(100, RUN_EPOCH + DAY)).toBe(one.next(100, RUN_EPOCH + DAY))
  })
})

test('drive() tells what became of each customer', async () => {
  const { checkouts } = await told(`
    const shop = openShop({ refusals: 0.3, bankMedian: 500, patience: 400, attempts: 1 })
    tell(await drive(shop, { checkouts: 30, perDay: 100_000 }))`)
  expect(checkouts.map(({ request }) => request)).toEqual(
    Array.from({ length: 30 }, (_, i) => i + 1),
  )
  expect(new Set(checkouts.map(({ outcome, status }) => `${outcome} ${status}`))).toEqual(
    new Set(['paid 200', 'refused 402', 'failed 504']),
  )
  const arrivals = checkouts.map(({ arrival }) => arrival)
  expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b))
})

test('drive() can go on for a time', async () => {
  const { checkouts } = await told(`
    tell(await drive(openShop(), { duration: 60_000, perDay: 100_000 }))`)
  // 69 a minute on average; Wednesday at 10:04 is near the average.
  expect(checkouts.length).toBeGreaterThan(30)
  for (const { arrival } of checkouts) expect(arrival).toBeLessThanOrEqual(RUN_EPOCH + 60_000_000)
})

test('a customer’s luck is their own: another shop load changes nobody’s day', async () => {
  const durations = async (count: number) => {
    const { checkouts } = await told(
      `tell(await drive(openShop({ bankMedian: 300, bankSpread: 0.8 }), { checkouts: ${count}, perDay: 50_000 }))`,
    )
    return checkouts.slice(0, 5).map(({ duration }) => duration)
  }
  expect(await durations(5)).toEqual(await durations(20))
})

/** How long a request waited at each of its visits, as its trace tells. */
function waitsOf(store: ColumnStore, traceId: string): number[] {
  const spans = store.spans().filter((span) => span.traceId === traceId)
  const lengthBelow = (parentId: string, name: string) => {
    const span = spans.find((child) => child.parentSpanId === parentId && child.name === name)
    return span ? (span.end ?? 0) - span.start : 0
  }
  return spans
    .filter(({ spanKind }) => spanKind === 'server')
    .toSorted((a, b) => a.start - b.start)
    .flatMap(({ spanId, service }) => {
      const wait = lengthBelow(spanId, 'wait in queue')
      if (service === 'cart') return [wait, lengthBelow(spanId, 'wait for lock')]
      return service === 'pricing' ? [wait, lengthBelow(spanId, 'cold start')] : [wait]
    })
}

describe('a customer who meets nobody takes as long as their draws say:', () => {
  const REQUESTS = 200
  const microseconds = (milliseconds: number) => Math.round(milliseconds * 1000)

  /** The whole checkout, as `docs/decisions/0009-the-luck-of-a-request.md` lists it. */
  function durationOf(request: number): number {
    const [network, cart, pricing, bank] = ['network', 'cart', 'pricing', 'bank'].map(
      (purpose) => new RequestRandom(1, purpose, request),
    ) as [RequestRandom, RequestRandom, RequestRandom, RequestRandom]
    let duration = 0
    for (let way = 0; way < 10; way++) duration += microseconds(network.logNormal(1.2, 0.4))
    duration += microseconds(cart.logNormal(6, 0.3))
    duration += microseconds(pricing.logNormal(14, 0.4))
    return duration + microseconds(bank.longTail(60, 0.3, 0.1))
  }

  test('a model of it that knows no services finds the same microseconds', async () => {
    const { checkouts } = await told(`
      const shop = openShop({ bankTail: 0.1, patience: 1e9, capacity: { bank: Infinity }, instrumentation: tracesOnly })
      tell(await drive(shop, { checkouts: ${REQUESTS}, perDay: 10_000 }))`)
    expect(checkouts).toHaveLength(REQUESTS)
    for (const { request, duration } of checkouts) expect(duration).toBe(durationOf(request))
  })
})

test('two shops in one run have the same customers, and traces of their own', async () => {
  const { checkouts, run } = await told(`
    for (const bankMedian of [60, 90]) {
      tell(await drive(openShop({ bankMedian, bankSpread: 0 }), { checkouts: 5, perDay: 1000 }))
    }`)
  const [fast, slow] = [checkouts.slice(0, 5), checkouts.slice(5)]
  expect(slow.map(({ duration }) => duration - 30_000)).toEqual(
    fast.map(({ duration }) => duration),
  )
  const traceIds = run.store.spans().filter(({ parentSpanId }) => !parentSpanId)
  expect(new Set(traceIds.map(({ traceId }) => traceId)).size).toBe(10)
})

describe('a request of a busy day, played again alone with the waits that it had,', () => {
  const SETTINGS = `{
    capacity: { bank: 2, pricing: 1 }, lockTime: 15, coldStart: 700, idleAfter: 800, bankSpread: 0.8, bankTail: 0.05,
    patience: 150, attempts: 3, backoff: 80, nPlusOne: true, refusals: 0.1, instrumentation: tracesOnly,
  }`

  test('takes exactly as long, has the same outcome, and the same trace id', async () => {
    const day = await told(`
      tell(await drive(openShop(${SETTINGS}), { checkouts: 40, perDay: 1_500_000 }))`)
    const { store } = day.run
    const traces = store.spans().filter(({ parentSpanId }) => parentSpanId === undefined)
    const waits = traces.map(({ traceId }) => waitsOf(store, traceId))
    // It was a busy day: otherwise this would prove nothing.
    expect(waits.filter((list) => list.some((wait) => wait > 0)).length).toBeGreaterThan(20)

    const again = await told(`
      const waits = ${JSON.stringify(waits)}
      const shop = openShop(${SETTINGS})
      const results = []
      for (const [index, list] of waits.entries()) results.push(await replay(shop, index + 1, list))
      tell(results)`)
    const withoutArrival = ({ arrival: _, ...rest }: Checkout) => rest
    expect(again.checkouts.map(withoutArrival)).toEqual(day.checkouts.map(withoutArrival))
    const tracesAgain = again.run.store.spans().filter(({ parentSpanId }) => !parentSpanId)
    expect(tracesAgain.map(({ traceId }) => traceId)).toEqual(traces.map(({ traceId }) => traceId))
  })
})

describe('a plan that makes no sense is refused where it is written:', () => {
  test.each([
    ['{ perDay: 10 }', 'drive(): say either how many checkouts there are, or their duration.'],
    [
      '{ perDay: 10, checkouts: 1, duration: 1 }',
      'drive(): say either how many checkouts there are, or their duration.',
    ],
    [
      '{ perDay: 0, checkouts: 1 }',
      'drive(): perDay is a number of customers, more than 0; it was 0.',
    ],
    [
      '{ perDay: 9, checkouts: 1.5 }',
      'drive(): checkouts is a whole number, 1 or more; it was 1.5.',
    ],
    ['{ perDay: 9, duration: NaN }', 'drive(): duration is milliseconds, more than 0; it was NaN.'],
  ])('%s', async (plan, message) => {
    const { problems } = await runProgram({
      'main.ts': `${IMPORTS}\nawait drive(openShop(), ${plan})`,
    })
    expect(problems).toMatchObject([
      { title: `RangeError: ${message}`, position: { file: 'main.ts', line: 2 } },
    ])
  })

  test.each([
    ['0', 'replay(): request is a whole number, 1 or more; it was 0.'],
    ['1, [-5]', 'replay(): a wait is 0 or more; it was -5.'],
  ])('replay(shop, %s)', async (rest, message) => {
    const { problems } = await runProgram({
      'main.ts': `${IMPORTS}\nawait replay(openShop(), ${rest})`,
    })
    expect(problems).toMatchObject([{ title: `RangeError: ${message}`, position: { line: 2 } }])
  })
})
