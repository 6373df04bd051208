/**
 * Virtual globals: the time, the timers and the chance that a program finds, moved into the simulation.
 *
 * With a real clock, `Date` and `performance` stay what they are. Timers still belong to the clock, so that a run knows
 * what it waits for, and so does chance.
 */

import type { Simulation } from '../simulation.ts'
import { replace } from './replace.ts'
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
  const { queueMicrotask } = globals as { queueMicrotask: Queue }
  const replacements = {
    ...virtualTimers(world),
    queueMicrotask: virtualQueueMicrotask(queueMicrotask, onError),
    crypto: virtualCrypto(world.chanceOf('crypto')),
    ...(clock.kind === 'virtual' && virtualTime(world)),
  }
  for (const [name, value] of Object.entries(replacements)) replace(globals, name, value)
  replace(Math, 'random', () => random.next())
}

function virtualTime({ clock, serviceClocks }: Simulation) {
  const timeOrigin = clock.start / 1000
  return {
    Date: virtualDate(() => serviceClocks.now() / 1000),
    // It measures how much time passes, which a wrong clock does as well as a right one.
    performance: Object.freeze({ now: () => clock.now() / 1000 - timeOrigin, timeOrigin }),
  }
}
