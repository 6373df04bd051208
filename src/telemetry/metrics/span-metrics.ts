/** Span metrics are what can be counted in spans: calls, errors and durations, for every operation of every service. */

import { diagnose } from '../diagnostic.ts'
import { type Fields, NO_FIELDS } from '../field.ts'
import { host } from '../instrumentation-host.ts'
import type { Resource } from '../resource.ts'
import type { SpanProcessor } from '../tracing/span-processor.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'
import type { Metric } from './metric.ts'
import { CountedSeries, type SpanSeries } from './span-series.ts'

/** What is told apart, and how finely. @see OpenTelemetry Collector, “Span Metrics Connector”. */
export interface SpanMetricsOptions {
  /** Attributes of spans by which they are told apart too, such as `http.request.method`. Few values, please. */
  readonly dimensions?: readonly string[]
  /** Buckets of a histogram. Default 160. */
  readonly maxSize?: number
  /** Sets of attributes that are told apart; the others are counted together. Default 2000. */
  readonly maxSeries?: number
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

/** Different for spans that are told apart; the lengths tell where each part ends. */
function keyOf({ service, name, spanKind, status }: ExportableSpan, dimensions: Fields): string {
  const values = dimensions === NO_FIELDS ? '' : JSON.stringify(dimensions)
  return `${spanKind} ${status.code} ${service.length} ${values.length} ${service}${values}${name}`
}
