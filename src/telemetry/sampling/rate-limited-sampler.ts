/** A rate limited sampler keeps so many traces a second, however many there are. */

import { textOf } from '../field.ts'
import { host } from '../instrumentation-host.ts'
import { DROP, KEEP, type Sampler } from './sampler.ts'

/** @see OpenTelemetry, Jaeger remote sampling: `RateLimitingSamplingStrategy`. */
export interface RateLimit {
  /** How many are kept in a second that has more. */
  readonly perSecond: number
  /** How many are kept at once after a pause. Default: as many as in a second, and at least one. */
  readonly burst?: number
}

/** Time is microseconds. */
const SECOND = 1_000_000

/**
 * A token bucket: it fills as time passes, and each trace that is kept takes one out. For roots, inside of
 * `parentBased({ root: rateLimited({ perSecond: 10 }) })`.
 * @throws RangeError if `perSecond` is negative, or `burst` is less than 1
 */
export function rateLimited({ perSecond, burst = Math.max(1, perSecond) }: RateLimit): Sampler {
  if (!(Number.isFinite(perSecond) && perSecond >= 0)) {
    throw new RangeError(`perSecond is a number from 0 on, not ${textOf(perSecond)}.`)
  }
  if (!(Number.isFinite(burst) && burst >= 1)) {
    throw new RangeError(`burst is a number from 1 on, not ${textOf(burst)}.`)
  }
  let tokens = burst
  let filledAt: number | undefined

  function fill(): void {
    const now = host.now()
    // A clock that was set back fills nothing.
    const passed = Math.max(0, now - (filledAt ?? now))
    tokens = Math.min(burst, tokens + (passed * perSecond) / SECOND)
    filledAt = now
  }

  return {
    description: `RateLimited{${perSecond}/s, burst=${burst}}`,
    shouldSample() {
      fill()
      if (tokens < 1) return DROP
      tokens--
      return KEEP
    },
  }
}
