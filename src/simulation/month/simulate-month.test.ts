import { beforeEach, describe, expect, test } from 'vitest'
import { runProgram } from '../../../tests/program-run.ts'
import { createSimulation, enter, simulation } from '../simulation.ts'
import { RUN_EPOCH, VirtualClock } from '../time/virtual-clock.ts'
import type { Checkout } from '../traffic/traffic.ts'
import type { Checkouts } from './checkouts.ts'
import { type MonthPlan, simulateMonth } from './simulate-month.ts'

const HOUR = 3_600_000_000
const DAY = 24 * HOUR

beforeEach(() => enter(createSimulation('shop')))

/** Busy enough that some are refused, some fail, and some wait. */
const SICK: MonthPlan = {
  perDay: 20_000,
  duration: (3 * DAY) / 1000,
  settings: { refusals: 0.05, bankTail: 0.02, patience: 150, attempts: 2, bankErrors: 0.01 },
}

const durationsOf = (checkouts: Checkouts) =>
  Array.from(checkouts, ({ duration }) => duration).sort((a, b) => a - b)

describe('a month', () => {
  test('has as many customers as the plan says', () => {
    expect(simulateMonth({ checkouts: 1234 }).count).toBe(1234)
    const { count } = simulateMonth({ perDay: 10_000 })
    expect(Math.abs(count - 300_000)).toBeLessThan(6 * Math.sqrt(300_000))
  })

  test('is the same with the same seed, and another with another', () => {
    const text = (seed: number) => {
      enter(createSimulation(seed))
      return JSON.stringify([...simulateMonth({ checkouts: 50 })])
    }
    expect(text(1)).toBe(text(1))
    expect(text(2)).not.toBe(text(1))
  })

  test('begins now and lets no time pass', () => {
    const month = simulateMonth(SICK)
    expect(month.from).toBe(RUN_EPOCH)
    expect(month.checkout(1).arrival).toBeGreaterThan(RUN_EPOCH)
    expect(simulation.clock.now()).toBe(RUN_EPOCH)
  })

  test('tells how far it is, and at last that it is over', () => {
    const reports: [number, number][] = []
    const world = createSimulation(1, new VirtualClock(), (...report) => reports.push(report))
    enter(world)
    simulateMonth({ checkouts: 10_000 })
    expect(reports).toEqual([
      [4096, 10_000],
      [8192, 10_000],
      [10_000, 10_000],
    ])
  })

  test('waits of a request are found from the last calm moment as from the beginning', () => {
    const settings = { bankMedian: 400, capacity: { bank: 2 }, coldStart: 500, idleAfter: 2000 }
    const month = simulateMonth({ checkouts: 12_000, perDay: 150_000, settings })
    const alone = simulateMonth({ checkouts: 4000, perDay: 150_000, settings })
    for (const request of [3990, 3991, 3992, 3993]) {
      expect(month.waitsOf(request)).toEqual(alone.waitsOf(request))
    }
    const waits = (request: number) => month.waitsOf(request).reduce((sum, wait) => sum + wait, 0)
    const slow = month.slowest(5)
    expect(slow[0]?.request).toBeGreaterThan(0)
    expect(slow.map(({ request }) => waits(request) > 0)).toContain(true)
  })
})

describe('the questions to many checkouts have the answers that one finds by looking at each:', () => {
  test('how many', () => {
    const month = simulateMonth(SICK)
    const all = [...month]
    expect(all).toHaveLength(month.count)
    for (const outcome of ['paid', 'refused', 'failed'] as const) {
      const some = all.filter((one) => one.outcome === outcome)
      expect(some.length).toBeGreaterThan(0)
      expect(month.where({ outcome }).count).toBe(some.length)
    }
    expect([...month.failed()]).toEqual(all.filter(({ outcome }) => outcome === 'failed'))
  })

  test.each([0, 0.001, 0.5, 0.95, 0.99, 0.9999, 1])('the quantile of %d', (share) => {
    const month = simulateMonth(SICK)
    for (const checkouts of [month, month.failed(), month.where({ outcome: 'paid' })]) {
      const durations = durationsOf(checkouts)
      const rank = Math.max(1, Math.ceil(share * durations.length))
      expect(checkouts.quantile(share)).toBe(durations[rank - 1])
    }
  })

  test('the mean', () => {
    const month = simulateMonth(SICK)
    const durations = durationsOf(month)
    const sum = durations.reduce((total, duration) => total + duration, 0)
    expect(month.mean()).toBeCloseTo(sum / durations.length, 6)
  })

  test('the histogram: each checkout is in the bucket of its duration', () => {
    const month = simulateMonth(SICK)
    const durations = durationsOf(month)
    const buckets = month.histogram(20)
    expect(buckets.length).toBeGreaterThan(5)
    for (const { from, to, count } of buckets) {
      expect(durations.filter((one) => one >= from && one < to)).toHaveLength(count)
      expect(to / from).toBeCloseTo(10 ** (1 / 20), 3)
    }
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(month.count)
  })

  test('the slowest', () => {
    const month = simulateMonth(SICK)
    const bySlowness = (a: Checkout, b: Checkout) =>
      b.duration - a.duration || a.request - b.request
    expect(month.slowest(25)).toEqual([...month].sort(bySlowness).slice(0, 25))
    const few = month.where({ to: month.checkout(4).arrival })
    expect(few.slowest(10)).toHaveLength(3)
  })

  test('the hours and days', () => {
    const month = simulateMonth(SICK)
    // Three times 24 hours, which begin at 10:04.
    expect(month.days()).toHaveLength(4)
    expect(month.hours()).toHaveLength(73)
    for (const part of [...month.days().slice(1), ...month.hours().slice(1)]) {
      expect(part.from % HOUR).toBe(0)
    }
    const sum = (parts: Checkouts[]) => parts.reduce((total, { count }) => total + count, 0)
    expect([sum(month.days()), sum(month.hours())]).toEqual([month.count, month.count])
    expect(sum(month.failed().days())).toBe(month.failed().count)
    const [, day] = month.days()
    for (const { arrival } of day ?? []) {
      expect(Math.floor(arrival / DAY)).toBe(Math.floor(RUN_EPOCH / DAY) + 1)
    }
  })

  test('of none', () => {
    const nobody = simulateMonth({ checkouts: 5 }).where({ outcome: 'failed' })
    expect([nobody.count, nobody.quantile(0.5), nobody.mean()]).toEqual([0, Number.NaN, Number.NaN])
    expect([nobody.histogram(), nobody.slowest(), [...nobody]]).toEqual([[], [], []])
    const month = simulateMonth(SICK)
    expect(month.failed().where({ outcome: 'paid' }).count).toBe(0)
    expect(month.where({ from: month.to, to: month.from }).count).toBe(0)
  })
})

