/** An event allowance is how much a program may still say: its broker counts without knowing what was said. */

import type { BatchCounts } from '../trace-data/event-batch.ts'
import type { Limits } from './limits.ts'

export class EventAllowance {
  #records: number
  #spans: number
  #changes: number
  /** Ends that belong to a span that has begun, each to one: they cost nothing. */
  #ends = 0

  constructor({ records, spans, changes }: Pick<Limits, 'records' | 'spans' | 'changes'>) {
    this.#records = records
    this.#spans = spans
    this.#changes = changes
  }

  /** A batch has come. @returns whether it, and all before, may be from a program that keeps to its limits; see `KeptEvents` */
  admits({ lines, spans, ends, changes }: BatchCounts): boolean {
    this.#records -= lines
    this.#spans -= spans
    this.#ends += spans - ends
    this.#changes -= changes
    // What is ended more often than it has begun is a change.
    const more = Math.max(0, -this.#ends)
    return this.#records >= 0 && this.#spans >= 0 && this.#changes >= more
  }
}
