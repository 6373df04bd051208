/** The names under which compiled code finds the hooks of `hooks.ts`. */

export const LAB = '__lab'
export const PROGRAM = `${LAB}.program`
export const COROUTINE = `${LAB}.Coroutine`
export const MODULES = `${LAB}.modules`
export const AT_CALL = `${LAB}.atCall`
export const AT_AWAIT = `${LAB}.atAwait`
export const AT_LOOP = `${LAB}.atLoop`
export const CAUGHT = `${LAB}.caught`
export const NAMED = `${LAB}.named`
