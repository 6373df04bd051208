/** logfmt writes a record as `key=value` pairs, which people can read and machines, too. */

import type { FieldValue } from '../field.ts'
import { timestamp } from '../timestamp.ts'
import type { LogFormat } from './log-format.ts'

/** What no key and no bare value can hold. */
const SPECIAL = /[\s"=\p{Cc}\p{Cs}]/u
const EVERY_SPECIAL = new RegExp(SPECIAL, 'gu')

/**
 * `time=… level=info service=shop target=shop::payments msg="order 1042 is paid" trace_id=… span_id=… order=1042`
 *
 * A value with spaces, quotes, `=` or control characters is quoted as in JSON, and so is an empty one; lists and objects
 * are written as JSON. In a key, such characters become `_`.
 * @see https://brandur.org/logfmt, and Go's `log/slog`, `TextHandler`, for the first keys
 */
export const logfmt: LogFormat = (record) => {
  const { time, level, service, target, message, fields, traceId, spanId } = record
  let line = `time=${timestamp(time)} level=${level} service=${valueText(service)} target=${valueText(target)} msg=${valueText(message)}`
  if (traceId !== undefined && spanId !== undefined)
    line += ` trace_id=${traceId} span_id=${spanId}`
  for (const [name, value] of Object.entries(fields))
    line += ` ${keyText(name)}=${valueText(value)}`
  return line
}

function keyText(name: string): string {
  return name.replace(EVERY_SPECIAL, '_') || '_'
}

function valueText(value: FieldValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text === '' || SPECIAL.test(text) ? JSON.stringify(text) : text
}
