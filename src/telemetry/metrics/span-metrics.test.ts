import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { madeUpSpans } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { toOtlpMetrics } from '../export/to-otlp-metrics.ts'
import { withService } from '../resource.ts'
import type { SpanStatus } from '../tracing/span-record.ts'
import type { SpanOptions } from '../tracing/tracer.ts'
import type { TracingSetup } from '../tracing/tracing-setup.ts'
import { type SpanMetricsOptions, spanMetrics } from './span-metrics.ts'

const recording = recordEachTest()

interface Call extends SpanOptions {
  readonly status?: SpanStatus['code']
  readonly service?: string
}

/** Metrics, and calls that they count. */
function counting(options?: SpanMetricsOptions, setup?: Partial<TracingSetup>) {
  const metrics = spanMetrics(options)
  const { provider } = madeUpSpans([metrics], setup)
  const tracer = provider.tracer()
  const call = (name: string, milliseconds: number, given: Call = {}) => {
    const { status = 'unset', service = 'shop', ...rest } = given
    return withContext(withService(Context.ROOT, service), () => {
      const span = tracer.startSpan(name, rest)
      recording.pass(milliseconds)
      span.setStatus({ code: status }).end()
      return span.spanContext().spanId
    })
  }
  const read = () =>
    metrics.series.map(({ service, name, spanKind, status, calls, duration }) =>
      [service, name, spanKind, status, calls, duration.sum].join(' '),
    )
  return { metrics, call, read }
}

test('calls are counted for each service, name, kind and status', () => {
  const { call, read } = counting()
  call('pay', 5)
  call('pay', 7)
  call('pay', 9, { status: 'error' })
  call('pay', 1, { kind: 'server' })
  call('pay', 2, { service: 'bank' })
  call('refund', 3)
  expect(read()).toEqual([
    'shop pay internal unset 2 12',
    'shop pay internal error 1 9',
    'shop pay server unset 1 1',
    'bank pay internal unset 1 2',
    'shop refund internal unset 1 3',
  ])
})

test('calls are told apart by attributes that are dimensions, and by no others', () => {
  const { metrics, call } = counting({ dimensions: ['method'] })
  call('pay', 1, { attributes: { method: 'POST', order: 1 } })
  call('pay', 1, { attributes: { method: 'POST', order: 2 } })
  call('pay', 1, { attributes: { method: 'GET' } })
  call('pay', 1)
  expect(metrics.series.map(({ dimensions, calls }) => [dimensions, calls])).toEqual([
    [{ method: 'POST' }, 2],
    [{ method: 'GET' }, 1],
    [{}, 1],
  ])
})

test('spans that are recorded but not sampled are counted, without an exemplar', () => {
  const sampler = {
    description: 'RecordOnly',
    shouldSample: () => ({ decision: 'record' }) as const,
  }
  const { metrics, call } = counting({}, { sampler })
  call('pay', 5)
  expect(metrics.series[0]).toMatchObject({ calls: 1, exemplars: [] })
})

test('a span that ended before it began took no time', () => {
  const { call, read } = counting()
  call('pay', 5, { startTime: 9_000 })
  expect(read()).toEqual(['shop pay internal unset 1 0'])
})

describe('exemplars', () => {
  test('lead to a span in each bucket, the last one', () => {
    const { metrics, call } = counting()
    call('pay', 5)
    const quick = call('pay', 5)
    const slow = call('pay', 500)
    const none = call('pay', 0)
    expect(metrics.series[0]?.exemplars).toMatchObject([
      { value: 0, spanId: none, time: 510_000 },
      { value: 5, spanId: quick, time: 10_000 },
      { value: 500, spanId: slow, time: 510_000, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ])
  })

  test('are as many as the buckets with values, whatever the scale has become', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1 }), (durations) => {
        const { metrics, call } = counting({ maxSize: 4 })
        for (const milliseconds of durations) call('pay', milliseconds)
        const { duration, exemplars } = metrics.series[0] as (typeof metrics.series)[0]
        const used = duration.bucketCounts.filter((count) => count > 0).length
        expect(exemplars).toHaveLength(used + (duration.zeroCount > 0 ? 1 : 0))
      }),
    )
  })
})

test('beyond the limit, calls are counted together, and that is said once', () => {
  const { metrics, call, read } = counting({ maxSeries: 1 })
  call('a', 1)
  call('b', 2)
  call('c', 3)
  call('a', 4)
  expect(read()).toEqual(['shop a internal unset 2 5'])
  expect(metrics.overflow).toBe(2)
  const [calls] = metrics.metrics()
  expect(calls?.points.map(({ attributes }) => attributes)[1]).toEqual({
    'otel.metric.overflow': true,
  })
  expect(recording.said()).toEqual([
    'notice: Beyond 1 sets of attributes, span metrics count calls together.',
  ])
})

test('after a reset counting begins anew', () => {
  const { metrics, call, read } = counting()
  call('a', 1)
  metrics.reset()
  call('b', 2)
  expect(read()).toEqual(['shop b internal unset 1 2'])
  expect(metrics.metrics()[0]?.points[0]).toMatchObject({ start: 1000, time: 3000 })
})

test('the metrics have the names, attributes and units of the field, also on their way', () => {
  const { metrics, call } = counting()
  const spanId = call('pay', 4, { kind: 'server', status: 'error' })
  const attributes = [
    { key: 'service.name', value: { stringValue: 'shop' } },
    { key: 'span.name', value: { stringValue: 'pay' } },
    { key: 'span.kind', value: { stringValue: 'SPAN_KIND_SERVER' } },
    { key: 'status.code', value: { stringValue: 'STATUS_CODE_ERROR' } },
  ]
  const times = { startTimeUnixNano: '0', timeUnixNano: '4000000' }
  expect(toOtlpMetrics(metrics.metrics())).toEqual({
    resourceMetrics: [
      {
        resource: {
          attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }],
          droppedAttributesCount: 0,
        },
        scopeMetrics: [
          {
            scope: { name: 'spanmetrics' },
            metrics: [
              {
                name: 'traces.span.metrics.calls',
                description: 'How many spans ended.',
                unit: '{call}',
                sum: {
                  aggregationTemporality: 2,
                  isMonotonic: true,
                  dataPoints: [{ attributes, ...times, asInt: '1' }],
                },
              },
              {
                name: 'traces.span.metrics.duration',
                description: 'How long spans took.',
                unit: 'ms',
                exponentialHistogram: {
                  aggregationTemporality: 2,
                  dataPoints: [
                    {
                      attributes,
                      ...times,
                      count: '1',
                      sum: 4,
                      scale: 20,
                      zeroCount: '0',
                      // 4 = 2² is the upper bound of the bucket 2·2²⁰ − 1.
                      positive: { offset: 2 ** 21 - 1, bucketCounts: ['1'] },
                      min: 4,
                      max: 4,
                      exemplars: [
                        {
                          timeUnixNano: '4000000',
                          asDouble: 4,
                          spanId,
                          traceId: '00000001000000020000000300000004',
                          filteredAttributes: [],
                        },
                      ],
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  })
})
