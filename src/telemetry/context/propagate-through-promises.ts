/** Callbacks given to promises run later; here they learn to run in the context in which they were given. */

import { apply } from '../untouched.ts'
import { ambience } from './ambient.ts'
import { Context } from './context.ts'
import { inContext, isPromiseOf } from './thenable.ts'

/**
 * Makes callbacks given to `then` run in the context in which `then` was called; `catch` and `finally` call `then`.
 * So does the `then` of a thenable that a callback returns, and of one given to `resolve`, which `all`, `allSettled`, `any`
 * and `race` call.
 * @param promiseClass whose promises to change: `Promise`, once in a program
 */
export function propagateThroughPromises(promiseClass: PromiseConstructor): void {
  const { resolve: resolveAsBefore } = promiseClass
  const { then: thenAsBefore } = promiseClass.prototype

  function then(this: Promise<unknown>, onFulfilled: unknown, onRejected: unknown) {
    if (ambience.context === Context.ROOT && ambience.site === -1) {
      return apply(thenAsBefore, this, [onFulfilled, onRejected])
    }
    return apply(thenAsBefore, this, [bound(onFulfilled), bound(onRejected)])
  }
  function resolve(this: PromiseConstructor, value: unknown) {
    const given = isPromiseOf(this, value) ? value : inContext(ambience.context, value)
    return apply(resolveAsBefore, this, [given])
  }
  replace(promiseClass.prototype, 'then', then)
  replace(promiseClass, 'resolve', resolve)
}

/** As `bind` does it, but for one argument and without a `this`, which is all that promises give. */
function bound(callback: unknown): unknown {
  if (typeof callback !== 'function') return callback
  const { context: inner, site: innerSite } = ambience
  return (value: unknown) => {
    const { context: outer, site: outerSite } = ambience
    ambience.context = inner
    ambience.site = innerSite
    try {
      return inContext(inner, callback(value))
    } finally {
      ambience.context = outer
      ambience.site = outerSite
    }
  }
}

function replace(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, configurable: true, writable: true })
}
