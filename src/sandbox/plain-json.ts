/** Plain JSON is plain data as a text: the values of a console line travel so. */

import { isArray, keys, stringify } from '../telemetry/untouched.ts'

/**
 * Plain data as JSON, member by member: `JSON.stringify` asks every object for a `toJSON`, and a program can give all
 * objects one at once.
 * @param value a snapshot of a program's values, which is nested only so deep
 */
export function jsonOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return stringify(value)
    case 'object':
      if (value === null) return 'null'
      return isArray(value) ? listJson(value) : objectJson(value)
    default:
      return `${value}`
  }
}

function listJson(list: readonly unknown[]): string {
  let json = ''
  for (let index = 0; index < list.length; index++) {
    json += `${index === 0 ? '' : ','}${jsonOf(list[index])}`
  }
  return `[${json}]`
}

function objectJson(object: object): string {
  const names = keys(object)
  let json = ''
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string
    const member = jsonOf((object as Readonly<Record<string, unknown>>)[name])
    json += `${index === 0 ? '' : ','}${stringify(name)}:${member}`
  }
  return `{${json}}`
}
