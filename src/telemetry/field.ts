/** A field is a name and a value that a log record or a span carries beside its words. */

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

/**
 * Copies fields as they are at this moment, so that later changes to an object cannot rewrite what was recorded.
 * Never throws: what cannot be copied is described in words, like `[circular]` or `[getter threw: no]`.
 */
export function snapshotFields(fields: object): Fields {
  if (fields === NO_FIELDS) return NO_FIELDS
  try {
    return copyMembers(fields, [])
  } catch (error) {
    return { error: `[fields could not be read: ${reasonOf(error)}]` }
  }
}

/** Copies one value; see {@link snapshotFields}. */
export function snapshot(value: unknown): FieldValue {
  return needsNoCopy(value) ? value : copyWithin(value, [])
}

/** Any value as a text, for names and words that a caller may have got wrong. Never throws. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return String(value)
  } catch {
    return JSON.stringify(snapshot(value))
  }
}

/** Sets a field, whatever it is called: an assignment to `__proto__` would set none. */
export function setField(fields: Fields, name: string, value: FieldValue): void {
  if (name === '__proto__') {
    Object.defineProperty(fields, name, {
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
  if (typeof value === 'string') return value.length > length ? value.slice(0, length) : value
  if (!Array.isArray(value) || length === Number.POSITIVE_INFINITY) return value
  return value.map((item) => cutTexts(item, length))
}

/** Why something failed, in words. Never throws. */
export function reasonOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : 'unknown reason'
  } catch {
    return 'unknown reason'
  }
}

/** Almost all values are of these kinds. */
function needsNoCopy(value: unknown): value is string | number | boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      // JSON has no −0.
      return Number.isFinite(value) && !Object.is(value, -0)
    default:
      return false
  }
}

function copyWithin(value: unknown, ancestors: readonly object[]): FieldValue {
  try {
    return copyReadable(value, ancestors)
  } catch (error) {
    return `[could not be read: ${reasonOf(error)}]`
  }
}

function copyReadable(value: unknown, ancestors: readonly object[]): FieldValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value + 0 : String(value)
    case 'object':
      return value === null ? null : copyObject(value, ancestors)
    case 'function':
      return `[function ${value.name || 'anonymous'}]`
    default:
      return String(value)
  }
}

function copyObject(value: object, ancestors: readonly object[]): FieldValue {
  if (ancestors.includes(value)) return '[circular]'
  if (ancestors.length >= MAX_DEPTH) return '[nested too deep]'
  if (Array.isArray(value)) return copyItems(value, value, ancestors)
  if (value instanceof Error) return describeError(value, [...ancestors, value])
  if (value instanceof Date) return Number.isNaN(+value) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Map) return copyMembers(Object.fromEntries(value), ancestors, value)
  if (value instanceof Set) return copyItems(value, value, ancestors)
  return copyMembers(value, ancestors)
}

function copyItems(
  items: Iterable<unknown>,
  owner: object,
  ancestors: readonly object[],
): FieldValue[] {
  const path = [...ancestors, owner]
  return Array.from(items, (item) => copyWithin(item, path))
}

/** @param owner the object that the members belong to, where they are not its own */
function copyMembers(members: object, ancestors: readonly object[], owner = members): Fields {
  const copy: Fields = {}
  let path: readonly object[] | undefined
  for (const name of Object.keys(members)) {
    let member: unknown
    try {
      member = (members as Record<string, unknown>)[name]
    } catch (error) {
      member = `[getter threw: ${reasonOf(error)}]`
    }
    if (needsNoCopy(member)) {
      setField(copy, name, member)
    } else {
      path ??= [...ancestors, owner]
      setField(copy, name, copyWithin(member, path))
    }
  }
  return copy
}

/** An error as fields, with the chain of its causes. */
function describeError(error: Error, path: readonly object[]): Fields {
  const description: Fields = {
    type: copyWithin(error.name, path),
    message: copyWithin(error.message, path),
  }
  if (error.cause !== undefined) description.cause = copyWithin(error.cause, path)
  return description
}
