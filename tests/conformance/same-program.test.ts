import { context, trace } from '@opentelemetry/api'
import { SeverityNumber } from '@opentelemetry/api-logs'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
} from '@opentelemetry/otlp-transformer'
import type { IExportLogsServiceRequest } from '@opentelemetry/otlp-transformer/build/src/logs/internal-types'
import type { IExportMetricsServiceRequest } from '@opentelemetry/otlp-transformer/build/src/metrics/internal-types'
import type { IExportTraceServiceRequest } from '@opentelemetry/otlp-transformer/build/src/trace/internal-types'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  InMemoryLogRecordExporter,
  LoggerProvider as RealLoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs'
import { AggregationType, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withContext } from '../../src/telemetry/context/ambient.ts'
import { Context } from '../../src/telemetry/context/context.ts'
import { fromOtlpTraces } from '../../src/telemetry/export/from-otlp-traces.ts'
import { toOtlpLogs } from '../../src/telemetry/export/to-otlp-logs.ts'
import { toOtlpMetrics } from '../../src/telemetry/export/to-otlp-metrics.ts'
import { toOtlpTraces } from '../../src/telemetry/export/to-otlp-traces.ts'
import { MemorySink } from '../../src/telemetry/logging/log-sink.ts'
import { LoggerProvider } from '../../src/telemetry/logging/logger-provider.ts'
import { ExponentialHistogram } from '../../src/telemetry/metrics/exponential-histogram.ts'
import type { Metric } from '../../src/telemetry/metrics/metric.ts'
import { withRemoteSpan } from '../../src/telemetry/tracing/span.ts'
import type { ExportableSpan } from '../../src/telemetry/tracing/span-record.ts'
import { recordEachTest } from '../recording.ts'
import { labSpans, realSpans } from './same-program.ts'

const recording = recordEachTest()

/** What a library's own serializer writes, read again. */
const parsed = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes))

/**
 * A message of the protocol as JSON has it. The library's types are those of its own numbers, where JSON may have texts
 * for those of 64 bits.
 */
type Json<T> = T extends readonly (infer Item)[]
  ? readonly Json<Item>[]
  : T extends object
    ? {
        readonly [K in keyof T]: K extends 'intValue' | 'asInt' | 'count' | 'zeroCount'
          ? T[K] | string
          : K extends 'bucketCounts'
            ? readonly (number | string)[]
            : Json<T[K]>
      }
    : T

/**
 * The same message without what is free to differ: ids become numbers in the order of their appearance, integers texts,
 * and what has its default is left out. The random flag is masked, which the library does not know yet.
 */
function substance(message: unknown): unknown {
  const ids = new Map<string, string>()
  const idOf = (id: string) => {
    if (!ids.has(id)) ids.set(id, `${id.length === 32 ? 'trace' : 'span'} ${ids.size + 1}`)
    return ids.get(id)
  }
  const read = (value: unknown, name = ''): unknown => {
    if (Array.isArray(value)) return value.length > 0 ? value.map((item) => read(item)) : undefined
    if (typeof value === 'object' && value !== null) return readMembers(value)
    if (name.endsWith('Id') && typeof value === 'string') return idOf(value)
    if (name === 'flags') return Number(value) & ~2
    if (name === 'intValue') return String(value)
    return value === 0 || value === '' ? undefined : value
  }
  const readMembers = (members: object) => {
    const entries = Object.entries(members)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, read(value, name)] as const)
      .filter(([, value]) => value !== undefined)
    return entries.length > 0 ? Object.fromEntries(entries) : undefined
  }
  return read(message)
}

describe('the same program on the tracer of OpenTelemetry and on the one of the lab', () => {
  const lab = labSpans()
  const real = realSpans()
  const realMessage = parsed(JsonTraceSerializer.serializeRequest([...real]))

  test('is written as the same message of the protocol', () => {
    expect(substance(toOtlpTraces(lab))).toEqual(substance(realMessage))
  })

  test('is a message that the types of OpenTelemetry accept', () => {
    const message: Json<IExportTraceServiceRequest> = toOtlpTraces(lab)
    expect(message.resourceSpans).toHaveLength(1)
  })

  test('is the same tree', () => {
    const tree = (spans: readonly ExportableSpan[]) => {
      const nameOf = (id: string | undefined) => spans.find(({ spanId }) => spanId === id)?.name
      return spans.map(({ name, parentSpanId, spanKind, status, isParentRemote, dropped }) => [
        name,
        nameOf(parentSpanId),
        spanKind,
        status,
        isParentRemote,
        dropped,
      ])
    }
    expect(tree(fromOtlpTraces(realMessage))).toEqual(tree(lab))
    expect(lab.map(({ name }) => name)).toEqual([
      'reserve',
      'send',
      'charge card',
      'unrelated',
      'POST /checkout',
      'receive',
      'busy',
    ])
  })

  test('has ids of the same shape', () => {
    const shapes = (spans: readonly { traceId: string; spanId: string }[]) =>
      spans.map(({ traceId, spanId }) =>
        [/^[0-9a-f]{32}$/.test(traceId), /^[0-9a-f]{16}$/.test(spanId)].join(),
      )
    expect(shapes(lab)).toEqual(shapes(real.map((span) => span.spanContext())))
    expect(new Set(shapes(lab))).toEqual(new Set(['true,true']))
  })

  test('an exception becomes an event of the same name and attributes, but for the stack', () => {
    const failing = [labSpans, realSpans].map((spans) => {
      const made = spans(({ tracer, time }) => {
        const span = tracer.startSpan('pay')
        span.recordException(new RangeError('too much'))
        span.end(time(9e15))
      })
      const { name, attributes } = made[0]?.events[0] ?? {}
      return { name, attributes: { ...attributes, 'exception.stacktrace': undefined } }
    })
    expect(failing[0]).toEqual(failing[1])
  })
})

