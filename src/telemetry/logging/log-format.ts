/** A log format turns a record into one line of text. */

import type { Fields } from '../field.ts'
import { timestamp } from '../timestamp.ts'
import type { LogRecord } from './log-record.ts'
import { holesOf } from './message-template.ts'

/** The line does not end with a line break. */
export type LogFormat = (record: LogRecord) => string

/** Where the time of day begins and ends in a timestamp, to the millisecond. */
const TIME_OF_DAY = ['2026-11-02T'.length, '2026-11-02T09:00:00.122'.length] as const

/**
 * For people: time of day (UTC), level, target, message, and the fields that the message does not show.
 * `09:00:00.122 INFO  shop::payments: order 1042 is paid total=65.45`
 */
export const pretty: LogFormat = (record) =>
  prettyLine(record, timestamp(record.time).slice(...TIME_OF_DAY))

/**
 * As {@link pretty}, but with the milliseconds that have passed since a moment: `122.0 INFO  …`
 * @param start in microseconds since the Unix epoch
 */
export function prettySince(start: number): LogFormat {
  return (record) => prettyLine(record, ((record.time - start) / 1000).toFixed(1).padStart(8))
}

/**
 * Fields as `name=value`, with a space before each. Texts are quoted, everything else is JSON.
 * @param except names to leave out
 */
export function fieldsText(fields: Fields, except?: ReadonlySet<string>): string {
  let text = ''
  for (const [name, value] of Object.entries(fields)) {
    if (!except?.has(name)) text += ` ${name}=${JSON.stringify(value)}`
  }
  return text
}

/**
 * The same with control characters escaped, so that one record stays one line.
 * Otherwise a value could forge a line of its own, or steer the terminal that shows it.
 * @see CWE-117, “Improper Output Neutralization for Logs”
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (control) => {
    const escaped = JSON.stringify(control).slice(1, -1)
    if (escaped !== control) return escaped
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function prettyLine({ level, target, message, template, fields }: LogRecord, time: string): string {
  const rest = fieldsText(fields, holesOf(template))
  return oneLine(`${time} ${level.toUpperCase().padEnd(5)} ${target}: ${message}${rest}`)
}
