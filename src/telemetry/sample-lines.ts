/** Sampling lines keeps one record in so many of each call. */

import { diagnose } from './diagnostic.ts'
import type { LogSink } from './log-sink.ts'
import { type DroppingSink, thinning } from './thinning-sink.ts'

export interface LineSampling {
  /** How many records there are for each that is kept. A whole number. */
  readonly keepOneIn: number
}

/**
 * Keeps the first record of each call, and then every so-manieth; before each it is said how many were left out.
 * What is rare is therefore always seen, which chance could not promise.
 */
export function sampleLines({ keepOneIn }: LineSampling, sink: LogSink): DroppingSink {
  if (!Number.isSafeInteger(keepOneIn) || keepOneIn < 1) {
    diagnose('sampleLines() takes { keepOneIn }, a whole number from 1 on. It keeps everything.')
    return thinning(
      () => undefined,
      () => true,
      sink,
    )
  }
  return thinning(
    () => ({ seen: 0 }),
    (call) => call.seen++ % keepOneIn === 0,
    sink,
  )
}
