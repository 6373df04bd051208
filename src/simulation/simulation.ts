/** The simulation is the world that a run happens in: one clock, one seed. */

import { ChanceHere, Luck } from './chance/luck.ts'
import type { Random } from './chance/random.ts'
import { SeededRandom } from './chance/seeded-random.ts'
import { DialBoard } from './dials/dial-board.ts'
import type { Clock } from './time/clock.ts'
import { ServiceClocks } from './time/service-clocks.ts'
import { VirtualClock } from './time/virtual-clock.ts'

export interface Simulation {
  readonly seed: string | number
  readonly clock: Clock
  /** What the services take for the time. */
  readonly serviceClocks: ServiceClocks
  /** The run's own chance: behind `Math.random`. */
  readonly random: SeededRandom
  /**
   * A separate sequence, so that one part of a program cannot shift the luck of another. Inside of a request that has a
   * luck of its own, it is that request's sequence.
   */
  chanceOf(purpose: string): Random
  /**
   * The luck of a request that begins now.
   * @param waits for one that is played again alone; see {@link Luck}
   */
  luckOf(request: number, waits?: readonly number[]): Luck
  /** What the reader can turn. */
  readonly dials: DialBoard
  /** Hears how far a long computation is, so that whoever waits can be told. */
  onProgress(done: number, total: number): void
}

export function createSimulation(
  seed: string | number,
  clock: Clock = new VirtualClock(),
  onProgress: Simulation['onProgress'] = () => {},
  dials: DialBoard = new DialBoard(),
): Simulation {
  const plays = new Map<number, number>()
  return {
    seed,
    clock,
    serviceClocks: new ServiceClocks(() => clock.now()),
    random: new SeededRandom(seed),
    chanceOf: (purpose) => new ChanceHere(purpose, new SeededRandom(`${seed}/${purpose}`)),
    luckOf: (request, waits) => {
      const play = plays.get(request) ?? 0
      plays.set(request, play + 1)
      return new Luck(seed, request, waits, play)
    },
    dials,
    onProgress,
  }
}

/** The world of the current run. */
export let simulation: Simulation = createSimulation(1)

export function enter(world: Simulation): void {
  simulation = world
}

/** Chance for one purpose, in the current run; see {@link Simulation.chanceOf}. */
export function chanceOf(purpose: string): Random {
  return simulation.chanceOf(purpose)
}
