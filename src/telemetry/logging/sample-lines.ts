/** Sampling lines keeps one record in so many of each call. */

import { diagnose } from '../diagnostic.ts'
import type { LogSink } from './log-sink.ts'
import { type DroppingSink, keepingAll, thinning } from './thinning-sink.ts'
import { WrittenRecord } from './written-record.ts'

/** How much of what each call writes is kept. */
export interface LineSampling {
  /** How many records there are for each that is kept. A whole number. */
  readonly keepOneIn: number
}

/**
 * Keeps the first record of each call, and then every so-manieth, with the number of those between as `left_out`.
 * What is rare is therefore always seen, which chance could not promise.
 */
export function sampleLines({ keepOneIn }: LineSampling, sink: LogSink): DroppingSink {
  if (!Number.isSafeInteger(keepOneIn) || keepOneIn < 1) {
    diagnose('sampleLines() takes { keepOneIn }, a whole number from 1 on. It keeps everything.')
    return keepingAll(sink)
  }
  return thinning(
    {
      begin: () => ({ seen: 0 }),
      isKept: (call) => call.seen++ % keepOneIn === 0,
      // A record of its own would undo half of what sampling saves.
      tell: (record, dropped) => [
        WrittenRecord.after(record, { ...record.fields, left_out: dropped }),
      ],
    },
    sink,
  )
}
