/** A service process is one life of a service: when it crashes, everything that it was doing stops where it stands. */

import { active, withContext } from '../../telemetry/context/ambient.ts'
import type { Context } from '../../telemetry/context/context.ts'

const PROCESS = Symbol('process')

/** Most runs have no crashes, and need not ask. */
let hasAnyCrashed = false

export class ServiceProcess {
  #isRunning = true
  /** Those who wait for an answer: what breaks their connection. */
  readonly #connections = new Set<() => void>()

  /**
   * Runs a request in this process.
   * @param context what is ambient there
   * @param onBreak makes the error that the caller gets if the process crashes before it has answered
   */
  run<R>(context: Context, work: () => Promise<R>, onBreak: () => Error): Promise<R> {
    return new Promise((resolve, reject) => {
      const breakOff = () => reject(onBreak())
      this.#connections.add(breakOff)
      const close = () => this.#connections.delete(breakOff)
      const answer = withContext(context.setValue(PROCESS, this), work)
      answer.then(resolve, reject).then(close)
    })
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  /** Ends the process in the midst of its work: its timers never fire, its spans never end, its connections break. */
  crash(): void {
    if (!this.#isRunning) return
    hasAnyCrashed = true
    this.#isRunning = false
    for (const breakOff of this.#connections) breakOff()
    this.#connections.clear()
  }
}

/** A callback for later, which does nothing if the process that sets it has crashed by then. */
export function whileAlive<A extends unknown[]>(
  callback: (...args: A) => void,
): (...args: A) => void {
  const context = active()
  return (...args) => {
    if (!hasCrashed(context)) callback(...args)
  }
}

/** Has the process crashed to which this context belongs? Then nothing happens in it any more. */
export function hasCrashed(context: Context): boolean {
  if (!hasAnyCrashed) return false
  const process = context.getValue(PROCESS) as ServiceProcess | undefined
  return process?.isRunning === false
}
