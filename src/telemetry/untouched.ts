/**
 * Untouched is what the lab took from JavaScript before a program could change it: a run's code shares its objects with the
 * lab, and may replace `Array.prototype.push` or `JSON`. Whatever stands between a word and its listener uses these, index
 * loops and literals, and no method of a value; so a program that changes the language still says what it says.
 */

export const { apply, getPrototypeOf, ownKeys } = Reflect
export const { create, defineProperty, hasOwn, is, keys } = Object
export const { isArray } = Array
export const { isFinite: isFiniteNumber, isSafeInteger } = Number
export const { min, max, round } = Math
export const { isView } = ArrayBuffer
export const NativeError = Error
export const NativeMap = Map
const NativeSet = Set
const NativeDate = Date
export const NativeArrayBuffer = ArrayBuffer
export const NativeUint32Array = Uint32Array
export const { stringify } = JSON

type Method<This, Given extends unknown[], Result> = (this: This, ...given: Given) => Result

/** A method as a function: what it is a method of comes first. */
function asFunction<This, Given extends unknown[], Result>(
  method: Method<This, Given, Result>,
): (self: This, ...given: Given) => Result {
  return Function.prototype.call.bind(method) as (self: This, ...given: Given) => Result
}

export const setAdd = asFunction(Set.prototype.add as Method<Set<unknown>, [unknown], unknown>)
export const setDelete = asFunction(
  Set.prototype.delete as Method<Set<unknown>, [unknown], boolean>,
)
export const weakMapGet = asFunction(WeakMap.prototype.get)
export const weakMapSet = asFunction(WeakMap.prototype.set)

export const includesText = asFunction(
  String.prototype.includes as Method<string, [string], boolean>,
)
export const padStart = asFunction(String.prototype.padStart)
/** A number's digits in another base than ten. */
export const digitsOf = asFunction(Number.prototype.toString)
export const sliceText = asFunction(String.prototype.slice as Method<string, number[], string>)
export const charCodeAt = asFunction(String.prototype.charCodeAt)

/** Copies one typed array to the beginning of another. */
export const copyInto = asFunction(
  Object.getPrototypeOf(Uint8Array.prototype).set as Method<
    ArrayBufferView,
    [ArrayBufferView],
    void
  >,
)

type Getter<This, Result> = { get: Method<This, [], Result> }

function getterOf<This, Result>(prototype: object, name: string): (self: This) => Result {
  return asFunction((Object.getOwnPropertyDescriptor(prototype, name) as Getter<This, Result>).get)
}

export const mapSize = getterOf<Map<unknown, unknown>, number>(Map.prototype, 'size')
export const setSize = getterOf<Set<unknown>, number>(Set.prototype, 'size')

export const mapGet = asFunction(Map.prototype.get) as <K, V>(
  map: Map<K, V>,
  key: K,
) => V | undefined
export const mapSet = asFunction(
  Map.prototype.set as Method<Map<unknown, unknown>, [unknown, unknown], unknown>,
)
export const mapDelete = asFunction(
  Map.prototype.delete as Method<Map<unknown, unknown>, [unknown], boolean>,
)

type Entries<T> = Iterator<T, unknown>

const mapIterator = asFunction(
  Map.prototype.entries as Method<Map<unknown, unknown>, [], Entries<[unknown, unknown]>>,
)
const setIterator = asFunction(Set.prototype.values as Method<Set<unknown>, [], Entries<unknown>>)
const nextOfMap = asFunction(mapIterator(new Map()).next)
const nextOfSet = asFunction(setIterator(new Set()).next)

export function isError(value: unknown): value is Error {
  return value instanceof NativeError
}

export function isMap(value: unknown): value is Map<unknown, unknown> {
  return value instanceof NativeMap
}

export function isSet(value: unknown): value is Set<unknown> {
  return value instanceof NativeSet
}

/** Also a date of virtual time, which is one of the engine's underneath. */
export function isDate(value: unknown): value is Date {
  return value instanceof NativeDate
}

/** The first entries of a map, as many as asked for. */
export function mapEntries(map: Map<unknown, unknown>, most: number): [unknown, unknown][] {
  const iterator = mapIterator(map)
  return takeFirst(() => nextOfMap(iterator), most)
}

/** The first values of a set, as many as asked for. */
export function setValues(set: Set<unknown>, most: number): unknown[] {
  const iterator = setIterator(set)
  return takeFirst(() => nextOfSet(iterator), most)
}

function takeFirst<T>(next: () => IteratorResult<T, unknown>, most: number): T[] {
  const taken: T[] = []
  while (taken.length < most) {
    const step = next()
    if (step.done) break
    taken[taken.length] = step.value
  }
  return taken
}
