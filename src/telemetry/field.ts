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
    return { error: `[fields could not be read: ${messageOf(error)}]` }
  }
}

/** Copies one value; see {@link snapshotFields}. */
export function snapshot(value: unknown): FieldValue {
  return copyWithin(value, [])
}

function copyWithin(value: unknown, ancestors: object[]): FieldValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : String(value)
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
  try {
    if (Array.isArray(value)) return Array.from(value, (item) => copyWithin(item, path))
    if (value instanceof Error) return describeError(value, path)
    if (value instanceof Date) return Number.isNaN(+value) ? 'Invalid Date' : value.toISOString()
    if (value instanceof Map) return copyMembers(Object.fromEntries(value), path)
    if (value instanceof Set) return Array.from(value, (item) => copyWithin(item, path))
    return copyMembers(value, path)
  } catch (error) {
    return `[could not be read: ${messageOf(error)}]`
  }
}

function copyMembers(value: object, path: object[]): Fields {
  const copy: Fields = {}
  for (const name of Object.keys(value)) {
    let member: FieldValue
    try {
      member = copyWithin((value as Record<string, unknown>)[name], path)
    } catch (error) {
      member = `[getter threw: ${messageOf(error)}]`
    }
    Object.defineProperty(copy, name, {
      value: member,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return copy
}

/** An error as fields, with the chain of its causes. */
function describeError(error: Error, path: object[]): Fields {
  const description: Fields = { type: error.name, message: error.message }
  if (error.cause !== undefined) description.cause = copyWithin(error.cause, path)
  return description
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown reason'
}
