/** Trace context is how a trace crosses a process boundary: one header, `traceparent`. */

import type { Context } from './context.ts'
import { spanContextOf, withRemoteSpan } from './span.ts'
import type { SpanContext } from './span-context.ts'

/** Headers or message metadata: whatever travels with a request. */
export type Carrier = Record<string, string>

/** version "-" trace-id "-" parent-id "-" trace-flags; §3.2.2. Later versions may append more after a dash. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** Writes the span context of a context into a carrier. Without a span it writes nothing. */
export function inject(context: Context, carrier: Carrier): void {
  const span = spanContextOf(context)
  if (span) carrier.traceparent = formatTraceparent(span)
}

/** A context whose parent span is the one that the carrier names; the same context if it names none. */
export function extract(context: Context, carrier: Carrier): Context {
  const remote =
    carrier.traceparent === undefined ? undefined : parseTraceparent(carrier.traceparent)
  return remote ? withRemoteSpan(context, remote) : context
}

/** @see W3C Trace Context, §3.2. */
export function formatTraceparent(span: SpanContext): string {
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`
}

/** What a `traceparent` header says, or `undefined` if it has to be discarded (§3.2.2, §4.3). */
export function parseTraceparent(header: string): SpanContext | undefined {
  const [, version, traceId, spanId, flags, more] = TRACEPARENT.exec(header) ?? []
  if (version === undefined || traceId === undefined || spanId === undefined) return undefined
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags ?? '00', 16), isRemote: true }
}
