/** A trace rule says of a whole trace whether it is worth keeping. */

import { diagnose } from '../diagnostic.ts'
import { reaches, thresholdOf } from '../sampling/sampling-threshold.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'

/** @param trace the spans that have ended, in the order in which they did */
export type TraceRule = (trace: readonly ExportableSpan[]) => boolean

/** Keeps traces in which something failed. */
export const hasError: TraceRule = (trace) => trace.some(({ status }) => status.code === 'error')

/** Keeps traces that took longer, from the first start to the last end. @param milliseconds than this */
export function slowerThan(milliseconds: number): TraceRule {
  return (trace) => {
    const start = Math.min(...trace.map((span) => span.start))
    const end = Math.max(...trace.map((span) => span.end ?? span.start))
    return end - start > milliseconds * 1000
  }
}

/** The last 56 bits of a trace id are chance. @see W3C Trace Context Level 2, “Random Trace ID Flag”. */
const RANDOM_DIGITS = 14

/**
 * Keeps a part of all traces: `ratioOf(0.1)` every tenth. Which ones is up to their ids, so that everybody who decides
 * by them decides alike.
 * @param ratio from 0 to 1; what is no such number is reported, and everything is kept
 * @see OpenTelemetry Trace SDK, “TraceState: Probability Sampling”.
 */
export function ratioOf(ratio: number): TraceRule {
  if (!(ratio >= 0 && ratio <= 1)) {
    diagnose(`A ratio lies between 0 and 1; ${ratio} does not, so every trace is kept.`)
    return () => true
  }
  const threshold = thresholdOf(ratio)
  return ([span]) =>
    span !== undefined &&
    threshold !== undefined &&
    reaches(span.traceId.slice(-RANDOM_DIGITS), threshold)
}

/** Keeps what any of the rules keeps: `anyOf(hasError, slowerThan(500), ratioOf(0.1))`. */
export function anyOf(...rules: readonly TraceRule[]): TraceRule {
  return (trace) => rules.some((rule) => rule(trace))
}
