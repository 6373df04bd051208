/** Luck in flight is the chance of all requests that are under way, for one purpose. */

import { RequestRandom } from '../chance/request-random.ts'
import { grown } from './event-queue.ts'

/** No request has it. */
const NONE = 0

/** One generator serves all: it turns from request to request, and takes each up where it was left. */
export class LuckInFlight {
  readonly #random: RequestRandom
  #slot = 0
  #current = NONE
  /** By slot: whose numbers were drawn, and how many. */
  #request = new Float64Array(16)
  #drawn = new Uint32Array(16)

  /** @param purpose the same as in the services: then the numbers are the same */
  constructor(seed: string | number, purpose: string) {
    this.#random = new RequestRandom(seed, purpose)
  }

  /** The luck of a request. @param slot where its place is as long as it is under way */
  of(request: number, slot: number): RequestRandom {
    if (request === this.#current) return this.#random
    this.#drawn[this.#slot] = this.#random.drawn
    if (slot >= this.#request.length) this.#grow(slot)
    if (this.#request[slot] !== request) {
      this.#request[slot] = request
      this.#drawn[slot] = 0
    }
    this.#current = request
    this.#slot = slot
    return this.#random.begin(request, this.#drawn[slot])
  }

  #grow(slot: number): void {
    const length = Math.max(slot + 1, 2 * this.#request.length)
    this.#request = grown(this.#request, new Float64Array(length))
    this.#drawn = grown(this.#drawn, new Uint32Array(length))
  }
}
