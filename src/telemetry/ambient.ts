/**
 * Ambient state is what “here” means to running code: the context that is active, and the line of source that speaks.
 *
 * JavaScript runs one flow at a time but interleaves many: at every `await` another flow may go on. So whatever is
 * ambient has to be put aside when a flow pauses and put back when it resumes. Three things pause a flow:
 * a lowered async function ({@link Coroutine}), a promise callback ({@link propagateThroughPromises}), and a timer
 * (which binds its callback with {@link bind}).
 */

import { Context } from './context.ts'

/** What `using` calls; older engines don't have the symbol, and compilers agree on this one instead. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose')

let context: Context = Context.ROOT
let site = -1
let running: Coroutine | undefined

/** The context of the code that is running now. */
export function active(): Context {
  return context
}

/** The number of the source position that ran last in this flow, or -1. A run's site table says where it is. */
export function callSite(): number {
  return site
}

/** Notes that the call with this number is about to happen; hands its argument through. Calls are put in by the compiler. */
export function markSite<T>(number: number, argument: T): T {
  site = number
  return argument
}

/** Runs a function with a context active, and puts the old one back. */
export function withContext<R>(inner: Context, fn: () => R): R {
  const outer = context
  context = inner
  try {
    return fn()
  } finally {
    context = outer
  }
}

/**
 * Makes a context active from here on, until it is left: `using _ = enter(context)`.
 * Leave it before the next `await`: an async function takes what is active along, and what it left behind comes back.
 */
export function enter(inner: Context): Disposable {
  const outer = context
  context = inner
  return {
    [DISPOSE]() {
      context = outer
    },
  }
}

/** A function that will run in the given context, whenever and by whomever it is called. */
export function bind<A extends unknown[], R>(
  inner: Context,
  fn: (...args: A) => R,
): (...args: A) => R {
  const innerSite = site
  return function bound(this: unknown, ...args: A): R {
    const outer = context
    const outerSite = site
    context = inner
    site = innerSite
    try {
      return fn.apply(this, args)
    } finally {
      context = outer
      site = outerSite
    }
  }
}

/** The part of a generator that the compiler's async helpers use. */
interface Resumable {
  next(value: unknown): IteratorResult<unknown>
  throw(error: unknown): IteratorResult<unknown>
  return(value: unknown): IteratorResult<unknown>
}

/**
 * An async function whose pauses can be seen.
 *
 * Native `await` cannot be intercepted, so the compiler turns async functions into generators. Every resume goes through
 * here: it swaps in what was ambient when the function paused, and puts back what it interrupts.
 */
export class Coroutine implements Resumable {
  static readonly #unfinished = new Set<Coroutine>()

  /** The awaits through which an error has travelled outwards: what native stack traces lose at every `await`. */
  static readonly #trails = new WeakMap<object, number[]>()

  readonly #body: Resumable
  #context = context
  #site = site
  #awaitSite = -1

  constructor(body: Resumable) {
    this.#body = body
    Coroutine.#unfinished.add(this)
  }

  /**
   * Where the unfinished async functions wait, the one called last first. One that waits without an `await` of its own
   * (in a `for await`) is known by the last call that it made.
   */
  static unfinishedSites(): number[] {
    const lastFirst = [...Coroutine.#unfinished].reverse()
    const hasNoAwait = (coroutine: Coroutine) => coroutine.#awaitSite < 0
    const sites = [
      ...lastFirst.map((coroutine) => coroutine.#awaitSite),
      ...lastFirst.filter(hasNoAwait).map((coroutine) => coroutine.#site),
    ]
    return sites.filter((number) => number >= 0)
  }

  /** The awaits that an error has passed on its way out, innermost first. */
  static trailOf(error: unknown): readonly number[] {
    return (isObject(error) && Coroutine.#trails.get(error)) || []
  }

  /**
   * Notes that the running function is about to wait; hands what it waits for through. Calls are put in by the compiler.
   * The engine calls the `then` of a thenable later and from nowhere, so that one is bound to the context of the `await`.
   */
  static markAwait<T>(number: number, awaited: T): T {
    if (running) running.#awaitSite = number
    return isThenable(awaited) ? (inContextOfAwait(awaited) as T) : awaited
  }

  next(value: unknown): IteratorResult<unknown> {
    return this.#resume('next', value)
  }

  throw(error: unknown): IteratorResult<unknown> {
    return this.#resume('throw', error)
  }

  return(value: unknown): IteratorResult<unknown> {
    return this.#resume('return', value)
  }

  #resume(how: 'next' | 'throw' | 'return', value: unknown): IteratorResult<unknown> {
    const outer = context
    const outerSite = site
    const outerRunning = running
    const waitedAt = this.#awaitSite
    context = this.#context
    site = this.#site
    running = this
    this.#awaitSite = -1
    let finished = true
    try {
      const result = this.#body[how](value)
      finished = result.done === true
      return result
    } catch (error) {
      if (how === 'throw' && error === value && waitedAt >= 0) Coroutine.#noteAwait(error, waitedAt)
      throw error
    } finally {
      if (finished) Coroutine.#unfinished.delete(this)
      this.#context = context
      this.#site = site
      context = outer
      site = outerSite
      running = outerRunning
    }
  }

  static #noteAwait(error: unknown, awaitSite: number): void {
    if (!isObject(error)) return
    const trail = Coroutine.#trails.get(error)
    if (trail) trail.push(awaitSite)
    else Coroutine.#trails.set(error, [awaitSite])
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** An object with a `then` of its own, such as a query that is sent when it is awaited. */
interface Thenable {
  then(...callbacks: unknown[]): unknown
}

function isThenable(value: unknown): value is Thenable {
  if (value instanceof Promise || Object(value) !== value) return false
  return typeof (value as Partial<Thenable>).then === 'function'
}

function inContextOfAwait(thenable: Thenable): Thenable {
  // biome-ignore lint/suspicious/noThenProperty: it stands in for a thenable
  return { then: bind(context, (...callbacks) => thenable.then(...callbacks)) }
}

/** Makes callbacks given to `then` run in the context in which `then` was called. */
export function propagateThroughPromises(prototype: Promise<unknown>): void {
  const nativeThen = prototype.then
  const inContext = (callback: unknown) =>
    typeof callback === 'function' ? bind(context, callback as () => unknown) : callback
  Object.defineProperty(prototype, 'then', {
    configurable: true,
    writable: true,
    value: function then(this: Promise<unknown>, onFulfilled: unknown, onRejected: unknown) {
      return context === Context.ROOT && site === -1
        ? nativeThen.call(this, onFulfilled as () => unknown, onRejected as () => unknown)
        : nativeThen.call(
            this,
            inContext(onFulfilled) as () => unknown,
            inContext(onRejected) as () => unknown,
          )
    },
  })
}
