/** Places are a capacity in the model: so many slots can be at work at once, and the others stand in line. */

import { grown, NOBODY } from './event-queue.ts'

export class Places {
  readonly #limit: number
  #taken = 0
  /** Who waits: a ring, because who has come first leaves first. */
  #line = new Int32Array(16)
  #front = 0
  #waiting = 0

  /** @param limit how many can be at work at once; may be infinite */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes a place, if one is free; otherwise the slot stands in line. @returns whether it has a place */
  enter(slot: number): boolean {
    if (this.#taken < this.#limit) {
      this.#taken++
      return true
    }
    if (this.#waiting === this.#line.length) this.#grow()
    this.#line[(this.#front + this.#waiting++) & (this.#line.length - 1)] = slot
    return false
  }

  /** Gives a place back. @returns the slot that has it from now on: the one that has waited longest */
  leave(): number {
    if (this.#waiting === 0) {
      this.#taken--
      return NOBODY
    }
    const next = this.#line[this.#front] as number
    this.#front = (this.#front + 1) & (this.#line.length - 1)
    this.#waiting--
    return next
  }

  /** Its length stays a power of two, so that the ring closes with a mask. */
  #grow(): void {
    const { length } = this.#line
    const ordered = new Int32Array(length)
    for (let i = 0; i < length; i++) {
      ordered[i] = this.#line[(this.#front + i) & (length - 1)] as number
    }
    this.#line = grown(ordered, new Int32Array(2 * length))
    this.#front = 0
  }
}
