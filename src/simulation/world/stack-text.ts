/**
 * A stack's text is for the lab only: engines write it in ways of their own, with the addresses of their scripts. A
 * program finds the error's first line there. Where an error came from is shown by the lab, in places of the source.
 */

import { textOf } from '../../telemetry/field.ts'
import { weakMapGet, weakMapSet } from '../../telemetry/untouched.ts'
import { replace } from './replace.ts'

const hidden = new WeakMap<object, string>()
/** Where it is not V8, stacks are read through prototypes: that of errors, and in Firefox also that of DOM exceptions. */
const readers = new Map<object, (this: object) => unknown>()
/** In WebKit every error has a text of its own, and nobody is asked about it. */
let haveOwnStacks = false

/** Hides all stacks that are read from now on. There is no way back. */
export function hideStacks(globals: {
  readonly DOMException?: { readonly prototype: object }
}): void {
  if ('captureStackTrace' in Error) {
    Object.defineProperty(Error, 'prepareStackTrace', { value: hide })
  }
  haveOwnStacks = readsAsWritten(new Error())
  hideInherited(Error.prototype)
  if (globals.DOMException) hideInherited(globals.DOMException.prototype)
  if (readers.size > 0 || haveOwnStacks) replace(Error, 'captureStackTrace', captureNone)
}

/** Hides the stack of an error that has a text of its own. Does nothing where stacks are hidden anyway; never throws. */
export function hideOwnStack(error: Error): void {
  if (!haveOwnStacks || hidden.has(error)) return
  try {
    const { value, writable } = Object.getOwnPropertyDescriptor(error, 'stack') ?? {}
    if (typeof value !== 'string' || !writable) return
    hidden.set(error, value)
    replace(error, 'stack', textOf(error))
  } catch {
    // A program can make its errors as strange as it likes. Then it reads the text.
  }
}

/** Does an error have its own text, without {@link hide} having been asked? */
function readsAsWritten(error: Error): boolean {
  return Object.hasOwn(error, 'stack') && typeof error.stack === 'string' && !hidden.has(error)
}

function hideInherited(prototype: object): void {
  const property = Object.getOwnPropertyDescriptor(prototype, 'stack')
  if (!property?.get) return
  readers.set(prototype, property.get)
  Object.defineProperty(prototype, 'stack', {
    ...property,
    get(this: object) {
      return textOf(this)
    },
  })
}

/** As V8 has it, with {@link hide}. */
function captureNone(holder: object): void {
  Object.defineProperty(holder, 'stack', {
    value: textOf(holder),
    configurable: true,
    writable: true,
  })
}

/** V8 asks this function what the text of a stack shall be. */
function hide(error: object, calls: readonly object[]): string {
  // The program may have changed what lists can do.
  let text = ''
  for (let index = 0; index < calls.length; index++) text += `at ${calls[index]}\n`
  weakMapSet(hidden, error, text)
  return textOf(error)
}

/** The engine's own words about where an error was made: one call a line, innermost first. */
export function stackOf(error: Error): string {
  // V8 writes the text when somebody reads it.
  const text = error.stack
  return String(weakMapGet(hidden, error) ?? readerOf(error)?.call(error) ?? text)
}

function readerOf(error: Error): ((this: object) => unknown) | undefined {
  for (let holder: object | null = error; holder; holder = Object.getPrototypeOf(holder)) {
    const reader = readers.get(holder)
    if (reader) return reader
  }
  return undefined
}
