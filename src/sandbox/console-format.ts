/**
 * Console formatting fills the holes of a text such as `%s paid %d` with what was given beside it.
 * @see WHATWG Console Standard, §2.2 Formatter
 */

import { reasonOf } from '../telemetry/field.ts'
import { primitiveText, quoted } from './console-text.ts'

const SPECIFIER = /%[sdifoOc]/

/**
 * What a line says, from left to right: texts are words, everything else is a value.
 *
 * As the standard has it, a text that was put in is searched for holes, too, as long as there is something to fill them
 * with. It says nothing of `%%`, and has no algorithm for `%c`: the style is taken and not applied.
 */
export function formatted(args: readonly unknown[]): unknown[] {
  const [first, ...rest] = args
  if (typeof first !== 'string' || rest.length === 0) return withSpaces(args)
  const parts: unknown[] = []
  let text = first
  let used = 0
  for (; used < rest.length; used++) {
    const found = SPECIFIER.exec(text)
    if (!found) break
    const before = text.slice(0, found.index)
    const after = text.slice(found.index + found[0].length)
    const converted = convert(found[0], rest[used])
    if (typeof converted === 'string') {
      text = before + converted + after
    } else {
      parts.push(before, converted)
      text = after
    }
  }
  parts.push(text)
  for (const value of rest.slice(used)) parts.push(' ', value)
  return parts
}

/** Values with spaces between them, which is what developers expect. @see §2.3 Printer */
export function withSpaces(values: readonly unknown[]): unknown[] {
  return values.flatMap((value, index) => (index === 0 ? [value] : [' ', value]))
}

/** A value with generic JavaScript object formatting, which shows a text as the code has it. @see §2.3.4 */
export function asObject(value: unknown): unknown {
  return typeof value === 'string' ? quoted(value) : value
}

function convert(specifier: string, value: unknown): unknown {
  switch (specifier) {
    case '%s':
      return textFrom(() => String(value))
    case '%d':
    case '%i':
      return textFrom(() =>
        typeof value === 'symbol' ? Number.NaN : parseInt(value as string, 10),
      )
    case '%f':
      return textFrom(() => (typeof value === 'symbol' ? Number.NaN : parseFloat(value as string)))
    case '%c':
      return ''
    default:
      return isObject(value) ? value : primitiveText(value)
  }
}

/** To convert an object runs its own code, which may throw; a console does not throw for that. */
function textFrom(conversion: () => unknown): string {
  try {
    return String(conversion())
  } catch (error) {
    return `[could not be read: ${reasonOf(error)}]`
  }
}

function isObject(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
