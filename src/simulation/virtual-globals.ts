/** Virtual globals: the time, the timers and the chance that a program finds, moved into the simulation. */

import { replace } from './replace.ts'
import type { Simulation } from './simulation.ts'
import { RUN_EPOCH } from './virtual-clock.ts'
import { virtualCrypto } from './virtual-crypto.ts'
import { virtualDate } from './virtual-date.ts'
import { type Queue, virtualQueueMicrotask, virtualTimers } from './virtual-timers.ts'

/**
 * Replaces the globals of the running program. There is no way back: a program's worker serves one run.
 * @param onError hears what a microtask throws; what a timer throws comes out of the clock
 */
export function installVirtualGlobals(
  globals: object,
  world: Simulation,
  onError: (error: unknown) => void,
): void {
  const { clock, random } = world
  const milliseconds = () => clock.now() / 1000
  const { queueMicrotask } = globals as { queueMicrotask: Queue }
  const replacements = {
    ...virtualTimers(world),
    queueMicrotask: virtualQueueMicrotask(queueMicrotask, onError),
    Date: virtualDate(milliseconds),
    performance: Object.freeze({
      now: () => milliseconds() - RUN_EPOCH / 1000,
      timeOrigin: RUN_EPOCH / 1000,
    }),
    crypto: virtualCrypto(world.chanceOf('crypto')),
  }
  for (const [name, value] of Object.entries(replacements)) replace(globals, name, value)
  replace(Math, 'random', () => random.next())
}
