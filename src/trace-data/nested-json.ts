/** Nested JSON is a list or an object in a field, as a text. */

import type { Fields, FieldValue } from '../telemetry/field.ts'
import { isArray, keys, stringify } from '../telemetry/untouched.ts'

/**
 * A value as JSON, member by member: `JSON.stringify` asks every object for a `toJSON`, and a program can give all objects
 * one at once. What JSON has no number for becomes `null`, but −0 stays.
 * @param value what `snapshotFields` made: it is nested only so deep
 */
export function nestedJson(value: FieldValue): string {
  switch (typeof value) {
    case 'string':
      return stringify(value)
    case 'number':
      return numberJson(value)
    case 'object':
      if (value === null) return 'null'
      return isArray(value) ? listJson(value) : objectJson(value)
    default:
      return value ? 'true' : 'false'
  }
}

/** The value again, without prototypes: a member called `__proto__` is one like any other. */
export function parseNested(json: string): FieldValue {
  return withoutPrototypes(JSON.parse(json))
}

function numberJson(value: number): string {
  // Neither NaN nor an infinity.
  if (value - value !== 0) return 'null'
  return value === 0 && 1 / value < 0 ? '-0' : `${value}`
}

function listJson(list: readonly FieldValue[]): string {
  let json = ''
  for (let index = 0; index < list.length; index++) {
    json += (index === 0 ? '' : ',') + nestedJson(list[index] as FieldValue)
  }
  return `[${json}]`
}

function objectJson(object: Fields): string {
  const names = keys(object)
  let json = ''
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string
    const value = object[name]
    if (value === undefined) continue
    json += `${json === '' ? '' : ','}${stringify(name)}:${nestedJson(value)}`
  }
  return `{${json}}`
}

function withoutPrototypes(value: FieldValue): FieldValue {
  if (typeof value !== 'object' || value === null) return value
  if (isArray(value)) return value.map(withoutPrototypes)
  const copy: Fields = Object.create(null)
  for (const name of keys(value)) copy[name] = withoutPrototypes(value[name] as FieldValue)
  return copy
}
