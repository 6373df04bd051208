/** A scoped span covers exactly the work of one function, whichever way that function works: at once, later, or in steps. */

import { active, bind, withContext } from '../context/ambient.ts'
import { textOf } from '../field.ts'
import { type Span, withSpan } from './span.ts'

/** Runs a function in which a span is active, and ends the span with the function's work: with its error, if it fails. */
export function finishing<R>(span: Span, fn: () => R): R {
  const context = withSpan(active(), span)
  let result: R
  try {
    result = withContext(context, fn)
  } catch (error) {
    fail(span, error)
    throw error
  }
  if (isPromise(result)) return withContext(context, () => finishingLater(span, result)) as R
  if (isGenerator(result)) return finishingInSteps(span, result, context) as R
  span.end()
  return result
}

/**
 * Another thenable is no promise: nobody may ask it but who waits for it, since it might begin its work twice.
 * So a span does not wait for one.
 */
function isPromise(value: unknown): value is Promise<unknown> {
  try {
    return value instanceof Promise
  } catch {
    // An object that does not let itself be looked at. Whatever it is, it is not changed.
    return false
  }
}

/** The promise of the same outcome, when the span has ended. A promise that is lazy begins its work here, in the span. */
function finishingLater<T>(span: Span, promise: Promise<T>): Promise<T> {
  return promise.then(
    (value) => {
      span.end()
      return value
    },
    (error) => {
      fail(span, error)
      throw error
    },
  )
}

type AnyGenerator = Generator | AsyncGenerator
type Step = 'next' | 'return' | 'throw'

function isGenerator(value: unknown): value is AnyGenerator {
  if (typeof value !== 'object' || value === null) return false
  try {
    const { next, throw: thrower, return: returner } = value as Partial<Generator>
    return [next, thrower, returner].every((method) => typeof method === 'function')
  } catch {
    // An object that does not let itself be looked at. Whatever it is, it is not changed.
    return false
  }
}

/** The same generator; each step runs with the span active, and the last one ends it. */
function finishingInSteps(
  span: Span,
  generator: AnyGenerator,
  context: ReturnType<typeof active>,
): AnyGenerator {
  const settle = (result: IteratorResult<unknown>) => {
    if (result.done) endOnce(span)
    return result
  }
  const failed = (error: unknown): never => {
    failOnce(span, error)
    throw error
  }
  const step = (how: Step) =>
    bind(context, (value?: unknown) => {
      try {
        const result = generator[how](value as never)
        return isPromise(result) ? result.then(settle, failed) : settle(result)
      } catch (error) {
        return failed(error)
      }
    })
  const iterator = Symbol.asyncIterator in generator ? Symbol.asyncIterator : Symbol.iterator
  const steps = {
    next: step('next'),
    return: step('return'),
    throw: step('throw'),
    [iterator]: () => steps,
  }
  return Object.setPrototypeOf(steps, Object.getPrototypeOf(generator))
}

/** A generator can be asked again after its end. */
function endOnce(span: Span): void {
  if (span.isRecording()) span.end()
}

function failOnce(span: Span, error: unknown): void {
  if (span.isRecording()) fail(span, error)
}

function fail(span: Span, error: unknown): void {
  // Where the span has ended already, its end alone says so; there is nothing to add three times.
  if (span.isRecording()) {
    const message = textOf(error instanceof Error ? error.message : error)
    span.recordException(error).setStatus({ code: 'error', message })
  }
  span.end()
}
