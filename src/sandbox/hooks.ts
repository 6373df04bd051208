/** The hooks are what compiled code calls: one object, under one global name, put there before any of that code runs. */

import { inCommonWords } from '../simulation/world/engine-words.ts'
import { markSite } from '../telemetry/context/ambient.ts'
import { Coroutine } from '../telemetry/context/coroutine.ts'
import { LAB } from './hook-names.ts'
import { LAB_MODULES, nameExports } from './lab-modules.ts'

export type Main = () => Promise<void>

interface HookListeners {
  /** A compiled program hands in its body. */
  program(main: Main): void
  /** A loop begins another round. */
  loop(site: number): void
}

let listeners: HookListeners = { program: () => {}, loop: () => {} }

/** Puts the hooks in place. The lab's own code is compiled too, so this comes first in a worker. */
export function installHooks(globals: object): void {
  const hooks = Object.freeze({
    modules: LAB_MODULES,
    Coroutine,
    atCall: markSite,
    atAwait: Coroutine.markAwait,
    caught: inCommonWords,
    named: (name: string, fn: object) => Object.defineProperty(fn, 'name', { value: name }),
    atLoop: (site: number) => listeners.loop(site),
    program: (main: Main) => listeners.program(main),
  })
  Object.defineProperty(globals, LAB, { value: hooks })
  nameExports()
}

export function listenToHooks(newListeners: HookListeners): void {
  listeners = newListeners
}
