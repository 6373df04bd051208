/** A span series is what was counted of the calls that are alike: how many there were, and how long they took. */

import type { Fields } from '../field.ts'
import type { Resource } from '../resource.ts'
import { isSampled } from '../tracing/span-context.ts'
import type { ExportableSpan, SpanKind, SpanStatus } from '../tracing/span-record.ts'
import { BucketExemplars } from './bucket-exemplars.ts'
import { ExponentialHistogram } from './exponential-histogram.ts'
import type { Exemplar } from './metric.ts'

/**
 * All spans of one service, name, kind and status: how many there were, and how long they took, in milliseconds.
 */
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

/** A series as it is counted. */
export class CountedSeries implements SpanSeries {
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
