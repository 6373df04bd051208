/**
 * Luck is the chance that belongs to one request, wherever in the shop it goes.
 *
 * No header carries it. Like the time that a way takes, it is physics: services can't see it, lose it or fake it.
 */

import { active } from '../../telemetry/context/ambient.ts'
import type { Context } from '../../telemetry/context/context.ts'
import { Random } from './random.ts'
import { RequestRandom } from './request-random.ts'

/** The purpose of the chance that trace and span ids are made of. */
export const IDS = 'ids'

export class Luck {
  /** The number of the request. */
  readonly request: number
  readonly #seed: string | number
  readonly #waits: readonly number[] | undefined
  readonly #play: number
  #visits = 0
  readonly #streams = new Map<string, RequestRandom>()

  /**
   * @param waits how long the request waits for others, in whole microseconds, one for each time that it could have to;
   *   for a request that is played again without the others
   * @param play how often it was played before in this run
   */
  constructor(seed: string | number, request: number, waits?: readonly number[], play = 0) {
    this.#seed = seed
    this.request = request
    this.#waits = waits
    this.#play = play
  }

  /** The chance of this request for one purpose. The numbers go on where they were left. */
  of(purpose: string): RequestRandom {
    let stream = this.#streams.get(purpose)
    if (!stream) {
      // Everything happens again as it did, but it is another trace.
      const isOther = purpose === IDS && this.#play > 0
      const key = isOther ? `${purpose}/${this.#play}` : purpose
      stream = new RequestRandom(this.#seed, key, this.request)
      this.#streams.set(purpose, stream)
    }
    return stream
  }

  /** Is the request played again on its own? Then what others did to it is given, and they are not there. */
  get isAlone(): boolean {
    return this.#waits !== undefined
  }

  /** How long the request waits here, in microseconds, if that was given. A list that is too short ends in no waits. */
  nextWait(): number | undefined {
    return this.#waits && (this.#waits[this.#visits++] ?? 0)
  }
}

const LUCK = Symbol('luck')

/** Most runs have no requests with a luck of their own, and need not look for it. */
let isThereLuck = false

/** A context whose chance is that of one request. */
export function withLuck(context: Context, luck: Luck): Context {
  isThereLuck = true
  return context.setValue(LUCK, luck)
}

/** The luck of the request to which a context belongs, if it has one of its own. */
export function luckOf(context: Context): Luck | undefined {
  return isThereLuck ? (context.getValue(LUCK) as Luck | undefined) : undefined
}

/** The second context with the luck of the first: the request goes on there. */
export function carryLuck(from: Context, to: Context): Context {
  const luck = luckOf(from)
  return luck ? withLuck(to, luck) : to
}

/** Chance for one purpose: a request's own where one is under way, and otherwise the run's. */
export class ChanceHere extends Random {
  readonly #purpose: string
  readonly #elsewhere: Random

  /** @param elsewhere the chance outside of all requests */
  constructor(purpose: string, elsewhere: Random) {
    super()
    this.#purpose = purpose
    this.#elsewhere = elsewhere
  }

  override uint32(): number {
    return this.#source().uint32()
  }

  override next(): number {
    return this.#source().next()
  }

  override normal(): number {
    return this.#source().normal()
  }

  #source(): Random {
    return luckOf(active())?.of(this.#purpose) ?? this.#elsewhere
  }
}
