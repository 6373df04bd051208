/**
 * Virtual timers are `setTimeout` and its kin on the clock of a run. They keep the rules of browsers and of Node; where
 * those differ, the one that a server would see. `virtual-timers.test.ts` lists the rules.
 */

import { active, bind } from '../../telemetry/context/ambient.ts'
import { diagnose } from '../../telemetry/diagnostic.ts'
import { textOf } from '../../telemetry/field.ts'
import { hasCrashed, whileAlive } from '../network/service-process.ts'
import type { Simulation } from '../simulation.ts'

type Callback = (...args: unknown[]) => void
export type Queue = (callback: () => void) => void

/** No timer waits for longer: 2³¹ − 1 milliseconds, 24.8 days. @see HTML, §8.6, “timer initialization steps” */
const LONGEST_DELAY = 2 ** 31 - 1

export interface VirtualTimers {
  setTimeout(callback: Callback, delay?: number, ...args: unknown[]): number
  setInterval(callback: Callback, period?: number, ...args: unknown[]): number
  setImmediate(callback: Callback, ...args: unknown[]): number
  /** Each of them takes back what any of the three has set. */
  clearTimeout(id: number): void
  clearInterval(id: number): void
  clearImmediate(id: number): void
}

export function virtualTimers({ clock }: Simulation): VirtualTimers {
  /** The id of an interval stays the same while its timers follow one another. */
  const intervals = new Map<number, number>()

  const clear = (given: number) => {
    const id = Number(given)
    clock.clear(intervals.get(id) ?? id)
    intervals.delete(id)
  }

  return {
    setTimeout(callback, delay, ...args) {
      const bound = inContext('setTimeout', callback)
      return clock.set(delayOf('setTimeout', delay), () => bound(...args))
    },

    setInterval(callback, given, ...args) {
      const context = active()
      const bound = inContext('setInterval', callback)
      const period = Math.max(1, delayOf('setInterval', given))
      // The next round counts from the beginning of this one, and comes after whatever this one sets for the same moment.
      const round = () => {
        const began = clock.now()
        if (hasCrashed(context)) return
        bound(...args)
        const passed = (clock.now() - began) / 1000
        if (intervals.has(id)) intervals.set(id, clock.set(period - passed, round))
      }
      const id = clock.set(period, round)
      intervals.set(id, id)
      return id
    },

    setImmediate(callback, ...args) {
      const bound = inContext('setImmediate', callback)
      return clock.set(0, () => bound(...args))
    },

    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  }
}

/**
 * A microtask keeps its context, and what it throws is heard.
 * @param native the engine's own
 */
export function virtualQueueMicrotask(native: Queue, onError: (error: unknown) => void): Queue {
  return function queueMicrotask(callback) {
    const bound = inContext('queueMicrotask', callback)
    native(() => {
      try {
        bound()
      } catch (error) {
        onError(error)
      }
    })
  }
}

function inContext(name: string, callback: unknown): Callback {
  if (typeof callback === 'function') return whileAlive(bind(active(), callback as Callback))
  throw new TypeError(`${name}() takes a function; it was given ${textOf(callback)}.`)
}

/** @returns milliseconds, with a fraction, which real timers would cut off */
function delayOf(name: string, given: unknown): number {
  const delay = Number(given) || 0
  if (delay <= LONGEST_DELAY) return delay
  diagnose(
    `${name}() can wait for at most ${LONGEST_DELAY} ms, which is 24.8 days. Given ${delay} ms, Node waits for 1 ms, and so does this run.`,
  )
  return 1
}
