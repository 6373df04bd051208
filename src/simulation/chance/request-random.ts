/**
 * Request chance is the chance of one request for one purpose: numbers that depend on the seed, the purpose, the request
 * and how many were drawn before, and on nothing else.
 *
 * Each number is a hash of these four. So the requests of a month can be played in any order, or one of them alone, and
 * each has the luck that it always has.
 */

import { normalFrom } from './normal-quantile.ts'
import { Random } from './random.ts'
import { hashOf, mix } from './text-hash.ts'

/** 2³² divided by the golden ratio: steps of it spread evenly. */
const STEP = 0x9e3779b9

export class RequestRandom extends Random {
  readonly #purposeA: number
  readonly #purposeB: number
  #a = 0
  #b = 0
  #drawn = 0

  /**
   * @param seed the run's
   * @param purpose what the numbers decide, such as `bank`
   * @param request the number of the request, from 0
   */
  constructor(seed: string | number, purpose: string, request = 0) {
    super()
    const hash = hashOf(`${seed}/${purpose}`)
    this.#purposeA = hash()
    this.#purposeB = hash()
    this.begin(request)
  }

  /**
   * Turns to another request, for the same purpose: cheaper than a new object, if there are millions.
   * @param drawn how many numbers it has drawn before; see {@link drawn}
   */
  begin(request: number, drawn = 0): this {
    // For one purpose, `a` is another for each of 2³² requests; `b` tells apart those whose positions meet.
    const high = Math.floor(request / 2 ** 32)
    this.#a = mix(this.#purposeA ^ mix(request | 0))
    this.#b = mix((this.#purposeB + (request | 0)) ^ mix(high + STEP))
    this.#drawn = drawn
    return this
  }

  /** How many 32-bit numbers this request has drawn so far. */
  get drawn(): number {
    return this.#drawn
  }

  override uint32(): number {
    const position = Math.imul(this.#drawn++, STEP)
    return mix(mix((this.#a + position) | 0) ^ this.#b) >>> 0
  }

  /** A number between 0 and 1, neither of them included, from a single draw. */
  override next(): number {
    return (this.uint32() + 0.5) / 2 ** 32
  }

  /** From a single draw, too, and four times as fast as Box and Muller: a month draws sixty million of them. */
  override normal(): number {
    return normalFrom(this.uint32())
  }
}
