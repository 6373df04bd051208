/** A span context is the part of a span that travels: enough for another process to become its child. */

import type { Id } from './random-id.ts'

/** @see W3C Trace Context, §3.2 and §3.3; OpenTelemetry Trace API, “SpanContext”. */
export interface SpanContext {
  /** 32 lowercase hexadecimal digits, not all zero. The same for every span of one trace. */
  readonly traceId: string
  /** 16 lowercase hexadecimal digits, not all zero. */
  readonly spanId: string
  /** Bit 0, {@link SAMPLED}: somebody keeps this trace. Bit 1, {@link RANDOM}: its id was made by chance. */
  readonly traceFlags: number
  /** What other tracers have to say about this trace, as the header `tracestate` has it. */
  readonly traceState?: string
  /** True if it came in from another process. */
  readonly isRemote?: boolean
}

/** @see W3C Trace Context, §3.2.2.5, “trace-flags”. */
export const SAMPLED = 0b01
/** @see W3C Trace Context Level 2, §3.2.2.5, “random-trace-id flag”. */
export const RANDOM = 0b10

/** The context of a span of this process. */
export class LocalSpanContext implements SpanContext {
  readonly #trace: Id
  readonly #span: Id
  readonly traceFlags: number
  readonly traceState: string | undefined

  constructor(trace: Id, span: Id, traceFlags: number, traceState: string | undefined) {
    this.#trace = trace
    this.#span = span
    this.traceFlags = traceFlags
    this.traceState = traceState
  }

  get traceId(): string {
    return this.#trace.text
  }

  get spanId(): string {
    return this.#span.text
  }

  /** The trace id of a context, unread if it can be. */
  static traceOf(context: SpanContext): Id {
    return context instanceof LocalSpanContext ? context.#trace : { text: context.traceId }
  }

  toJSON(): SpanContext {
    return plainContext(this)
  }
}

/** Only what a span context is made of, as plain data. */
export function plainContext(
  { traceId, spanId, traceFlags, traceState, isRemote: wasRemote }: SpanContext,
  isRemote = wasRemote,
): SpanContext {
  const plain: { -readonly [Name in keyof SpanContext]: SpanContext[Name] } = {
    traceId,
    spanId,
    traceFlags,
  }
  if (traceState !== undefined) plain.traceState = traceState
  if (isRemote === true) plain.isRemote = true
  return plain
}

/** Does somebody keep this trace? @see W3C Trace Context, §3.2.2.5. */
export function isSampled({ traceFlags }: SpanContext): boolean {
  return (traceFlags & SAMPLED) !== 0
}

/** No id at all. @see W3C Trace Context, §3.2.2.3 and §3.2.2.4. */
const INVALID_TRACE_ID = '0'.repeat(32)
const INVALID_SPAN_ID = '0'.repeat(16)

const TRACE_ID = /^[0-9a-f]{32}$/
const SPAN_ID = /^[0-9a-f]{16}$/

/** Is it an id that names a trace? @see W3C Trace Context, §3.2.2.3. */
export function isValidTraceId(traceId: string): boolean {
  return traceId !== INVALID_TRACE_ID && TRACE_ID.test(traceId)
}

/** Could another process continue from here? @see OpenTelemetry Trace API, “IsValid”. */
export function isValidSpanContext(context: SpanContext): boolean {
  if (context instanceof LocalSpanContext) return true
  const { traceId, spanId } = context
  return isValidTraceId(traceId) && spanId !== INVALID_SPAN_ID && SPAN_ID.test(spanId)
}

/** Is this a span context, and not a span, say? For callers whose types nobody has checked. */
export function isSpanContext(value: unknown): value is SpanContext {
  const { traceId, spanId, traceFlags } = Object(value)
  return (
    typeof traceId === 'string' && typeof spanId === 'string' && Number.isSafeInteger(traceFlags)
  )
}
