/** A thenable is an object with a `then` of its own, such as a query that is sent when somebody waits for it. */

import { apply } from '../untouched.ts'
import { bind } from './ambient.ts'
import type { Context } from './context.ts'

/** As it was before a program could replace it. */
const NativePromise = Promise
const promises = Promise.prototype

type Then = (...callbacks: unknown[]) => unknown

/**
 * The same value; in place of a thenable, another whose `then` runs in a context.
 * The engine calls the `then` of a thenable in a task of its own, in which nothing is active.
 * @see ECMAScript, §27.2.1.3.2 Promise Resolve Functions, and §27.2.2.2 NewPromiseResolveThenableJob
 */
export function inContext(context: Context, value: unknown): unknown {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return value
  let then: unknown
  try {
    then = (value as { then?: unknown }).then
  } catch {
    // The engine asks again, and rejects the promise with what is thrown.
    return value
  }
  if (typeof then !== 'function' || then === promises.then) return value
  // biome-ignore lint/suspicious/noThenProperty: it stands in for a thenable
  return { then: bind(context, (...callbacks) => apply(then as Then, value, callbacks)) }
}

/**
 * Is this a promise that the `resolve` of a class of promises hands through as it is, without asking for its `then`?
 * @see ECMAScript, §27.2.4.7.1 PromiseResolve
 */
export function isPromiseOf(promiseClass: unknown, value: unknown): value is Promise<unknown> {
  try {
    return value instanceof NativePromise && value.constructor === promiseClass
  } catch {
    // It does not let itself be looked at. The engine finds out the same.
    return false
  }
}
