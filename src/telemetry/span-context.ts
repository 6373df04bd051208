/** A span context is the part of a span that travels: enough for another process to become its child. */

/** @see W3C Trace Context, §3.2; OpenTelemetry Trace API, “SpanContext”. */
export interface SpanContext {
  /** 32 lowercase hexadecimal digits, not all zero. The same for every span of one trace. */
  readonly traceId: string
  /** 16 lowercase hexadecimal digits, not all zero. */
  readonly spanId: string
  /** Bit 0: sampled. Bit 1: the trace id was made at random. */
  readonly traceFlags: number
  /** True if it came in from another process. */
  readonly isRemote?: boolean
}

export const SAMPLED = 0b01

/** Is this a span context, and not a span, say? For callers whose types nobody has checked. */
export function isSpanContext(value: unknown): value is SpanContext {
  const { traceId, spanId, traceFlags } = Object(value)
  return (
    typeof traceId === 'string' && typeof spanId === 'string' && Number.isSafeInteger(traceFlags)
  )
}
