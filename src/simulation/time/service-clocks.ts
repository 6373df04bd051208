/** Service clocks are what the services of a simulation take for the time: each machine's clock may be wrong. */

import { active } from '../../telemetry/context/ambient.ts'
import { resourceOf } from '../../telemetry/resource.ts'

export class ServiceClocks {
  readonly #trueTime: () => number
  /** Microseconds, by service. */
  readonly #skews = new Map<string, number>()

  /** @param trueTime in whole microseconds since the Unix epoch */
  constructor(trueTime: () => number) {
    this.#trueTime = trueTime
  }

  /**
   * Sets a service's clock wrong.
   * @param milliseconds how far it is ahead; negative, how far behind
   */
  skew(service: string, milliseconds: number): void {
    const microseconds = Math.round(milliseconds * 1000)
    if (microseconds === 0) this.#skews.delete(service)
    else this.#skews.set(service, microseconds)
  }

  /** What the clock of the running service shows, in whole microseconds since the Unix epoch. */
  now(): number {
    if (this.#skews.size === 0) return this.#trueTime()
    const service = resourceOf(active())?.service
    const skew = service === undefined ? 0 : (this.#skews.get(service) ?? 0)
    return this.#trueTime() + skew
  }
}
