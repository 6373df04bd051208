/** The JSON format writes a record as one JSON object, for machines. */

import type { Fields, FieldValue } from '../field.ts'
import { timestamp } from '../timestamp.ts'
import type { LogFormat } from './log-format.ts'

/**
 * One JSON object: `timestamp`, `level`, `service`, `target`, `message`, `fields`; `template`, if it says something else
 * than the message; and in a span `trace_id` and `span_id`. The fields keep an object of their own, so that none of them
 * is taken for something else.
 * @see RFC 8259; OpenTelemetry, “Trace Context in non-OTLP Log Formats”, for the names of the ids
 */
export const json: LogFormat = (record) => {
  const { time, level, service, target, message, template, fields, traceId, spanId } = record
  let line = `{"timestamp":"${timestamp(time)}","level":"${level}","service":${known(service)},"target":${known(target)},"message":`
  line += message === template ? known(message) : `${quoted(message)},"template":${known(template)}`
  line += `,"fields":{${members(fields)}}`
  if (traceId !== undefined && spanId !== undefined) {
    line += `,"trace_id":${quoted(traceId)},"span_id":${quoted(spanId)}`
  }
  return `${line}}`
}

/** What JSON does not take as it is: control characters, quotes, backslashes; and, to be safe, halves of surrogate pairs. */
const TO_ESCAPE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/

/** Most texts need no escaping, and looking is cheaper than doing. */
function quoted(text: string): string {
  return TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`
}

/** Texts that stand in the code come again and again: looking them up is cheaper than looking through them. */
const quotedBefore = new Map<string, string>()
const MOST_REMEMBERED = 1000

function known(text: string): string {
  const before = quotedBefore.get(text)
  if (before !== undefined) return before
  const now = quoted(text)
  if (quotedBefore.size < MOST_REMEMBERED) quotedBefore.set(text, now)
  return now
}

function members(fields: Fields): string {
  let text = ''
  for (const name of Object.keys(fields)) {
    text += `${text === '' ? '' : ','}${known(name)}:${valueText(fields[name])}`
  }
  return text
}

function valueText(value: FieldValue | undefined): string {
  if (typeof value === 'string') return quoted(value)
  if (Number.isFinite(value)) return String(value)
  return JSON.stringify(value) ?? 'null'
}
