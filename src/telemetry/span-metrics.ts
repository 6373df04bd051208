/** Span metrics are what can be counted in spans: calls, errors and durations, for every operation of every service. */

import { BucketExemplars } from './bucket-exemplars.ts'
import { diagnose } from './diagnostic.ts'
import { ExponentialHistogram } from './exponential-histogram.ts'
import { type Fields, NO_FIELDS } from './field.ts'
import { host } from './instrumentation-host.ts'
import type { Exemplar, Metric } from './metric.ts'
import type { Resource } from './resource.ts'
import { isSampled } from './span-context.ts'
import type { SpanProcessor } from './span-processor.ts'
import type { ExportableSpan, SpanKind, SpanStatus } from './span-record.ts'

export interface SpanMetricsOptions {
  /** Attributes of spans by which they are told apart too, such as `http.request.method`. Few values, please. */
  readonly dimensions?: readonly string[]
  /** Buckets of a histogram. Default 160. */
  readonly maxSize?: number
  /** Sets of attributes that are told apart; the others are counted together. Default 2000. */
  readonly maxSeries?: number
}

/** What was counted of the calls that are alike. */
export interface SpanSeries {
  readonly service: string
  /** The name of the spans. */
  readonly name: string
  readonly spanKind: SpanKind
  /** Errors are the calls of a series whose status is `error`. */
  readonly status: SpanStatus['code']
  /** The values of the dimensions that the spans have. */
  readonly dimensions: Fields
  readonly calls: number
  /** In milliseconds. */
  readonly duration: ExponentialHistogram
  /** For each bucket of `duration` a span that is in it, if one was sampled. */
  readonly exemplars: readonly Exemplar[]
}

/**
 * Counts spans when they end, also those that are recorded without being sampled.
 * @see OpenTelemetry Collector, “Span Metrics Connector”: names, attributes and units.
 */
export class SpanMetrics implements SpanProcessor {
  readonly #dimensions: readonly string[]
  readonly #maxSize: number
  readonly #maxSeries: number
  #start = host.now()
  #series = new Map<string, CountedSeries>()
  /** What is not told apart, of each resource. */
  readonly #overflow = new Map<Resource, CountedSeries>()

  constructor({ dimensions = [], maxSize = 160, maxSeries = 2000 }: SpanMetricsOptions = {}) {
    this.#dimensions = dimensions
    this.#maxSize = maxSize
    this.#maxSeries = maxSeries
  }

  onEnd(record: ExportableSpan): void {
    if (record.end === undefined) return
    // A span that ended before it began was reported then; it took no time.
    const milliseconds = Math.max(record.end - record.start, 0) / 1000
    this.#seriesOf(record).count(milliseconds, record)
  }

