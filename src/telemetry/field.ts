/** A field is a name and a value that a log record or a span carries beside its words. */

/** What a field can hold once it has been recorded: plain data that survives any journey. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | FieldValue[]
  | { [name: string]: FieldValue }

export type Fields = { [name: string]: FieldValue }

/** Values nested deeper than this are described, not copied. */
const MAX_DEPTH = 6

/**
 * Copies fields as they are at this moment, so that later changes to an object cannot rewrite what was recorded.
 * Never throws: what cannot be copied is described in words, like `[circular]` or `[getter threw: no]`.
 */
export function snapshotFields(fields: object): Fields {
  try {
    return copyMembers(fields, [fields])
  } catch (error) {
    return { error: `[fields could not be read: ${reasonOf(error)}]` }
  }
}

/** Copies one value; see {@link snapshotFields}. */
export function snapshot(value: unknown): FieldValue {
  return copyWithin(value, [])
}

/** Any value as a text, for names and words that a caller may have got wrong. Never throws. */
export function textOf(value: unknown): string {
  try {
    return String(value)
  } catch {
    return JSON.stringify(snapshot(value))
  }
}

function copyWithin(value: unknown, ancestors: object[]): FieldValue {
  try {
    return copyReadable(value, ancestors)
  } catch (error) {
    return `[could not be read: ${reasonOf(error)}]`
  }
}

function copyReadable(value: unknown, ancestors: object[]): FieldValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      // JSON has no −0.
      return Number.isFinite(value) ? value + 0 : String(value)
    case 'object':
      return value === null ? null : copyObject(value, ancestors)
    case 'function':
      return `[function ${value.name || 'anonymous'}]`
    default:
      return String(value)
  }
}

function copyObject(value: object, ancestors: object[]): FieldValue {
  if (ancestors.includes(value)) return '[circular]'
  if (ancestors.length >= MAX_DEPTH) return '[nested too deep]'
  const path = [...ancestors, value]
  if (Array.isArray(value)) return Array.from(value, (item) => copyWithin(item, path))
  if (value instanceof Error) return describeError(value, path)
  if (value instanceof Date) return Number.isNaN(+value) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Map) return copyMembers(Object.fromEntries(value), path)
  if (value instanceof Set) return Array.from(value, (item) => copyWithin(item, path))
  return copyMembers(value, path)
}

function copyMembers(value: object, path: object[]): Fields {
  const copy: Fields = {}
  for (const name of Object.keys(value)) {
    Object.defineProperty(copy, name, {
      value: copyMember(value as Record<string, unknown>, name, path),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return copy
}

function copyMember(value: Record<string, unknown>, name: string, path: object[]): FieldValue {
  let member: unknown
  try {
    member = value[name]
  } catch (error) {
    return `[getter threw: ${reasonOf(error)}]`
  }
  return copyWithin(member, path)
}

/** An error as fields, with the chain of its causes. */
function describeError(error: Error, path: object[]): Fields {
  const description: Fields = {
    type: copyWithin(error.name, path),
    message: copyWithin(error.message, path),
  }
  if (error.cause !== undefined) description.cause = copyWithin(error.cause, path)
  return description
}

function reasonOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : 'unknown reason'
  } catch {
    return 'unknown reason'
  }
}
