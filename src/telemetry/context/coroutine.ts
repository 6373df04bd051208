/**
 * A coroutine is an async function whose pauses can be seen.
 *
 * Native `await` cannot be intercepted, so the compiler turns async functions into generators. Every resume goes through
 * here: it swaps in what was ambient when the function paused, and puts back what it interrupts.
 */

import { apply, setAdd, setDelete, weakMapGet, weakMapSet } from '../untouched.ts'
import { ambience } from './ambient.ts'
import { inContext, isPromiseOf } from './thenable.ts'

/** How promises resolve and wait by themselves, whoever changes their methods later. */
const NativePromise = Promise
const nativeResolve = Promise.resolve
const nativeThen = Promise.prototype.then

/** The part of a generator that the compiler's async helpers use. */
interface Resumable {
  next(value: unknown): IteratorResult<unknown>
  throw(error: unknown): IteratorResult<unknown>
  return(value: unknown): IteratorResult<unknown>
}

type Resume = (value: unknown) => void

let running: Coroutine | undefined

/** Drives one call of a function that the compiler has lowered; compiled code makes them, nobody else. */
export class Coroutine implements Resumable {
  static readonly #unfinished = new Set<Coroutine>()

  /** The awaits through which an error has travelled outwards: what native stack traces lose at every `await`. */
  static readonly #trails = new WeakMap<object, number[]>()

  readonly #body: Resumable
  #context = ambience.context
  #site = ambience.site
  #awaitSite = -1

  constructor(body: Resumable) {
    this.#body = body
    setAdd(Coroutine.#unfinished, this)
  }

  /**
   * Where the unfinished async functions wait, the one called last first. One that waits without an `await` of its own
   * (in a `for await`) is known by the last call that it made.
   * @param most how many are told: a program can have a million
   */
  static unfinishedSites(most = Number.POSITIVE_INFINITY): number[] {
    const lastFirst = [...Coroutine.#unfinished].slice(-most).reverse()
    const hasNoAwait = (coroutine: Coroutine) => coroutine.#awaitSite < 0
    const sites = [
      ...lastFirst.map((coroutine) => coroutine.#awaitSite),
      ...lastFirst.filter(hasNoAwait).map((coroutine) => coroutine.#site),
    ]
    return sites.filter((number) => number >= 0).slice(0, most)
  }

  /** The awaits that an error has passed on its way out, innermost first. @param most how many are told */
  static trailOf(error: unknown, most = Number.POSITIVE_INFINITY): readonly number[] {
    return (
      (isObject(error) && (weakMapGet(Coroutine.#trails, error) as number[] | undefined)) ||
      []
    ).slice(0, most)
  }

  /** Notes that the running function is about to wait; hands what it waits for through. Calls are put in by the compiler. */
  static markAwait<T>(number: number, awaited: T): T {
    if (running) running.#awaitSite = number
    return awaited
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

  /**
   * Waits for a value as `await` does, and goes on with one of the callbacks, which resume this coroutine.
   * They need no context of their own. @see ECMAScript, §27.7.5.3 Await
   */
  wait(value: unknown, fulfilled: Resume, rejected: Resume): void {
    const promise = isPromiseOf(NativePromise, value)
      ? value
      : apply(nativeResolve, NativePromise, [inContext(this.#context, value)])
    apply(nativeThen, promise, [fulfilled, rejected])
  }

  /** What the function returned, for its promise to resolve with. */
  result(value: unknown): unknown {
    return inContext(this.#context, value)
  }

  #resume(how: 'next' | 'throw' | 'return', value: unknown): IteratorResult<unknown> {
    const { context: outer, site: outerSite } = ambience
    const outerRunning = running
    const waitedAt = this.#awaitSite
    ambience.context = this.#context
    ambience.site = this.#site
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
      if (finished) setDelete(Coroutine.#unfinished, this)
      this.#context = ambience.context
      this.#site = ambience.site
      ambience.context = outer
      ambience.site = outerSite
      running = outerRunning
    }
  }

  static #noteAwait(error: unknown, awaitSite: number): void {
    if (!isObject(error)) return
    const trail = weakMapGet(Coroutine.#trails, error) as number[] | undefined
    if (trail) trail[trail.length] = awaitSite
    else weakMapSet(Coroutine.#trails, error, [awaitSite])
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
