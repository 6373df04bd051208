/** A tail sampler decides about a trace when it is over, and so can keep exactly those that went wrong. */

import type { Context } from '../context/context.ts'
import { diagnose } from '../diagnostic.ts'
import { reasonOf } from '../field.ts'
import type { Span } from '../tracing/span.ts'
import type { SpanProcessor } from '../tracing/span-processor.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'
import { TraceBuffer } from './trace-buffer.ts'
import { TraceDecisions } from './trace-decisions.ts'
import type { TraceRule } from './trace-rule.ts'

/** @see OpenTelemetry Collector, “Tail Sampling Processor”: `decision_wait` and `num_traces`. */
export interface TailSamplerOptions {
  /** Is this trace kept? What it throws is reported, and the trace is kept. */
  readonly keep: TraceRule
  /** How long a trace may take, in milliseconds, before it is decided about with what there is of it. Default 30000. */
  readonly decisionWait?: number
  /** Traces that are held at the same time. If there are more, the oldest are dropped, and counted. Default 50000. */
  readonly maxTraces?: number
}

/**
 * Lets traces through whole, or not at all. A trace is held until the span with which it began in this process has
 * ended; spans that end later follow the decision. At a flush or a shutdown it decides with what there is.
 *
 * What is tail-sampled should be sampled by the head sampler: a decision to drop cannot be taken back here.
 * @see OpenTelemetry Collector, “Tail Sampling Processor”: defaults, and names of options.
 */
export class TailSampler implements SpanProcessor {
  readonly #keep: TraceRule
  readonly #maxTraces: number
  readonly #next: SpanProcessor
  readonly #buffer: TraceBuffer
  readonly #decisions = new TraceDecisions()
  #kept = 0
  #notKept = 0
  #dropped = 0

  constructor(options: TailSamplerOptions, next: SpanProcessor) {
    const { keep, decisionWait = 30_000, maxTraces = 50_000 } = options
    this.#keep = keep
    this.#maxTraces = maxTraces
    this.#next = next
    this.#buffer = new TraceBuffer(
      { wait: decisionWait, maxTraces },
      {
        complete: (traceId, spans) => this.#decide(traceId, spans),
        evicted: (traceId, spans) => this.#evict(traceId, spans),
        late: (record) => this.#follow(record),
      },
    )
  }

  /** Spans that were let through. */
  get kept(): number {
    return this.#kept
  }

  /** Spans of traces that nobody wanted. */
  get notKept(): number {
    return this.#notKept
  }

  /** Spans of traces that were never decided about, because there were too many at once. */
  get dropped(): number {
    return this.#dropped
  }

  onStart(span: Span, parent: Context): void {
    const record = span.record()
    if (record && this.#decisions.of(record.traceId) === undefined) this.#buffer.started(record)
    this.#next.onStart?.(span, parent)
  }

  onEnd(record: ExportableSpan): void {
    this.#buffer.ended(record)
  }

  async forceFlush(): Promise<void> {
    this.#buffer.completeAll()
    await this.#next.forceFlush?.()
  }

  async shutdown(): Promise<void> {
    this.#buffer.completeAll()
    await this.#next.shutdown?.()
  }

  #decide(traceId: string, spans: readonly ExportableSpan[]): void {
    const isKept = this.#isWanted(spans)
    this.#decisions.remember(traceId, isKept)
    for (const span of spans) this.#pass(span, isKept)
  }

  #isWanted(spans: readonly ExportableSpan[]): boolean {
    try {
      return this.#keep(spans)
    } catch (error) {
      diagnose(`A tail sampler could not decide, so the trace is kept: ${reasonOf(error)}`)
      return true
    }
  }

  #pass(record: ExportableSpan, isKept: boolean): void {
    if (isKept) {
      this.#kept++
      this.#next.onEnd?.(record)
    } else {
      this.#notKept++
    }
  }

  #evict(traceId: string, spans: readonly ExportableSpan[]): void {
    if (this.#dropped === 0) {
      diagnose(
        `A tail sampler holds ${this.#maxTraces} traces; to make room, the oldest are dropped.`,
      )
    }
    this.#dropped += spans.length
    this.#decisions.remember(traceId, false)
  }

  #follow(record: ExportableSpan): void {
    const isKept = this.#decisions.of(record.traceId)
    if (isKept === undefined) this.#decide(record.traceId, [record])
    else this.#pass(record, isKept)
  }
}

/** Holds traces until they are over, and then lets them through, or not. See {@link TailSampler}. */
export function tailSampler(options: TailSamplerOptions, next: SpanProcessor): TailSampler {
  return new TailSampler(options, next)
}
