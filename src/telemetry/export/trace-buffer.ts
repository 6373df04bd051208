/** A trace buffer holds the ended spans of a trace until the trace is complete, as far as this process can tell. */

import type { ExportableSpan } from '../tracing/span-record.ts'
import { later } from './later.ts'

/** How long traces are held, and how many. */
export interface TraceBufferOptions {
  /** How long a trace may take, in milliseconds; then it is as complete as it will get. Default: as long as it likes. */
  readonly wait?: number
  /** Traces that are held. When there are more, the oldest must go. */
  readonly maxTraces: number
}

/** What becomes of traces. */
export interface TraceBufferListener {
  /** The span with which a trace began here has ended, or time is up. The spans are in the order in which they ended. */
  complete(traceId: string, spans: readonly ExportableSpan[]): void
  /** There was no room for a trace any more. */
  evicted(traceId: string, spans: readonly ExportableSpan[]): void
  /** A span ended after its trace was complete. */
  late(record: ExportableSpan): void
}

interface HeldTrace {
  /** The span with which the trace began in this process: its root, or the part of it that lies here. */
  readonly localRoot: string
  readonly spans: ExportableSpan[]
  readonly stopWaiting: (() => void) | undefined
}

/** Tells its listener of each trace once, with all spans that had ended by then. */
export class TraceBuffer {
  readonly #options: TraceBufferOptions
  readonly #listener: TraceBufferListener
  readonly #held = new Map<string, HeldTrace>()

  constructor(options: TraceBufferOptions, listener: TraceBufferListener) {
    this.#options = options
    this.#listener = listener
  }

  /** A span has begun. If nothing is held of its trace, the trace begins. */
  started({ traceId, spanId }: ExportableSpan): void {
    if (this.#held.has(traceId)) return
    if (this.#held.size >= this.#options.maxTraces) this.#evictOldest()
    const { wait } = this.#options
    const stopWaiting = wait === undefined ? undefined : later(wait, () => this.#complete(traceId))
    this.#held.set(traceId, { localRoot: spanId, spans: [], stopWaiting })
  }

  ended(record: ExportableSpan): void {
    const trace = this.#held.get(record.traceId)
    if (!trace) {
      this.#listener.late(record)
      return
    }
    trace.spans.push(record)
    if (record.spanId === trace.localRoot) this.#complete(record.traceId)
  }

  /** Waits no longer for any trace. */
  completeAll(): void {
    for (const traceId of [...this.#held.keys()]) this.#complete(traceId)
  }

  #complete(traceId: string): void {
    const spans = this.#take(traceId)
    if (spans && spans.length > 0) this.#listener.complete(traceId, spans)
  }

  #evictOldest(): void {
    const [oldest] = this.#held.keys()
    const spans = oldest === undefined ? undefined : this.#take(oldest)
    if (oldest !== undefined && spans) this.#listener.evicted(oldest, spans)
  }

  #take(traceId: string): readonly ExportableSpan[] | undefined {
    const trace = this.#held.get(traceId)
    if (!trace) return undefined
    this.#held.delete(traceId)
    trace.stopWaiting?.()
    return trace.spans
  }
}
