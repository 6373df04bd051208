/**
 * A stack's text is for the lab only: engines write it in ways of their own, with the addresses of their scripts. A
 * program finds the error's first line there. Where an error came from is shown by the lab, in places of the source.
 */

import { textOf } from '../../telemetry/field.ts'

const hidden = new WeakMap<object, string>()
let nativeStack: ((this: object) => unknown) | undefined

/** Hides all stacks that are read from now on. There is no way back. */
export function hideStacks(): void {
  if ('captureStackTrace' in Error) {
    Object.defineProperty(Error, 'prepareStackTrace', { value: hide })
  }
  // Where it is not V8, the stack is read through the prototype.
  const property = Object.getOwnPropertyDescriptor(Error.prototype, 'stack')
  nativeStack = property?.get
  if (!nativeStack) return
  Object.defineProperty(Error.prototype, 'stack', {
    ...property,
    get(this: object) {
      return textOf(this)
    },
  })
}

/** V8 asks this function what the text of a stack shall be. */
function hide(error: object, calls: readonly object[]): string {
  hidden.set(error, calls.map((call) => `at ${call}`).join('\n'))
  return textOf(error)
}

/** The engine's own words about where an error was made: one call a line, innermost first. */
export function stackOf(error: Error): string {
  // V8 writes the text when somebody reads it.
  const text = error.stack
  return String(hidden.get(error) ?? nativeStack?.call(error) ?? text)
}
