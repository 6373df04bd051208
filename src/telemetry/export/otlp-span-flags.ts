/** OTLP span flags hold the flags of the trace context, and beside them whether a span is in another process. */

import type { SpanContext } from '../tracing/span-context.ts'

const TRACE_FLAGS = 0xff
/** Is it known whether the span is remote? */
const HAS_IS_REMOTE = 0x100
const IS_REMOTE = 0x200

/**
 * @param isRemote of a span: is its parent in another process? Of a link: is the span that it points at?
 * @see OpenTelemetry Protocol, `trace/v1/trace.proto`, “SpanFlags”.
 */
export function toOtlpSpanFlags(traceFlags: number, isRemote = false): number {
  return (traceFlags & TRACE_FLAGS) | HAS_IS_REMOTE | (isRemote ? IS_REMOTE : 0)
}

/** @returns `isRemote` only if that is known */
export function fromOtlpSpanFlags(flags: unknown): Pick<SpanContext, 'traceFlags' | 'isRemote'> {
  const bits = Number(flags ?? 0)
  return {
    traceFlags: bits & TRACE_FLAGS,
    ...((bits & HAS_IS_REMOTE) !== 0 && { isRemote: (bits & IS_REMOTE) !== 0 }),
  }
}
