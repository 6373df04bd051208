/** Instrumenting a function makes every call of it a span, without a word in its body. */

import { diagnose } from '../diagnostic.ts'
import { textOf } from '../field.ts'
import { finishing } from './scoped.ts'
import type { SpanKind } from './span-record.ts'
import { tracing } from './tracer-provider.ts'

/** What the spans of an instrumented function are called and carry. */
export interface InstrumentOptions<A extends unknown[]> {
  /** What the span is called. Default: the name of the function. */
  readonly name?: string
  readonly kind?: SpanKind
  /** Attributes of the span, made from the arguments of the call. */
  readonly attributes?: (...args: A) => object
}

const tracer = tracing.tracer()

/**
 * A function that does the same, and is a span while it does. Works for functions that return at once, that are
 * asynchronous, and that are generators: the span ends when their work does. What is no function comes back as it is.
 * @param options a name, or more; it can be left out
 * @see Rust `tracing`, `#[instrument]`
 */
export function instrument<A extends unknown[], R>(fn: (...args: A) => R): (...args: A) => R
export function instrument<A extends unknown[], R>(
  options: string | InstrumentOptions<A>,
  fn: (...args: A) => R,
): (...args: A) => R
export function instrument<A extends unknown[], R>(
  ...given: [(...args: A) => R] | [string | InstrumentOptions<A>, (...args: A) => R]
): (...args: A) => R {
  const fn = given.at(-1) as (...args: A) => R
  if (typeof fn !== 'function') {
    diagnose(`instrument() takes a function; it was given ${textOf(fn)}.`)
    return fn
  }
  const { name, kind, attributes } = optionsOf(given.length > 1 ? given[0] : {})
  const spanName = textOf(name ?? fn.name) || 'anonymous'
  function instrumented(this: unknown, ...args: A): R {
    const span = tracer.startSpan(spanName, {
      ...(kind && { kind }),
      ...(attributes && { attributes: describe(attributes, args) }),
    })
    return finishing(span, () => fn.apply(this, args))
  }
  return Object.defineProperties(instrumented, {
    name: { value: fn.name, configurable: true },
    length: { value: fn.length, configurable: true },
  })
}

function optionsOf<A extends unknown[]>(given: unknown): InstrumentOptions<A> {
  return typeof given === 'string' ? { name: given } : Object(given)
}

/** Describing a call is no reason for it to fail. */
function describe<A extends unknown[]>(attributes: (...args: A) => object, args: A): object {
  try {
    return attributes(...args)
  } catch (error) {
    return { 'lab.attributes_failed': textOf(error) }
  }
}
