/** Nested limits are how large a list or an object in a field may be, and how deep. */

export interface NestedLimits {
  /** UTF-16 code units, of each text in it. */
  readonly text: number
  /** UTF-16 code units. */
  readonly name: number
  /** Items of a list, and members of an object. */
  readonly items: number
  /** How deep a value may be nested: one that is not has depth 1. */
  readonly nesting: number
}

/** Is it a list or an object that a field can hold? @param value what was JSON */
export function isNestedValue(value: unknown, limits: NestedLimits): boolean {
  return typeof value === 'object' && value !== null && isContainer(value, limits, 0)
}

function isNested(value: unknown, limits: NestedLimits, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      return value.length <= limits.text
    case 'number':
      // JSON can say 1e999.
      return Number.isFinite(value)
    case 'boolean':
      return true
    default:
      return value === null || isContainer(value as object, limits, depth)
  }
}

function isContainer(value: object, limits: NestedLimits, depth: number): boolean {
  if (depth >= limits.nesting) return false
  if (Array.isArray(value)) {
    return value.length <= limits.items && value.every((item) => isNested(item, limits, depth + 1))
  }
  const members = Object.entries(value)
  return (
    members.length <= limits.items &&
    members.every(
      ([name, member]) => name.length <= limits.name && isNested(member, limits, depth + 1),
    )
  )
}
