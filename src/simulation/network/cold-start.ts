/** A cold start is what the first request after a long pause waits for: nobody keeps a machine running for no one. */

import { active } from '../../telemetry/context/ambient.ts'
import { luckOf } from '../chance/luck.ts'
import { simulation } from '../simulation.ts'

export class ColdStart {
  /** Microseconds, as all that follow. */
  readonly #duration: number
  readonly #idleAfter: number
  #warmFrom = 0
  #lastUse: number

  /**
   * @param duration how long a start takes, in milliseconds; 0: it is always warm
   * @param idleAfter after how many milliseconds without a request it is cold again
   * @param lastUse when it had its last request, in microseconds; for one that goes on where another was left
   */
  constructor(duration: number, idleAfter: number, lastUse = Number.NEGATIVE_INFINITY) {
    this.#duration = Math.round(duration * 1000)
    this.#idleAfter = Math.round(idleAfter * 1000)
    this.#lastUse = lastUse
  }

  /** When it had its last request, or was ready for it. Microseconds. */
  get lastUse(): number {
    return this.#lastUse
  }

  /**
   * A request is here. Requests that come during a start wait for the rest of it.
   *
   * One that is played again without the others waits as long as it is told ({@link Luck.nextWait}).
   * @returns how long it has to wait, in milliseconds
   */
  untilWarm(): number {
    if (this.#duration === 0) return 0
    const given = luckOf(active())?.nextWait()
    if (given !== undefined) return given / 1000
    return this.use(simulation.clock.now()) / 1000
  }

  /**
   * The same with any clock.
   * @param now the moment, in microseconds, as the result
   */
  use(now: number): number {
    if (now - this.#lastUse > this.#idleAfter) this.#warmFrom = now + this.#duration
    this.#lastUse = Math.max(now, this.#warmFrom)
    return this.#warmFrom > now ? this.#warmFrom - now : 0
  }
}
