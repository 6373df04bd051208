/**
 * Slots are what is under way in the model, a number for each: a checkout, or one of its transfers at the bank. What is
 * known of a slot stands in columns, and a slot that is over is given to the next.
 */

import { grown, NOBODY } from './event-queue.ts'

export class Slots {
  /** What the slot is doing, or waiting for. */
  stage = new Uint8Array(16)
  /** The number of the request. */
  request = new Float64Array(16)
  /** When its customer clicked, in microseconds since the Unix epoch. */
  arrival = new Float64Array(16)
  /** Since when it stands in line. */
  waitingSince = new Float64Array(16)
  /** The checkout that it belongs to: of a checkout, itself. */
  checkout = new Int32Array(16)
  /** How often a checkout has asked the bank. */
  attempt = new Float64Array(16)
  /** The transfer whose answer a checkout waits for. */
  transfer = new Int32Array(16)
  /** How many slots a checkout needs: its own, and one for each transfer that is not over. */
  needed = new Float64Array(16)
  /** How it ends; see `ENDINGS`. */
  ending = new Uint8Array(16)
  /** The life of payments in which it is there; 0: it is elsewhere. */
  life = new Float64Array(16)
  /** Which of its visits this is, if the request is observed. */
  visit = new Int32Array(16)

  #count = 0
  #free = new Int32Array(16)
  #freeCount = 0

  /** How many there are at most: no slot has a number from here on. */
  get end(): number {
    return this.#count
  }

  /** A slot for a checkout. */
  takeForCheckout(request: number, arrival: number): number {
    const slot = this.#take(request)
    this.arrival[slot] = arrival
    this.checkout[slot] = slot
    this.attempt[slot] = 0
    this.transfer[slot] = NOBODY
    this.needed[slot] = 1
    return slot
  }

  /** A slot for a transfer. */
  takeForTransfer(checkout: number): number {
    const slot = this.#take(this.request[checkout] as number)
    this.checkout[slot] = checkout
    this.needed[checkout] = (this.needed[checkout] as number) + 1
    this.life[slot] = this.life[checkout] as number
    return slot
  }

  /** A slot is over. The slot of a checkout stays until its transfers are over, too: their luck is its luck. */
  give(slot: number): void {
    const checkout = this.checkout[slot] as number
    const needed = (this.needed[checkout] as number) - 1
    this.needed[checkout] = needed
    if (slot !== checkout) this.#giveNumber(slot)
    if (needed === 0) this.#giveNumber(checkout)
  }

  #take(request: number): number {
    const slot = this.#freeCount > 0 ? (this.#free[--this.#freeCount] as number) : this.#count++
    if (slot === this.stage.length) this.#grow()
    this.request[slot] = request
    this.life[slot] = 0
    return slot
  }

  #giveNumber(slot: number): void {
    this.#free[this.#freeCount++] = slot
  }

  #grow(): void {
    const length = 2 * this.stage.length
    this.stage = grown(this.stage, new Uint8Array(length))
    this.request = grown(this.request, new Float64Array(length))
    this.arrival = grown(this.arrival, new Float64Array(length))
    this.waitingSince = grown(this.waitingSince, new Float64Array(length))
    this.checkout = grown(this.checkout, new Int32Array(length))
    this.attempt = grown(this.attempt, new Float64Array(length))
    this.transfer = grown(this.transfer, new Int32Array(length))
    this.needed = grown(this.needed, new Float64Array(length))
    this.ending = grown(this.ending, new Uint8Array(length))
    this.life = grown(this.life, new Float64Array(length))
    this.visit = grown(this.visit, new Int32Array(length))
    this.#free = grown(this.#free, new Int32Array(length))
  }
}
