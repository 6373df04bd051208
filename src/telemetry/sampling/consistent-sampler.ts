/**
 * A consistent sampler decides by a chance that the whole trace shares: what one of them keeps, every one with a larger
 * probability keeps as well, in whatever process it runs.
 */

import { diagnose } from '../diagnostic.ts'
import { spanContextOf } from '../tracing/span.ts'
import { isSampled, RANDOM } from '../tracing/span-context.ts'
import { type OtTraceState, otOf, withOt } from './ot-trace-state.ts'
import { DROP, KEEP, type Sampler, type SamplingResult, type SpanToBe } from './sampler.ts'
import {
  checkProbability,
  type Randomness,
  reaches,
  type Threshold,
  thresholdOf,
} from './sampling-threshold.ts'

/** As many digits at the end of a trace id are made by chance. @see W3C Trace Context Level 2, “Random Trace ID Flag”. */
const RANDOM_DIGITS = 14

/**
 * Keeps a trace with some probability, whatever its parent did, and writes the probability into the trace state as a
 * threshold: `ot=th:8` for one half. Who counts kept spans can then tell how many there were.
 * @param probability 0 to 1
 * @param precision significant hexadecimal digits of the threshold, 1 to 14; 4 by default
 * @throws RangeError if either is out of its range
 * @see OpenTelemetry Trace SDK, “ComposableProbability”; “TraceState: Probability Sampling”.
 */
export function consistentProbability(probability: number, precision?: number): Sampler {
  checkProbability('consistentProbability', probability)
  const threshold = thresholdOf(probability, precision)
  let hasWarned = false
  return {
    description: `ConsistentProbability{${probability}, th=${threshold ?? 'none'}}`,
    shouldSample(span) {
      const ot = otOf(traceStateOf(span))
      if (!hasWarned && threshold !== undefined && !isRandom(span, ot)) {
        hasWarned = true
        diagnose('A trace id is not marked as random; it is sampled as if it were.')
      }
      const isKept = threshold !== undefined && reaches(randomnessOf(span, ot), threshold)
      return decided(span, ot, isKept, isKept ? threshold : undefined)
    },
  }
}

/**
 * Does as the parent did, so that a trace is kept whole or not at all, and hands on with which probability it was kept.
 * Where the parent's trace state has a threshold, that one decides; otherwise the parent's flag.
 * @param root decides about spans without a parent
 * @see OpenTelemetry Trace SDK, “ComposableParentThreshold”.
 */
export function parentThreshold(root: Sampler): Sampler {
  return {
    description: `ParentThreshold{root=${root.description}}`,
    shouldSample(span) {
      const parent = spanContextOf(span.context)
      if (!parent) return root.shouldSample(span)
      const ot = otOf(parent.traceState)
      if (ot.threshold !== undefined && reaches(randomnessOf(span, ot), ot.threshold)) {
        return decided(span, ot, true, ot.threshold)
      }
      // No threshold, or one that the flag contradicts: the probability is not known, and none is handed on.
      return decided(span, ot, isSampled(parent), undefined)
    },
  }
}

function decided(
  span: SpanToBe,
  ot: OtTraceState,
  isKept: boolean,
  threshold: Threshold | undefined,
): SamplingResult {
  const traceState = withOt(traceStateOf(span), { ...ot, threshold })
  return { ...(isKept ? KEEP : DROP), traceState }
}

function traceStateOf(span: SpanToBe): string | undefined {
  return spanContextOf(span.context)?.traceState
}

function randomnessOf(span: SpanToBe, { randomness }: OtTraceState): Randomness {
  return randomness ?? span.traceId.slice(-RANDOM_DIGITS)
}

function isRandom(span: SpanToBe, { randomness }: OtTraceState): boolean {
  const parent = spanContextOf(span.context)
  return randomness !== undefined || !parent || (parent.traceFlags & RANDOM) !== 0
}
