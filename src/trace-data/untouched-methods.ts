/**
 * Untouched methods were taken before a program could change them. Whoever writes columns shares its objects with the code of a
 * reader, who may replace `Map.prototype.get`; it calls these instead, and no method of a value.
 */

type Method<This, Given extends unknown[], Result> = (this: This, ...given: Given) => Result

/** A method as a function: what it is a method of comes first. */
function asFunction<This, Given extends unknown[], Result>(
  method: Method<This, Given, Result>,
): (self: This, ...given: Given) => Result {
  return Function.prototype.call.bind(method) as (self: This, ...given: Given) => Result
}

export const charCodeAt = asFunction(String.prototype.charCodeAt)
export const getFrom = asFunction(Map.prototype.get) as <K, V>(
  map: Map<K, V>,
  key: K,
) => V | undefined
export const setIn = asFunction(Map.prototype.set) as <K, V>(
  map: Map<K, V>,
  key: K,
  value: V,
) => unknown
/** Copies one typed array to the beginning of another. */
export const copyInto = asFunction(
  Object.getPrototypeOf(Uint8Array.prototype).set as Method<
    ArrayBufferView,
    [ArrayBufferView],
    void
  >,
)

export const { keys } = Object
export const { isArray } = Array
export const { stringify } = JSON

/** Classes, as they were. */
export const NewBuffer = ArrayBuffer
export const NewMap = Map
export const NewWords = Uint32Array