test('the durations of a shop in which nobody waits are spread as its draws are (to four standard errors)', () => {
  const month = simulateMonth({
    checkouts: 100_000,
    perDay: 10_000,
    settings: { bankSpread: 0.5, patience: 1e9 },
  })
  // The means of log-normal numbers are median · exp(spread² / 2), and their variances mean² · (exp(spread²) − 1).
  const parts = [...new Array(10).fill([1.2, 0.4]), [6, 0.3], [14, 0.4], [60, 0.5]]
  const moments = parts.map(([median, spread]) => {
    const mean = median * Math.exp(spread ** 2 / 2)
    return { mean, variance: mean ** 2 * (Math.exp(spread ** 2) - 1) }
  })
  const mean = moments.reduce((sum, part) => sum + part.mean, 0)
  const variance = moments.reduce((sum, part) => sum + part.variance, 0)
  expect(Math.abs(month.mean() / 1000 - mean)).toBeLessThan(4 * Math.sqrt(variance / 100_000))
})

describe('what makes no sense is refused where it is written:', () => {
  test.each([
    [
      'simulateMonth({ checkouts: 5, duration: 9 })',
      'simulateMonth(): say either how many checkouts there are, or their duration.',
    ],
    [
      'simulateMonth({ perDay: -1 })',
      'simulateMonth(): perDay is a number of customers, more than 0; it was -1.',
    ],
    [
      'simulateMonth({ settings: { patience: 0 } })',
      'simulateMonth(): patience is milliseconds, more than 0; it was 0.',
    ],
    [
      'simulateMonth({ settings: { bankMedain: 9 } })',
      'simulateMonth(): there is no setting “bankMedain”. Did you mean “bankMedian”?',
    ],
    [
      'simulateMonth({ settings: { fulfilment: true } })',
      'simulateMonth(): it ends when the customer has paid. With fulfilment: true, use drive().',
    ],
    [
      'simulateMonth({ checkouts: 5 }).checkout(6)',
      'checkout(): request is a whole number from 1 to 5; it was 6.',
    ],
    [
      'await simulateMonth({ checkouts: 5 }).open(0)',
      'open(): request is a whole number from 1 to 5; it was 0.',
    ],
    [
      'simulateMonth({ checkouts: 5 }).quantile(50)',
      'quantile(): its share is a share, from 0 (never) to 1 (always); it was 50.',
    ],
    [
      "simulateMonth({ checkouts: 5 }).where({ outcome: 'lost' })",
      'where(): there is no outcome “lost”. There are: paid, refused, failed.',
    ],
  ])('%s', async (statement, message) => {
    const source = `import { simulateMonth } from '@lab/shop'\n${statement}`
    const { problems } = await runProgram({ 'main.ts': source })
    expect(problems).toMatchObject([
      { title: `RangeError: ${message}`, position: { file: 'main.ts', line: 2 } },
    ])
  })
})

test('an opened request has its telemetry, and its trace is as long as it was in the month', async () => {
  const source = `
    import { simulateMonth } from '@lab/shop'
    const month = simulateMonth({ checkouts: 20_000, settings: { bankTail: 0.01 } })
    const [slowest] = month.slowest(1)
    await month.open(slowest.request)
    console.log(String(slowest.duration))`
  const { store, text } = await runProgram({ 'main.ts': source })
  const [root] = store.spans().filter(({ parentSpanId }) => parentSpanId === undefined)
  const said = store.lines().find((line) => line.kind === 'console')
  expect((root?.end ?? 0) - (root?.start ?? 0)).toBe(Number(said?.kind === 'console' && said.text))
  expect(text).toContain('checkout begins')
})
