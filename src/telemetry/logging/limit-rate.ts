/** A rate limit keeps a call that speaks too often from drowning out the others. */

import { diagnose } from '../diagnostic.ts'
import type { LogSink } from './log-sink.ts'
import { type DroppingSink, keepingAll, leftOut, thinning } from './thinning-sink.ts'

/** How often each call may write. */
export interface RateLimit {
  /** How many records a second each call may write in the long run. */
  readonly perSecond: number
  /** How many it may write at once. Default: as many as in a second, and at least one. */
  readonly burst?: number
}

/** A token in the bucket is as many parts as a second has microseconds, so that all sums are of whole numbers. */
const TOKEN = 1e6

/**
 * Limits how often each call writes, by a token bucket: it begins full, every record takes one token, and time fills it.
 * The time is that of the records, so it may as well be virtual.
 * When a call may write again, it is first said how many of its records were left out.
 */
export function limitRate(limit: RateLimit, sink: LogSink): DroppingSink {
  const { perSecond, burst = Math.max(1, limit.perSecond) } = limit
  if (!(perSecond >= 0) || !(burst >= 1)) {
    diagnose(
      'limitRate() takes { perSecond, burst }, where burst is at least 1. It limits nothing.',
    )
    return keepingAll(sink)
  }
  const full = burst * TOKEN
  return thinning(
    {
      begin: ({ time }) => ({ level: full, time }),
      isKept(bucket, { time }) {
        const passed = Math.max(0, time - bucket.time)
        bucket.level = Math.min(full, bucket.level + passed * perSecond)
        bucket.time += passed
        if (bucket.level < TOKEN) return false
        bucket.level -= TOKEN
        return true
      },
      tell: (record, dropped) => [leftOut(record, dropped), record],
    },
    sink,
  )
}
