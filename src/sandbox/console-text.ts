/** Console text is how the values given to `console.log` read in one line. */

import { type FieldValue, snapshot, textOf } from '../telemetry/field.ts'
import { jsonOf } from './wire.ts'

export function consoleText(values: readonly unknown[]): string {
  let text = ''
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    text += `${index === 0 ? '' : ' '}${typeof value === 'string' ? value : asText(value)}`
  }
  return text
}

function asText(value: unknown): string {
  const copy = snapshot(value)
  if (typeof copy !== 'object') return `${copy}`
  try {
    return value instanceof Error ? textOf(value) : inCode(copy)
  } catch {
    // The program has changed what that needs.
    return jsonOf(copy)
  }
}

/** A name that needs no quotes. */
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** A value as one would write it in the code. */
function inCode(value: FieldValue): string {
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&').replace(/\n/g, '\\n')}'`
  if (Array.isArray(value)) return `[${value.map(inCode).join(', ')}]`
  if (value === null || typeof value !== 'object') return String(value)
  const members = Object.entries(value).map(
    ([name, member]) => `${IDENTIFIER.test(name) ? name : inCode(name)}: ${inCode(member)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
