/**
 * A time histogram counts lines by time and type. When the run outgrows it, its buckets become twice as wide: each line is
 * counted once, however long the run goes on.
 */

import { LINE_TYPES, type LineType } from '../trace-data/event-batch.ts'

/** On a wide page each is about ten pixels wide. */
export const BUCKETS = 96

const TYPES = LINE_TYPES.length

export class TimeHistogram {
  #from: number
  #width: number
  #counts = new Uint32Array(BUCKETS * TYPES)

  /** @param from, to what it covers to begin with; microseconds since the Unix epoch, `to` included */
  constructor(from: number, to: number) {
    this.#from = from
    this.#width = Math.max(1, Math.ceil((to - from + 1) / BUCKETS))
  }

  /** The beginning of a bucket, in microseconds since the Unix epoch; also of the one after the last. */
  start(bucket: number): number {
    return this.#from + bucket * this.#width
  }

  /** The bucket in which a moment lies: of one outside, the first or the last. */
  bucketAt(time: number): number {
    const bucket = Math.floor((time - this.#from) / this.#width)
    return Math.max(0, Math.min(bucket, BUCKETS - 1))
  }

  count(bucket: number, type: LineType): number {
    return this.#counts[bucket * TYPES + LINE_TYPES.indexOf(type)] as number
  }

  /** @param time in microseconds since the Unix epoch @param type its code; see `LINE_TYPES` */
  add(time: number, type: number): void {
    while (time < this.#from || time >= this.#from + BUCKETS * this.#width) {
      this.#widen(time < this.#from)
    }
    const at = Math.floor((time - this.#from) / this.#width) * TYPES + type
    this.#counts[at] = (this.#counts[at] as number) + 1
  }

  /** Two buckets become one. @param isEarlier the new room is before what was counted, not after it */
  #widen(isEarlier: boolean): void {
    const counts = new Uint32Array(this.#counts.length)
    const first = isEarlier ? BUCKETS / 2 : 0
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const target = (first + (bucket >> 1)) * TYPES
      for (let type = 0; type < TYPES; type++) {
        counts[target + type] =
          (counts[target + type] as number) + (this.#counts[bucket * TYPES + type] as number)
      }
    }
    if (isEarlier) this.#from -= BUCKETS * this.#width
    this.#width *= 2
    this.#counts = counts
  }
}
