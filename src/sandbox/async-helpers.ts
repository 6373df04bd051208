/**
 * Async helpers are what esbuild puts before code whose async functions it made generators of: they drive the generators.
 * Here they get coroutines to drive, and leave waiting to them.
 */

import { COROUTINE } from './hook-names.ts'

/**
 * A piece of a helper's text, as esbuild writes it, and what takes its place. Names in it may have a number behind them:
 * where a reader's code uses a name that it does not declare, as `x`, the helper's own becomes `x2`.
 */
interface Patch {
  readonly from: string
  readonly to: string
  /** What goes wrong where esbuild writes something else. */
  readonly otherwise: string
}

const MAKE_COROUTINE: Patch = {
  from: 'generator = generator.apply(__this, __arguments)',
  to: `generator = new ${COROUTINE}(generator.apply(__this, __arguments))`,
  otherwise: 'esbuild drives async functions in an unknown way: context would be lost.',
}

/** A helper: the text with which it begins, and what changes in it. */
interface Helper {
  readonly begins: RegExp
  readonly patches: readonly Patch[]
}

/** A coroutine puts its context back itself, so what it waits for need not keep that context a second time. */
const ASYNC_FUNCTION: Helper = {
  begins: /^var __async\d* = /m,
  patches: [
    MAKE_COROUTINE,
    {
      from: 'x.done ? resolve(x.value) : Promise.resolve(x.value).then(fulfilled, rejected)',
      to: 'x.done ? resolve(generator.result(x.value)) : generator.wait(x.value, fulfilled, rejected)',
      otherwise: 'esbuild waits in an unknown way: thenables would lose their context.',
    },
  ],
}

const ASYNC_GENERATOR: Helper = {
  begins: /^var __asyncGenerator\d* = /m,
  patches: [
    MAKE_COROUTINE,
    {
      from: 'Promise.resolve(isAwait ? v[0] : v).then((y)',
      to: 'generator.wait(isAwait ? v[0] : v, (y)',
      otherwise: 'esbuild waits in an unknown way: thenables would lose their context.',
    },
    // As a callback of the same `then`, so that a rejection arrives as early as in native code.
    {
      from: ')).catch((e) => resume("throw", e, yes, no))',
      to: '), (e) => resume("throw", e, yes, no))',
      otherwise: 'esbuild waits in an unknown way: rejections would come late.',
    },
    // A generator that is being closed would be closed again at every `await`, so that a `finally` ended at its first.
    // Only a `yield*`, which the helper marks with a second member, has to be closed again.
    {
      from: 'k === "return" ? k : "next"',
      to: 'k === "return" && v[1] ? k : "next"',
      otherwise: 'esbuild closes async generators in an unknown way: cleanup could be lost.',
    },
  ],
}

/** It gives what an iterator answers to a promise; if that is a thenable, `Promise.resolve` binds it to the context. */
const YIELD_STAR: Helper = {
  begins: /^var __yieldStar\d* = /m,
  patches: [
    {
      from: 'resolve(x);',
      to: 'resolve(Promise.resolve(x));',
      otherwise:
        'esbuild passes generators on in an unknown way: thenables would lose their context.',
    },
  ],
}

/**
 * @param code what esbuild made of code that has at least one async function
 * @throws Error if the helpers are not what this module knows: better no program than one that loses its context
 */
export function driveCoroutines(code: string): string {
  return [ASYNC_GENERATOR, YIELD_STAR].reduce(
    (text, helper) => (helper.begins.test(text) ? patch(helper, text) : text),
    patch(ASYNC_FUNCTION, code),
  )
}

/** Changes each piece where it first stands in its helper; a reader's code comes after all helpers. */
function patch({ begins, patches }: Helper, code: string): string {
  const helper = code.search(begins)
  /** What the helper calls the names that were met so far. */
  const names: Record<string, string> = {}
  return patches.reduce((text, { from, to, otherwise }) => {
    const found = helper < 0 ? null : patternOf(from).exec(text.slice(helper))
    if (!found) throw new Error(otherwise)
    Object.assign(names, found.groups)
    const start = helper + found.index
    const renamed = to.replace(NAME, (name) => names[name] ?? name)
    return text.slice(0, start) + renamed + text.slice(start + found[0].length)
  }, code)
}

/** Members keep their names. */
const NAME = /(?<!\.)\b[a-z_]\w*/gi

/** Finds a text whose names may have numbers behind them: each the same one wherever it stands. */
function patternOf(text: string): RegExp {
  const seen = new Set<string>()
  const pattern = text.replace(/\.?[a-z_]\w*|[^\w\s]/gi, (piece) => {
    if (!/^\w/.test(piece)) return `\\${piece}`
    if (seen.has(piece)) return `\\k<${piece}>`
    seen.add(piece)
    return `(?<${piece}>${piece}\\d*)`
  })
  return new RegExp(pattern)
}
