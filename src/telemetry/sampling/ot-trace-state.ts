/** The `ot` entry is what OpenTelemetry says in a trace state: how likely a trace was kept, and the chance it drew. */

import { diagnose } from '../diagnostic.ts'
import { TraceState } from '../propagation/trace-state.ts'
import { type Randomness, shortest, type Threshold } from './sampling-threshold.ts'

/** @see OpenTelemetry specification, “TraceState Handling”. */
export interface OtTraceState {
  /** `th`: what all samplers so far have rejected. Absent if that is not known. */
  readonly threshold: Threshold | undefined
  /** `rv`: the chance that the trace drew, if it is not that of its id. */
  readonly randomness: Randomness | undefined
  /** What else stands there, handed on as it came. */
  readonly rest: readonly string[]
}

/** @see OpenTelemetry, “TraceState Handling”: the list must not exceed 256 characters. */
const MAX_LENGTH = 256

/** One to 14 digits. @see “Sampling threshold value `th`”. */
const THRESHOLD = /^th:([0-9a-f]{1,14})$/i

/** Exactly 14 digits. @see “Explicit randomness value `rv`”. */
const RANDOMNESS = /^rv:([0-9a-f]{14})$/i

const OWN = /^(?:th|rv):/

/** A `th` or an `rv` that is not well formed counts as absent. */
export function parseOt(text: string): OtTraceState {
  let threshold: Threshold | undefined
  let randomness: Randomness | undefined
  const rest: string[] = []
  for (const member of text.split(';')) {
    const th = THRESHOLD.exec(member)?.[1]
    const rv = RANDOMNESS.exec(member)?.[1]
    if (th !== undefined) threshold = shortest(th.toLowerCase())
    else if (rv !== undefined) randomness = rv.toLowerCase()
    else if (member !== '' && !OWN.test(member)) rest.push(member)
  }
  return { threshold, randomness, rest }
}

/** The entry as text, empty if there is nothing to say. What others wrote goes if there is no room for it. */
export function formatOt({ threshold, randomness, rest }: OtTraceState): string {
  const own: string[] = []
  if (threshold !== undefined) own.push(`th:${threshold}`)
  if (randomness !== undefined) own.push(`rv:${randomness}`)
  const members = [...own, ...rest]
  while (members.join(';').length > MAX_LENGTH) members.pop()
  const dropped = own.length + rest.length - members.length
  if (dropped > 0)
    diagnose(`In the ot entry of a trace state was no room for ${dropped} of its members.`)
  return members.join(';')
}

const SILENT: OtTraceState = { threshold: undefined, randomness: undefined, rest: [] }

/** The `ot` entry of a `tracestate` header. */
export function otOf(traceState: string | undefined): OtTraceState {
  const text = traceState && TraceState.parse(traceState)?.get('ot')
  return text ? parseOt(text) : SILENT
}

/** A `tracestate` header with another `ot` entry; the same header, if it says so already. */
export function withOt(traceState: string | undefined, ot: OtTraceState): string {
  const state = traceState ? TraceState.parse(traceState) : undefined
  const text = formatOt(ot)
  if (traceState && state && text === (state.get('ot') ?? '')) return traceState
  const others = (state ?? TraceState.EMPTY).delete('ot')
  return (text === '' ? others : others.set('ot', text)).toString()
}
