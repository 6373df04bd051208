/** A field is a name and a value that a log record or a span carries beside its words. */

import {
  defineProperty,
  is,
  isArray,
  isDate,
  isError,
  isFiniteNumber,
  isMap,
  isSet,
  isView,
  keys,
  mapEntries,
  mapSize,
  min,
  setSize,
  setValues,
  sliceText,
} from './untouched.ts'

/** What a field can hold once it has been recorded: plain data that survives any journey. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | FieldValue[]
  | { [name: string]: FieldValue }

/** Names and values, in the order in which they were given. */
export type Fields = { [name: string]: FieldValue }

/** Shared where there is nothing to say. */
export const NO_FIELDS: Fields = Object.freeze({})

/** Values nested deeper than this are described, not copied. */
const MAX_DEPTH = 6
/** Items of one list, or members of one nested object, that are copied. */
const MAX_ITEMS = 256
/** As many as there are. */
const ALL = Number.POSITIVE_INFINITY
/** Values in one field that are copied: a list that holds a list many times is a short program and a huge text. */
const MAX_VALUES = 10_000

/**
 * Copies fields as they are at this moment, so that later changes to an object cannot rewrite what was recorded.
 * Never throws: what cannot be copied is described in words, like `[circular]` or `[getter threw: no]`, and of what is
 * endless there is a beginning and a count.
 */
export function snapshotFields(fields: object): Fields {
  if (fields === NO_FIELDS) return NO_FIELDS
  try {
    return copyMembers(fields, undefined)
  } catch (error) {
    return { error: `[fields could not be read: ${reasonOf(error)}]` }
  }
}

/** Copies one value; see {@link snapshotFields}. */
export function snapshot(value: unknown): FieldValue {
  return needsNoCopy(value) ? value : copyWithin(value, undefined)
}

/** Any value as a text, for names and words that a caller may have got wrong. Never throws. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return asText(value)
  } catch {
    return JSON.stringify(snapshot(value))
  }
}

/** Sets a field, whatever it is called: an assignment to `__proto__` would set none. */
export function setField(fields: Fields, name: string, value: FieldValue): void {
  if (name === '__proto__') {
    defineProperty(fields, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  } else {
    fields[name] = value
  }
}

/** The same value with its texts cut to a length, also inside of lists. UTF-16 code units. */
export function cutTexts(value: FieldValue, length: number): FieldValue {
  if (typeof value === 'string') return value.length > length ? sliceText(value, 0, length) : value
  if (!isArray(value) || length === ALL) return value
  return value.map((item) => cutTexts(item, length))
}

/** Why something failed, in words. Never throws. */
export function reasonOf(error: unknown): string {
  try {
    return isError(error) ? asText(error.message) : 'unknown reason'
  } catch {
    return 'unknown reason'
  }
}

/** As `String` makes it, whatever the program has made of that. */
const asText = String

/** Almost all values are of these kinds. */
function needsNoCopy(value: unknown): value is string | number | boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      // JSON has no −0.
      return isFiniteNumber(value) && !is(value, -0)
    default:
      return false
  }
}

/** The objects in which a value stands that is being copied, the innermost first. */
interface Path {
  readonly object: object
  readonly outer: Path | undefined
  readonly depth: number
  /** How many values may still be copied, of the whole field. */
  readonly budget: { left: number }
}

function pathTo(object: object, outer: Path | undefined): Path {
  const budget = outer?.budget ?? { left: MAX_VALUES }
  return { object, outer, depth: (outer?.depth ?? 0) + 1, budget }
}

function isOnPath(value: object, path: Path | undefined): boolean {
  for (let step = path; step; step = step.outer) if (step.object === value) return true
  return false
}

function copyWithin(value: unknown, path: Path | undefined): FieldValue {
  try {
    if (path && --path.budget.left < 0) return '[too much to copy]'
    return copyReadable(value, path)
  } catch (error) {
    return `[could not be read: ${reasonOf(error)}]`
  }
}

function copyReadable(value: unknown, path: Path | undefined): FieldValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return isFiniteNumber(value) ? value + 0 : asText(value)
    case 'object':
      return value === null ? null : copyObject(value, path)
    case 'function':
      return `[function ${value.name || 'anonymous'}]`
    default:
      return asText(value)
  }
}

function copyObject(value: object, path: Path | undefined): FieldValue {
  if (isOnPath(value, path)) return '[circular]'
  if (path && path.depth >= MAX_DEPTH) return '[nested too deep]'
  if (isArray(value)) return copyItems(value, pathTo(value, path))
  if (isError(value)) return describeError(value, pathTo(value, path))
  if (isDate(value)) return Number.isNaN(+value) ? 'Invalid Date' : value.toISOString()
  if (isMap(value)) return copyEntries(value, pathTo(value, path))
  if (isSet(value)) {
    return copyItems(setValues(value, MAX_ITEMS), pathTo(value, path), setSize(value))
  }
  if (isView(value)) return copyView(value as object as ArrayLike<unknown>, pathTo(value, path))
  return copyMembers(value, path, MAX_ITEMS)
}

/** @param length how many there are, if not all are given */
function copyItems(items: ArrayLike<unknown>, path: Path, length = items.length): FieldValue[] {
  const copy: FieldValue[] = []
  const most = min(items.length, MAX_ITEMS)
  for (let index = 0; index < most; index++) copy[index] = copyWithin(items[index], path)
  if (length > most) copy[most] = `… ${length - most} more items`
  return copy
}

/** What is in a map, by the texts of its keys. */
function copyEntries(map: Map<unknown, unknown>, path: Path): Fields {
  const copy: Fields = {}
  const entries = mapEntries(map, MAX_ITEMS)
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]
    if (entry) setField(copy, `${entry[0]}`, copyWithin(entry[1], path))
  }
  return withRest(copy, mapSize(map) - entries.length)
}

/** A typed array, which has its items as members. */
function copyView(view: ArrayLike<unknown>, path: Path): Fields {
  const { length = 0 } = view
  const copy: Fields = {}
  const most = min(length, MAX_ITEMS)
  for (let index = 0; index < most; index++)
    setField(copy, `${index}`, copyWithin(view[index], path))
  return withRest(copy, length - most)
}

/** @param most how many of them; the fields themselves are counted by whoever keeps them */
function copyMembers(members: object, outer: Path | undefined, most = ALL): Fields {
  const copy: Fields = {}
  const names = keys(members)
  let path: Path | undefined
  for (let index = 0; index < names.length && index < most; index++) {
    const name = names[index] as string
    let member: unknown
    try {
      member = (members as Record<string, unknown>)[name]
    } catch (error) {
      member = `[getter threw: ${reasonOf(error)}]`
    }
    if (needsNoCopy(member)) {
      setField(copy, name, member)
    } else {
      path ??= pathTo(members, outer)
      setField(copy, name, copyWithin(member, path))
    }
  }
  return withRest(copy, names.length - most)
}

function withRest(copy: Fields, left: number): Fields {
  if (left > 0) setField(copy, '…', `${left} more members`)
  return copy
}

/** An error as fields, with the chain of its causes. */
function describeError(error: Error, path: Path): Fields {
  const description: Fields = {
    type: copyWithin(error.name, path),
    message: copyWithin(error.message, path),
  }
  if (error.cause !== undefined) description.cause = copyWithin(error.cause, path)
  return description
}
