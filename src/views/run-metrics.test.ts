import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failed, span, spanStart } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import { operations, operationText, requestRows } from './operations.ts'
import type { RunFilter } from './run-filter.ts'
import { histogramText, metricsText, rowsBetween, runMetrics } from './run-metrics.ts'
import { spanTest } from './span-test.ts'
import { timeAxis } from './time-axis.ts'

/** Requests that take so many milliseconds each, one after another; negative ones fail. */
function requests(...durations: readonly number[]) {
  return storeOf(
    durations.flatMap((duration, index) => {
      const name = `request ${index}`
      const [start, end] = span(name, index * 1000, index * 1000 + Math.abs(duration))
      return duration < 0
        ? [start, failed(name), end].flatMap((event) => event ?? [])
        : [start, end].flatMap((event) => event ?? [])
    }),
  )
}

function metricsOf(store: ReturnType<typeof storeOf>) {
  return runMetrics(store, requestRows(store), timeAxis(store.start, store.end))
}

describe('the histogram', () => {
  test('has buckets that grow by a factor, failures counted apart', () => {
    expect(histogramText(metricsOf(requests(10, 11, 12, -40, 400, 390)))).toMatchInlineSnapshot(`
      "9.74 ms to 11.6 ms: 2
      11.6 ms to 13.8 ms: 1
      39 ms to 46.3 ms: 1, 1 failed
      371 ms to 441 ms: 2"
    `)
  })

  test('has a bucket of its own for what took no time', () => {
    expect(histogramText(metricsOf(requests(0, 1, 0)))).toMatchInlineSnapshot(`
      "no time: 2
      939 µs to 1.02 ms: 1"
    `)
  })

  test('gives every bucket in which there is something an example of it, and of its failures', () => {
    const store = requests(10, 10, -10, 400)
    const names = metricsOf(store)
      .buckets.filter(({ calls }) => calls > 0)
      .map(({ exemplar, failedExemplar }) =>
        [exemplar, failedExemplar].map((row) => (row < 0 ? '–' : store.spanRecord(row).name)),
      )
    expect(names).toEqual([
      ['request 2', 'request 2'],
      ['request 3', '–'],
    ])
  })

  const durations = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 60 })

  test('counts every span that has ended once, in a bucket in which it lies, also in the heatmap', () => {
    fc.assert(
      fc.property(durations, (given) => {
        const store = requests(...given)
        const metrics = metricsOf(store)
        const rows = requestRows(store)
        const sum = (counts: readonly { readonly calls: number }[]) =>
          counts.reduce((all, { calls }) => all + calls, 0)
        expect(metrics.buckets.length).toBeLessThanOrEqual(37)
        expect(metrics.bands.length).toBeLessThanOrEqual(12)
        expect([sum(metrics.buckets), sum(metrics.heat), sum(metrics.columns)]).toEqual([
          given.length,
          given.length,
          given.length,
        ])
        for (const bucket of metrics.buckets) {
          expect(rowsBetween(store, rows, bucket)).toHaveLength(bucket.calls)
        }
        for (const { band, column } of metrics.heat) {
          expect(metrics.bands[band]).toBeDefined()
          expect(metrics.columns[column]?.calls).toBeGreaterThan(0)
        }
        expect(rowsBetween(store, rows, { from: -1, to: metrics.buckets.at(-1)?.to ?? 0 })).toEqual(
          rows,
        )
      }),
    )
  })
})

test('what has not ended counts as a call and is in no bucket', () => {
  const metrics = metricsOf(storeOf(spanStart('a'), span('b', 0, 5)))
  expect(metricsText(metrics, 'request')).toBe(
    '2 requests, 1 not ended, p50 5 ms, p90 5 ms, p99 5 ms',
  )
  expect(histogramText(metrics).split('\n')).toHaveLength(1)
})

test('time is told in columns, each with what began in it', () => {
  const { columns } = metricsOf(requests(1, -2, 3, 1000))
  const busy = columns.flatMap(({ calls, failed: bad, durations }, at) =>
    calls > 0 ? [`${at}: ${calls}, ${bad} failed, ${durations.quantileText(0.5)}`] : [],
  )
  expect(busy).toEqual([
    '0: 1, 0 failed, 1 ms',
    '12: 1, 1 failed, 2 ms',
    '24: 1, 0 failed, 3 ms',
    '36: 1, 0 failed, 1 s',
  ])
})

test('a run without spans has no buckets', () => {
  const metrics = metricsOf(storeOf())
  expect([metrics.calls, metrics.buckets, metrics.heat]).toEqual([0, [], []])
})

describe('operations', () => {
  const store = storeOf(
    span('checkout', 0, 100, { spanId: 'a' }),
    span('charge', 10, 90, { spanId: 'b', parent: 'a', service: 'bank' }),
    span('checkout', 200, 250, { spanId: 'c' }),
    spanStart('charge', 210, { spanId: 'd', parent: 'c', service: 'bank' }),
    failed('d'),
  )

  test('are told apart by service and name, those first that took the most time', () => {
    expect(operations(store).map(operationText)).toEqual([
      'shop checkout: 2 calls, p50 50 ms, p99 100 ms',
      'bank charge: 2 calls, 1 failed (50 %), 1 not ended, p50 80 ms, p99 80 ms',
    ])
  })

  test('are those of some spans, if only they are looked at', () => {
    const admitted = (filter: RunFilter) => spanTest(store, filter, undefined)
    const names = (filter: RunFilter) =>
      operations(store, admitted(filter)).map(({ name, rows }) => `${name} ${rows.length}`)
    expect(names({ services: new Set(['bank']) })).toEqual(['charge 2'])
    expect(names({ from: 200_000, to: 205_000 })).toEqual(['checkout 1'])
    expect(names({ trace: 7 })).toEqual([])
    expect(names({ levels: new Set(['error']) })).toEqual(['charge 1'])
    expect(requestRows(store, admitted({ to: 150_000 }))).toEqual([0])
  })
})
