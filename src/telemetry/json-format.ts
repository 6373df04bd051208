/** The JSON format writes a record as one JSON object, for machines. */

import type { Fields, FieldValue } from './field.ts'
import type { LogFormat } from './log-format.ts'
import { timestamp } from './timestamp.ts'

/**
 * One JSON object: `timestamp`, `level`, `service`, `target`, `message`, `template`, `fields`, and in a span `trace_id`
 * and `span_id`. The fields keep an object of their own, so that none of them is taken for something else.
 * @see RFC 8259; OpenTelemetry, “Trace Context in non-OTLP Log Formats”, for the names of the ids
 */
export const json: LogFormat = (record) => {
  const { time, level, service, target, message, template, fields, traceId, spanId } = record
  const ids =
    traceId === undefined || spanId === undefined
      ? ''
      : `,"trace_id":${quoted(traceId)},"span_id":${quoted(spanId)}`
  return `{"timestamp":"${timestamp(time)}","level":"${level}","service":${quoted(service)},"target":${quoted(target)},"message":${quoted(message)},"template":${quoted(template)},"fields":{${members(fields)}}${ids}}`
}

/** What JSON does not take as it is: control characters, quotes, backslashes; and, to be safe, halves of surrogate pairs. */
const TO_ESCAPE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/

/** Most texts need no escaping, and looking is cheaper than doing. */
function quoted(text: string): string {
  return TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`
}

function members(fields: Fields): string {
  let text = ''
  for (const name of Object.keys(fields)) {
    if (text !== '') text += ','
    text += `${quoted(name)}:${valueText(fields[name])}`
  }
  return text
}

function valueText(value: FieldValue | undefined): string {
  if (typeof value === 'string') return quoted(value)
  if (Number.isFinite(value)) return String(value)
  return JSON.stringify(value) ?? 'null'
}
