/** B3 is how Zipkin carries a trace: in one header or in several. */

import type { Context } from '../context/context.ts'
import { diagnose } from '../diagnostic.ts'
import { spanContextOf, withRemoteSpan } from '../tracing/span.ts'
import {
  isSampled,
  isValidSpanContext,
  SAMPLED,
  type SpanContext,
} from '../tracing/span-context.ts'
import { type Carrier, quoted, readHeader, writeHeader } from './carrier.ts'
import type { Propagator } from './propagator.ts'

/** Is the trace kept? `1`: yes. `0`: no. `d`: yes, whatever anybody decides. Absent: that is for the receiver to decide. */
type SamplingState = '0' | '1' | 'd' | undefined

interface B3 {
  /** 32 hexadecimal digits, or 16 of an older tracer. */
  readonly traceId: string
  readonly spanId: string
  readonly state: SamplingState
}

/** Writes the one header `b3`; reads both formats. @see B3 propagation, “Single Header”. */
export const b3Single: Propagator = {
  fields: ['b3'],
  extract,
  inject(context, carrier) {
    const b3 = outgoing(context)
    if (!b3) return
    const state = b3.state === undefined ? '' : `-${b3.state}`
    writeHeader(carrier, 'b3', `${b3.traceId}-${b3.spanId}${state}`)
  },
}

/** Writes the headers `x-b3-…`; reads both formats. @see B3 propagation, “Multiple Headers”. */
export const b3Multi: Propagator = {
  fields: ['x-b3-traceid', 'x-b3-spanid', 'x-b3-sampled', 'x-b3-flags'],
  extract,
  inject(context, carrier) {
    const b3 = outgoing(context)
    if (!b3) return
    writeHeader(carrier, 'x-b3-traceid', b3.traceId)
    writeHeader(carrier, 'x-b3-spanid', b3.spanId)
    if (b3.state === 'd') writeHeader(carrier, 'x-b3-flags', '1')
    else if (b3.state !== undefined) writeHeader(carrier, 'x-b3-sampled', b3.state)
  },
}

/** What came in; a span context can't say that somebody asked for the trace, or that nobody has decided yet. */
const EXTRACTED = Symbol('b3')

/**
 * The parent of a span here is never told to the next process: B3 lets both sides of a call share a span, and
 * OpenTelemetry does not.
 * @see OpenTelemetry Propagators API, “B3 Requirements”.
 */
function outgoing(context: Context): B3 | undefined {
  const span = spanContextOf(context)
  if (!span || !isValidSpanContext(span)) return undefined
  const { traceId, spanId } = span
  return { traceId, spanId, state: samplingState(span, context) }
}

function samplingState(span: SpanContext, context: Context): SamplingState {
  const extracted = context.getValue(EXTRACTED) as B3 | undefined
  if (extracted?.traceId === span.traceId) {
    if (extracted.state === 'd') return 'd'
    // Once there is a span of this process, its sampler has decided.
    if (extracted.state === undefined && span.isRemote) return undefined
  }
  return isSampled(span) ? '1' : '0'
}

/**
 * The one header counts before the several. A sampling state that comes alone names no span to continue from, so the
 * trace begins here. A decision that was left to the receiver counts as not sampled, as in OpenTelemetry.
 */
function extract(context: Context, carrier: Carrier): Context {
  const b3 = readSingle(carrier) ?? readMulti(carrier)
  if (!b3) return context
  const { spanId, state } = b3
  const traceId = b3.traceId.padStart(32, '0')
  const traceFlags = state === '1' || state === 'd' ? SAMPLED : 0
  const span = { traceId, spanId, traceFlags, isRemote: true }
  if (!isValidSpanContext(span)) {
    diagnose(`${quoted(`${traceId}-${spanId}`)} names no span in B3; its trace is not continued.`)
    return context
  }
  return withRemoteSpan(context, span).setValue(EXTRACTED, { traceId, spanId, state })
}

/** trace id, span id, sampling state, parent span id; the last two may be absent. */
const SINGLE = /^((?:[0-9a-f]{16}){1,2})-([0-9a-f]{16})(?:-([01d]))?(?:-[0-9a-f]{16})?$/

function readSingle(carrier: Carrier): B3 | undefined {
  const header = readHeader(carrier, 'b3')
  if (header === undefined || /^[01d]$/.test(header)) return undefined
  const [, traceId, spanId, state] = SINGLE.exec(header) ?? []
  if (traceId !== undefined && spanId !== undefined) {
    return { traceId, spanId, state: state as SamplingState }
  }
  diagnose(`${quoted(header)} is no b3 header; it was left out.`)
  return undefined
}

const TRACE_ID = /^(?:[0-9a-f]{16}){1,2}$/

/** Older tracers write `true` and `false`. */
const SAMPLED_VALUES: ReadonlyMap<string | undefined, SamplingState> = new Map([
  ['1', '1'],
  ['true', '1'],
  ['0', '0'],
  ['false', '0'],
])

function readMulti(carrier: Carrier): B3 | undefined {
  const traceId = firstValue(carrier, 'x-b3-traceid')
  const spanId = firstValue(carrier, 'x-b3-spanid')
  if (traceId === undefined || spanId === undefined) return undefined
  const sampled = firstValue(carrier, 'x-b3-sampled')
  const state =
    firstValue(carrier, 'x-b3-flags') === '1' ? 'd' : SAMPLED_VALUES.get(sampled?.toLowerCase())
  if (TRACE_ID.test(traceId) && (sampled === undefined || state !== undefined)) {
    return { traceId, spanId, state }
  }
  const headers = `${traceId}, ${spanId}, ${sampled}`
  diagnose(`${quoted(headers)} in headers of B3 name no span; its trace is not continued.`)
  return undefined
}

/** “When extracting state headers, the first value wins.” */
function firstValue(carrier: Carrier, name: string): string | undefined {
  return readHeader(carrier, name)?.split(',', 1)[0]
}
