/** A metric is a number about many operations: how often, or how long, for each set of attributes. */

import type { Fields } from '../field.ts'
import type { Resource } from '../resource.ts'
import type { Scope } from '../tracing/span-record.ts'
import type { ExponentialHistogram } from './exponential-histogram.ts'

/** One of the values behind a number, and the span that it came from: the way from a metric to a trace. */
export interface Exemplar {
  readonly value: number
  /** Microseconds since the Unix epoch. */
  readonly time: number
  readonly traceId: string
  readonly spanId: string
}

/** What is true of one set of attributes. */
interface Point {
  readonly attributes: Fields
  /** When counting began, in microseconds since the Unix epoch. */
  readonly start: number
  /** Up to when it counts, in microseconds since the Unix epoch. */
  readonly time: number
}

/** @see OpenTelemetry Metrics Data Model, “Sums”. */
export interface SumPoint extends Point {
  readonly value: number
}

/** @see OpenTelemetry Metrics Data Model, “ExponentialHistogram”. */
export interface HistogramPoint extends Point {
  readonly histogram: ExponentialHistogram
  readonly exemplars: readonly Exemplar[]
}

/** @see OpenTelemetry Metrics Data Model. Numbers count from the start on: they are cumulative. */
export type Metric = {
  readonly name: string
  readonly description: string
  /** As UCUM writes it: `ms`, or `{call}` for what is only counted. */
  readonly unit: string
  readonly resource: Resource
  readonly scope: Scope
} & (
  | { readonly kind: 'sum'; readonly points: readonly SumPoint[] }
  | { readonly kind: 'exponential-histogram'; readonly points: readonly HistogramPoint[] }
)
