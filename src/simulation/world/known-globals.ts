/**
 * The known globals are all that a program finds without importing it: what JavaScript itself has, and what
 * `lesson/cell-types.ts` declares. The rest is taken away, because it shows the machine, or is there on some and not on others.
 */

import { replace } from './replace.ts'

/** ECMAScript 2024 and the disposable stacks, without what shares memory between threads. */
const LANGUAGE = `
  globalThis Infinity NaN undefined
  Object Function Boolean Symbol Number BigInt String RegExp Date Math JSON Reflect Proxy Intl
  Error AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError
  Array Map Set WeakMap WeakSet WeakRef FinalizationRegistry Promise DisposableStack AsyncDisposableStack
  ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  Float32Array Float64Array BigInt64Array BigUint64Array
  isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval
`

/** What programs find beside that, wherever they run. */
const WORLD = `
  console performance crypto setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate
  queueMicrotask structuredClone Headers TextDecoder TextEncoder URL URLSearchParams
`

const wordsOf = (text: string) => text.trim().split(/\s+/)

export const WORLD_GLOBALS: readonly string[] = wordsOf(WORLD)

const KNOWN: ReadonlySet<string> = new Set([...wordsOf(LANGUAGE), ...WORLD_GLOBALS])

/** What hangs on a known class and leads out of the world: an address for an object, where a browser keeps it. */
const LEADS_OUT = ['createObjectURL', 'revokeObjectURL']

/** Takes away what is not known, from the global object and from what it inherits. There is no way back. */
export function removeUnknownGlobals(globals: object): void {
  // Some are inherited, in browsers.
  const world = WORLD_GLOBALS.map((name) => [name, (globals as Globals)[name]] as const)
  for (let holder = globals; isPartOfTheWorld(holder); holder = Object.getPrototypeOf(holder)) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (!KNOWN.has(name) || holder !== globals) Reflect.deleteProperty(holder, name)
    }
  }
  for (const [name, value] of world) replace(globals, name, value)
  const { URL: addresses } = globals as Globals
  for (const name of LEADS_OUT) Reflect.deleteProperty(addresses as object, name)
  Object.defineProperty(globals, Symbol.toStringTag, { value: 'global' })
}

type Globals = Readonly<Record<string, unknown>>

function isPartOfTheWorld(holder: object | null): holder is object {
  return holder !== null && holder !== Object.prototype
}
