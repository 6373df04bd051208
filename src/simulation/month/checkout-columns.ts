/** Checkout columns keep what became of millions of customers: 17 bytes each, where an object would take a hundred. */

import type { Checkout } from '../traffic/traffic.ts'
import { ENDINGS } from './ending.ts'
import { grown } from './event-queue.ts'

export class CheckoutColumns {
  #count = 0
  /** In whole microseconds since the Unix epoch, never falling. */
  #arrivals: Float64Array
  /** In whole microseconds: 32 bits would end after 71 minutes, and lines in a sick shop don't. */
  #durations: Float64Array
  /** See {@link ENDINGS}. */
  #endings: Uint8Array

  /** @param expected how many there will be, if that is known; there is room for more */
  constructor(expected: number) {
    this.#arrivals = new Float64Array(expected)
    this.#durations = new Float64Array(expected)
    this.#endings = new Uint8Array(expected)
  }

  get count(): number {
    return this.#count
  }

  /** The next customer clicks. */
  begin(arrival: number): void {
    if (this.#count === this.#arrivals.length) this.#grow()
    this.#arrivals[this.#count++] = arrival
  }

  /** A customer who has clicked has an answer. @param request from 1, as everywhere */
  end(request: number, duration: number, ending: number): void {
    this.#durations[request - 1] = duration
    this.#endings[request - 1] = ending
  }

  arrival(request: number): number {
    return this.#arrivals[request - 1] as number
  }

  duration(request: number): number {
    return this.#durations[request - 1] as number
  }

  ending(request: number): number {
    return this.#endings[request - 1] as number
  }

  checkout(request: number): Checkout {
    const ending = ENDINGS[this.ending(request)] as (typeof ENDINGS)[number]
    const [arrival, duration] = [this.arrival(request), this.duration(request)]
    return { request, arrival, duration, ...ending }
  }

  /** The first customer who came at a moment or after it; if there is none, the number after the last. */
  firstFrom(moment: number): number {
    let [before, from] = [0, this.#count + 1]
    while (from - before > 1) {
      const middle = (before + from) >> 1
      if (this.arrival(middle) < moment) before = middle
      else from = middle
    }
    return from
  }

  #grow(): void {
    const length = Math.ceil(this.#count * 1.25) + 1024
    this.#arrivals = grown(this.#arrivals, new Float64Array(length))
    this.#durations = grown(this.#durations, new Float64Array(length))
    this.#endings = grown(this.#endings, new Uint8Array(length))
  }
}
