/** Waiting and working in virtual time. */

import { whileAlive } from '../network/service-process.ts'
import { simulation } from '../simulation.ts'

/**
 * Waits, as for an answer from elsewhere; other work goes on meanwhile.
 * @param milliseconds of virtual time, 0 or more
 * @throws RangeError if the duration is negative or not a number
 */
export function sleep(milliseconds: number): Promise<void> {
  requireDuration('sleep', milliseconds)
  return new Promise((resolve) => simulation.clock.set(milliseconds, whileAlive(resolve)))
}

/**
 * Computes, as a busy processor does; nothing else goes on meanwhile.
 * @param milliseconds of virtual time, 0 or more
 * @throws RangeError if the duration is negative or not a number
 */
export function work(milliseconds: number): void {
  requireDuration('work', milliseconds)
  simulation.clock.burn(milliseconds)
}

function requireDuration(name: string, milliseconds: number): void {
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return
  throw new RangeError(
    `${name}() takes a number of milliseconds, 0 or more; it was given ${String(milliseconds)}.`,
  )
}
