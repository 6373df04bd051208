/**
 * Ambient state is what “here” means to running code: the context that is active, and the line of source that speaks.
 *
 * JavaScript runs one flow at a time but interleaves many: at every `await` another flow may go on. So whatever is
 * ambient has to be put aside when a flow pauses and put back when it resumes. Three things pause a flow:
 * a lowered async function (`coroutine.ts`), a promise callback (`propagate-through-promises.ts`), and a timer
 * (which binds its callback with {@link bind}).
 */

import { apply } from '../untouched.ts'
import { Context } from './context.ts'

/** What `using` calls; older engines don't have the symbol, and compilers agree on this one instead. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose')

interface Ambience {
  context: Context
  /** The number of a source position, or -1. */
  site: number
}

/** What is ambient now. Only what pauses and resumes flows changes it. */
export const ambience: Ambience = { context: Context.ROOT, site: -1 }

/** Nothing is ambient any more: a new task begins, which no flow has set. */
export function leaveEverything(): void {
  ambience.context = Context.ROOT
  ambience.site = -1
}

/** The context of the code that is running now. */
export function active(): Context {
  return ambience.context
}

/** The number of the source position that ran last in this flow, or -1. A run's site table says where it is. */
export function callSite(): number {
  return ambience.site
}

/** Notes that the call with this number is about to happen; hands its argument through. Calls are put in by the compiler. */
export function markSite<T>(number: number, argument: T): T {
  ambience.site = number
  return argument
}

/** Runs a function with a context active, and puts the old one back. */
export function withContext<R>(inner: Context, fn: () => R): R {
  const outer = ambience.context
  ambience.context = inner
  try {
    return fn()
  } finally {
    ambience.context = outer
  }
}

/**
 * Makes a context active from here on, until it is left: `using _ = enter(context)`.
 * Leave it before the next `await`: an async function takes what is active along, and what it left behind comes back.
 */
export function enter(inner: Context): Disposable {
  const outer = ambience.context
  ambience.context = inner
  return {
    [DISPOSE]() {
      ambience.context = outer
    },
  }
}

/** A function that will run in the given context, whenever and by whomever it is called. */
export function bind<A extends unknown[], R>(
  inner: Context,
  fn: (...args: A) => R,
): (...args: A) => R {
  const innerSite = ambience.site
  return function bound(this: unknown, ...args: A): R {
    const { context: outer, site: outerSite } = ambience
    ambience.context = inner
    ambience.site = innerSite
    try {
      return apply<unknown, A, R>(fn, this, args)
    } finally {
      ambience.context = outer
      ambience.site = outerSite
    }
  }
}