  /** In the order in which they were first seen. */
  get series(): readonly SpanSeries[] {
    return [...this.#series.values()]
  }

  /** Calls that were not told apart, because there were too many sets of attributes. */
  get overflow(): number {
    return [...this.#overflow.values()].reduce((sum, { calls }) => sum + calls, 0)
  }

  /** All that was counted so far, as metrics of the services: `traces.span.metrics.calls` and `….duration`. */
  metrics(): Metric[] {
    const all = [...this.#series.values(), ...this.#overflow.values()]
    const byResource = Map.groupBy(all, ({ resource }) => resource)
    return Array.from(byResource, ([resource, series]) => this.#metricsOf(resource, series)).flat()
  }

  /** Begins to count anew. */
  reset(): void {
    this.#start = host.now()
    this.#series = new Map()
    this.#overflow.clear()
  }

  #seriesOf(record: ExportableSpan): CountedSeries {
    const dimensions = this.#dimensionsOf(record.attributes)
    const key = keyOf(record, dimensions)
    const known = this.#series.get(key)
    if (known) return known
    if (this.#series.size >= this.#maxSeries) return this.#overflowSeries(record)
    const series = new CountedSeries(record, dimensions, this.#maxSize)
    this.#series.set(key, series)
    return series
  }

  /** @see OpenTelemetry Metrics SDK, “Overflow attribute”. */
  #overflowSeries(record: ExportableSpan): CountedSeries {
    if (this.#overflow.size === 0) {
      diagnose(`Beyond ${this.#maxSeries} sets of attributes, span metrics count calls together.`)
    }
    const known = this.#overflow.get(record.resource)
    if (known) return known
    const series = new CountedSeries(record, {}, this.#maxSize, true)
    this.#overflow.set(record.resource, series)
    return series
  }

  #dimensionsOf(attributes: Fields): Fields {
    if (this.#dimensions.length === 0) return NO_FIELDS
    const names = this.#dimensions.filter((name) => Object.hasOwn(attributes, name))
    return Object.fromEntries(names.map((name) => [name, attributes[name] as Fields[string]]))
  }

  #metricsOf(resource: Resource, series: readonly CountedSeries[]): Metric[] {
    const scope = { name: 'spanmetrics' }
    const times = { start: this.#start, time: host.now() }
    return [
      {
        kind: 'sum',
        name: 'traces.span.metrics.calls',
        description: 'How many spans ended.',
        unit: '{call}',
        resource,
        scope,
        points: series.map(({ attributes, calls }) => ({ attributes, ...times, value: calls })),
      },
      {
        kind: 'exponential-histogram',
        name: 'traces.span.metrics.duration',
        description: 'How long spans took.',
        unit: 'ms',
        resource,
        scope,
        points: series.map(({ attributes, duration, exemplars }) => ({
          attributes,
          ...times,
          histogram: duration,
          exemplars,
        })),
      },
    ]
  }
}

/** Counts calls, errors and durations; put it among the processors. See {@link SpanMetrics}. */
export function spanMetrics(options?: SpanMetricsOptions): SpanMetrics {
  return new SpanMetrics(options)
}

class CountedSeries implements SpanSeries {
  readonly resource: Resource
  readonly service: string
  readonly name: string
  readonly spanKind: SpanKind
  readonly status: SpanStatus['code']
  readonly dimensions: Fields
  readonly duration: ExponentialHistogram
  readonly #exemplars = new BucketExemplars()
  readonly #isOverflow: boolean

  /** @param record the first of the spans */
  constructor(record: ExportableSpan, dimensions: Fields, maxSize: number, isOverflow = false) {
    this.resource = record.resource
    this.service = record.service
    this.name = record.name
    this.spanKind = record.spanKind
    this.status = record.status.code
    this.dimensions = dimensions
    this.duration = new ExponentialHistogram(maxSize)
    this.#isOverflow = isOverflow
  }

  get calls(): number {
    return this.duration.count
  }

  get exemplars(): readonly Exemplar[] {
    return this.#exemplars.all
  }

  get attributes(): Fields {
    if (this.#isOverflow) return { 'otel.metric.overflow': true }
    return {
      'service.name': this.service,
      'span.name': this.name,
      'span.kind': `SPAN_KIND_${this.spanKind.toUpperCase()}`,
      'status.code': `STATUS_CODE_${this.status.toUpperCase()}`,
      ...this.dimensions,
    }
  }

  count(milliseconds: number, record: ExportableSpan): void {
    this.duration.record(milliseconds)
    if (!isSampled(record)) return
    this.#exemplars.offer(new SpanExemplar(milliseconds, record), this.duration.scale)
  }
}

/** Most exemplars are replaced before anybody reads them, so they do not ask for the ids, which are made on demand. */
class SpanExemplar implements Exemplar {
  readonly value: number
  readonly #record: ExportableSpan

  constructor(value: number, record: ExportableSpan) {
    this.value = value
    this.#record = record
  }

  get time(): number {
    return this.#record.end ?? this.#record.start
  }

  get traceId(): string {
    return this.#record.traceId
  }

  get spanId(): string {
    return this.#record.spanId
  }
}

/** Different for spans that are told apart; the lengths tell where each part ends. */
function keyOf({ service, name, spanKind, status }: ExportableSpan, dimensions: Fields): string {
  const values = dimensions === NO_FIELDS ? '' : JSON.stringify(dimensions)
  return `${spanKind} ${status.code} ${service.length} ${values.length} ${service}${values}${name}`
}
