/** The tracing formats are those of Rust's tracing-subscriber: lines that name the spans around a record. */

import { timestamp } from '../timestamp.ts'
import type { SpanRecord } from '../tracing/span-record.ts'
import { fieldsText, type LogFormat, oneLine } from './log-format.ts'
import type { LogRecord } from './log-record.ts'
import { WrittenRecord } from './written-record.ts'

/** What the line shows. @see tracing-subscriber, `fmt::format::Format`. */
export interface TracingFormatOptions {
  /** Writes a time, given in microseconds since the Unix epoch. Default: as RFC 3339 has it. */
  readonly time?: (time: number) => string
  /** Is the level shown? Default: yes. */
  readonly level?: boolean
  /** Is the target shown? Default: yes. */
  readonly target?: boolean
  /** In `json`: do the fields stand beside the other members, and not in `fields`? Default: no. */
  readonly flatten?: boolean
}

/**
 * Makes a format of Rust's tracing.
 * - `full`: `TIME  INFO checkout{order=1042}:pay: shop::payments: charged total=65.45`
 * - `compact`: `TIME  INFO checkout:pay: shop::payments: charged total=65.45 order=1042`
 * - `json`: an object, with the innermost span in `span` and all of them in `spans`
 *
 * The spans are those of this process which are recorded, the outermost first; their attributes are as they are when the
 * line is made.
 * @see Rust `tracing_subscriber::fmt::format`: `Full`, `Compact`, `Json`
 */
export function tracingFormat(
  style: 'full' | 'compact' | 'json',
  { time = timestamp, level = true, target = true, flatten = false }: TracingFormatOptions = {},
): LogFormat {
  const head = (record: LogRecord) =>
    `${time(record.time)} ${level ? `${record.level.toUpperCase().padStart(5)} ` : ''}`
  const speaker = (record: LogRecord) => (target ? `${record.target}: ` : '')

  switch (style) {
    case 'full':
      return (record) => {
        const spans = spansOf(record).map(spanText)
        return oneLine(head(record) + pathText(spans) + speaker(record) + wordsOf(record))
      }
    case 'compact':
      return (record) => {
        const spans = spansOf(record)
        const path = pathText(spans.map(({ name }) => name))
        const fields = spans.map(({ attributes }) => fieldsText(attributes)).join('')
        return oneLine(head(record) + path + speaker(record) + wordsOf(record) + fields)
      }
    case 'json':
      return (record) => {
        const said = { ...record.fields, message: record.message }
        const spans = spansOf(record).map(({ name, attributes }) => ({ ...attributes, name }))
        return JSON.stringify({
          timestamp: time(record.time),
          ...(level && { level: record.level.toUpperCase() }),
          ...(flatten ? said : { fields: said }),
          ...(target && { target: record.target }),
          ...(spans.length > 0 && { span: spans.at(-1), spans }),
        })
      }
  }
}

/** @see {@link tracingFormat} */
export const full = tracingFormat('full')

/** @see {@link tracingFormat} */
export const compact = tracingFormat('compact')

function spansOf(record: LogRecord): readonly SpanRecord[] {
  return record instanceof WrittenRecord ? record.spans : []
}

function spanText({ name, attributes }: SpanRecord): string {
  const fields = fieldsText(attributes).trimStart()
  return fields === '' ? name : `${name}{${fields}}`
}

function pathText(spans: readonly string[]): string {
  return spans.length === 0 ? '' : `${spans.join(':')}: `
}

function wordsOf({ message, fields }: LogRecord): string {
  return message === '' ? fieldsText(fields).trimStart() : message + fieldsText(fields)
}
