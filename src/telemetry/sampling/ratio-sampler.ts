/** A ratio sampler keeps a share of all traces, picked by their ids. */

import { isValidTraceId } from '../tracing/span-context.ts'
import { DROP, KEEP, type Sampler } from './sampler.ts'
import { checkProbability } from './sampling-threshold.ts'

/**
 * Keeps a share of all traces, whatever their parents did: for roots, inside of `parentBased({ root: ratio(0.1) })`.
 *
 * This is what OpenTelemetry for JavaScript does: it folds the trace id to 32 bits, and keeps those below the share.
 * Other languages pick others. `consistentProbability` agrees with all of them, and says what it did.
 * @param share 0 to 1
 * @throws RangeError if it is not
 * @see OpenTelemetry Trace SDK, “TraceIdRatioBased”.
 */
export function ratio(share: number): Sampler {
  checkProbability('ratio', share)
  const bound = share === 1 ? 2 ** 32 : Math.floor(share * 0xffffffff)
  return {
    description: `TraceIdRatioBased{${share}}`,
    shouldSample: ({ traceId }) => (isValidTraceId(traceId) && fold(traceId) < bound ? KEEP : DROP),
  }
}

/** The exclusive or of the four words of 32 bits. */
function fold(traceId: string): number {
  let folded = 0
  for (let at = 0; at < traceId.length; at += 8) {
    folded ^= Number.parseInt(traceId.slice(at, at + 8), 16)
  }
  return folded >>> 0
}
