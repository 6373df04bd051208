/** The simulation is the world that a run happens in: one clock, one seed. */

import type { Clock } from './clock.ts'
import { SeededRandom } from './seeded-random.ts'
import { VirtualClock } from './virtual-clock.ts'

export interface Simulation {
  readonly seed: string | number
  readonly clock: Clock
  /** The run's own chance: behind `Math.random`. */
  readonly random: SeededRandom
  /** A separate sequence, so that one part of a program cannot shift the luck of another. */
  chanceOf(purpose: string): SeededRandom
}

export function createSimulation(
  seed: string | number,
  clock: Clock = new VirtualClock(),
): Simulation {
  return {
    seed,
    clock,
    random: new SeededRandom(seed),
    chanceOf: (purpose) => new SeededRandom(`${seed}/${purpose}`),
  }
}

/** The world of the current run. */
export let simulation: Simulation = createSimulation(1)

export function enter(world: Simulation): void {
  simulation = world
}
