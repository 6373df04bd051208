/**
 * Virtual globals: `Date`, `performance.now`, timers and `Math.random` of a program, moved into the simulation.
 *
 * With a real clock, `Date` and `performance` stay what they are. Timers still belong to the clock, so that a run knows
 * what it waits for, and so does chance.
 */

import { active, bind } from '../telemetry/ambient.ts'
import { textOf } from '../telemetry/field.ts'
import { hasCrashed } from './service-process.ts'
import type { Simulation } from './simulation.ts'

type Callback = (...args: unknown[]) => void

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

  const setTimeout = (callback: Callback, delay = 0, ...args: unknown[]) => {
    requireFunction('setTimeout', callback)
    const context = active()
    const bound = bind(context, callback)
    return clock.set(Number(delay), () => {
      if (!hasCrashed(context)) bound(...args)
    })
  }

  /** The id of an interval stays the same while its timers follow one another. */
  const intervals = new Map<number, number>()
  const setInterval = (callback: Callback, period = 0, ...args: unknown[]) => {
    requireFunction('setInterval', callback)
    const context = active()
    const bound = bind(context, callback)
    const delay = Math.max(1, Number(period) || 0)
    const tick = () => {
      if (hasCrashed(context)) return
      intervals.set(id, clock.set(delay, tick))
      bound(...args)
    }
    const id = clock.set(delay, tick)
    intervals.set(id, id)
    return id
  }
  const clear = (id: number) => {
    clock.clear(intervals.get(id) ?? id)
    intervals.delete(id)
  }

  /** Node has it and browsers don't: it stays where it is. */
  const setImmediate = (callback: Callback, ...args: unknown[]) => {
    requireFunction('setImmediate', callback)
    return setTimeout(callback, 0, ...args)
  }

  const nativeQueueMicrotask = (globals as typeof globalThis & { queueMicrotask: Queue })
    .queueMicrotask
  const queueMicrotask: Queue = (callback) => {
    requireFunction('queueMicrotask', callback)
    const bound = bind(active(), callback)
    nativeQueueMicrotask(() => {
      try {
        bound()
      } catch (error) {
        onError(error)
      }
    })
  }

  const replacements = {
    setTimeout,
    setInterval,
    clearTimeout: clear,
    clearInterval: clear,
    queueMicrotask,
    ...('setImmediate' in globals && { setImmediate, clearImmediate: clear }),
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

type Queue = (callback: () => void) => void

function requireFunction(name: string, callback: unknown): void {
  if (typeof callback === 'function') return
  throw new TypeError(`${name}() takes a function; it was given ${textOf(callback)}.`)
}

function replace(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, configurable: true, writable: true })
}

/** `Date` with another idea of now; everything else is the original's. */
function virtualDate(milliseconds: () => number): DateConstructor {
  const NativeDate = Date
  function VirtualDate(...args: unknown[]): unknown {
    if (!new.target) return new NativeDate(milliseconds()).toString()
    return Reflect.construct(NativeDate, args.length > 0 ? args : [milliseconds()], new.target)
  }
  VirtualDate.prototype = NativeDate.prototype
  VirtualDate.now = () => Math.floor(milliseconds())
  VirtualDate.parse = NativeDate.parse
  VirtualDate.UTC = NativeDate.UTC
  NativeDate.prototype.constructor = VirtualDate
  return VirtualDate as unknown as DateConstructor
}