describe('log records', () => {
  const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
  const NOW = 1_763_800_000_000

  function labLogs() {
    const sink = new MemorySink()
    const provider = new LoggerProvider({
      sinks: [sink.write],
      resource: { service: 'shop', attributes: {} },
    })
    recording.pass(NOW)
    const log = provider.logger('payments')
    log.warn('no answer', { attempt: 2, items: ['cup'], card: { brand: 'V' } })
    withContext(withRemoteSpan(Context.ROOT, span), () => log.error('failed'))
    return sink.records
  }

  function realLogs() {
    const exporter = new InMemoryLogRecordExporter()
    const provider = new RealLoggerProvider({
      processors: [new SimpleLogRecordProcessor({ exporter })],
      resource: resourceFromAttributes({ 'service.name': 'shop' }),
    })
    const log = provider.getLogger('payments')
    const common = { timestamp: NOW, observedTimestamp: NOW }
    log.emit({
      ...common,
      severityNumber: SeverityNumber.WARN,
      severityText: 'warn',
      body: 'no answer',
      attributes: { attempt: 2, items: ['cup'], card: { brand: 'V' } },
    })
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    context.with(trace.setSpanContext(context.active(), span), () =>
      log.emit({
        ...common,
        severityNumber: SeverityNumber.ERROR,
        severityText: 'error',
        body: 'failed',
      }),
    )
    context.disable()
    return exporter.getFinishedLogRecords()
  }

  test('are written as the same message of the protocol', () => {
    const message: Json<IExportLogsServiceRequest> = toOtlpLogs(labLogs())
    const real = parsed(JsonLogsSerializer.serializeRequest(realLogs()))
    expect(substance(message)).toEqual(substance(real))
  })
})

describe('an exponential histogram', () => {
  class Collector extends MetricReader {
    protected onForceFlush = async () => {}
    protected onShutdown = async () => {}
  }

  /** What OpenTelemetry's own histogram makes of values. */
  async function realHistogram(values: readonly number[], maxSize: number) {
    const reader = new Collector()
    const provider = new MeterProvider({
      readers: [reader],
      resource: resourceFromAttributes({ 'service.name': 'shop' }),
      views: [
        {
          instrumentName: '*',
          aggregation: {
            type: AggregationType.EXPONENTIAL_HISTOGRAM,
            options: { maxSize, recordMinMax: true },
          },
        },
      ],
    })
    const histogram = provider.getMeter('test').createHistogram('took', { unit: 'ms' })
    for (const value of values) histogram.record(value)
    const { resourceMetrics } = await reader.collect()
    const message = parsed(JsonMetricsSerializer.serializeRequest(resourceMetrics))
    await provider.shutdown()
    return message.resourceMetrics[0].scopeMetrics[0].metrics[0]
  }

  function labHistogram(values: readonly number[], maxSize: number) {
    const histogram = new ExponentialHistogram(maxSize)
    for (const value of values) histogram.record(value)
    const metric: Metric = {
      kind: 'exponential-histogram',
      name: 'took',
      description: '',
      unit: 'ms',
      resource: { service: 'shop', attributes: {} },
      scope: { name: 'test' },
      points: [{ attributes: {}, start: 0, time: 0, histogram, exemplars: [] }],
    }
    const message: Json<IExportMetricsServiceRequest> = toOtlpMetrics([metric])
    return JSON.parse(JSON.stringify(message)).resourceMetrics[0].scopeMetrics[0].metrics[0]
  }

  // biome-ignore lint/suspicious/noExplicitAny: JSON of two libraries
  const readPoint = ({ exponentialHistogram, ...rest }: any) => {
    const { count, sum, min, max, scale, zeroCount, positive } = exponentialHistogram.dataPoints[0]
    const counts = positive.bucketCounts.map(Number)
    return {
      ...rest,
      temporality: exponentialHistogram.aggregationTemporality,
      numbers: [count, zeroCount].map(Number),
      sum,
      min,
      max,
      // Without buckets any scale is as good as another.
      scale: counts.length > 0 ? scale : undefined,
      // The library writes zeros beyond the last value too.
      buckets: counts.slice(0, counts.findLastIndex((bucket: number) => bucket > 0) + 1),
      offset: counts.length > 0 ? positive.offset : 0,
    }
  }

  test('of the same values is the same', async () => {
    const values = fc.array(
      fc.oneof(
        fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
        fc.constantFrom(0, 0.25, 1, 2, 1024),
      ),
      { minLength: 1, maxLength: 60 },
    )
    const sizes = fc.integer({ min: 2, max: 160 })
    await fc.assert(
      fc.asyncProperty(values, sizes, async (values, maxSize) => {
        const real = readPoint(await realHistogram(values, maxSize))
        expect(readPoint(labHistogram(values, maxSize))).toEqual(real)
      }),
      { numRuns: 100 },
    )
  })
})
