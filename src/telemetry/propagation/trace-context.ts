/** Trace context is how a trace crosses a process boundary: `traceparent` says where it comes from, `tracestate` the rest. */

import { diagnose } from '../diagnostic.ts'
import { spanContextOf, withRemoteSpan } from '../tracing/span.ts'
import { isValidSpanContext, SAMPLED, type SpanContext } from '../tracing/span-context.ts'
import { type Carrier, quoted, readHeader, writeHeader } from './carrier.ts'
import type { Propagator } from './propagator.ts'
import { TraceState } from './trace-state.ts'

/**
 * version "-" trace-id "-" parent-id "-" trace-flags; §3.2.2. Ids that are all zero name nothing. Later versions may append
 * more after a dash; version ff is none.
 */
const TRACEPARENT =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/

/** How long it is in this version. */
const LENGTH = 55

/**
 * The format of the W3C, level 2. Without a span nothing is written. A `traceparent` that has to be discarded begins a
 * new trace; a `tracestate` that has to be discarded leaves its `traceparent` good.
 * @see W3C Trace Context Level 2, §3 and §4.
 */
export const w3cTraceContext: Propagator = {
  fields: ['traceparent', 'tracestate'],

  inject(context, carrier) {
    const span = spanContextOf(context)
    if (!span || !isValidSpanContext(span)) return
    writeHeader(carrier, 'traceparent', formatTraceparent(span))
    const state = span.traceState && readTraceState(span.traceState)?.fitting()
    if (state && state.size > 0) writeHeader(carrier, 'tracestate', state.toString())
  },

  extract(context, carrier) {
    const span = remoteSpan(carrier)
    return span ? withRemoteSpan(context, span) : context
  },
}

function remoteSpan(carrier: Carrier): SpanContext | undefined {
  const traceparent = readHeader(carrier, 'traceparent')
  if (traceparent === undefined) return undefined
  const span = parseTraceparent(traceparent)
  if (!span) {
    diagnose(`${quoted(traceparent)} is no traceparent; its trace is not continued.`)
    return undefined
  }
  const tracestate = readHeader(carrier, 'tracestate')
  const traceState = tracestate && readTraceState(tracestate)?.toString()
  return traceState ? { ...span, traceState } : span
}

function readTraceState(text: string): TraceState | undefined {
  const state = TraceState.parse(text)
  if (!state) diagnose(`${quoted(text)} is no tracestate; it was left out.`)
  return state
}

/** @see W3C Trace Context, §3.2. */
export function formatTraceparent(span: SpanContext): string {
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`
}

/**
 * What a `traceparent` header says, or `undefined` if it has to be discarded (§3.2.2, §4.3). Of the flags of a later
 * version only the one is read that its place is fixed for; those of this version are kept as they came.
 * @see W3C Trace Context, §3.2.4, “Versioning of traceparent”.
 */
export function parseTraceparent(header: string): SpanContext | undefined {
  if (!TRACEPARENT.test(header)) return undefined
  const isThisVersion = header.startsWith('00')
  if (isThisVersion && header.length > LENGTH) return undefined
  const flags = Number.parseInt(header.slice(53, LENGTH), 16)
  return {
    traceId: header.slice(3, 35),
    spanId: header.slice(36, 52),
    traceFlags: isThisVersion ? flags : flags & SAMPLED,
    isRemote: true,
  }
}
