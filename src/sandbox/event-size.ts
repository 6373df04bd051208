/** Event size is how much room an event takes in a batch, at most. UTF-16 code units, and two bytes of a number count as one. */

import type { Fields, FieldValue } from '../telemetry/field.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { SpanLink } from '../telemetry/tracing/span-record.ts'
import { keys } from '../telemetry/untouched.ts'
import { nestedJson } from '../trace-data/nested-json.ts'

/** The numbers of a line, a span or a link, its origin and its trace: at most 145 bytes. */
const EVENT = 80
/** The numbers of an end or another change to a span: at most 48 bytes. */
const CHANGE = 24
/** The numbers of a field: at most 22 bytes. */
const FIELD = 12

/** @param event a plain one */
export function eventSize(event: TelemetryEvent): number {
  switch (event.kind) {
    case 'log': {
      const { target, message, template, service, traceId, spanId, fields } = event
      const texts = target.length + message.length + template.length + service.length
      return EVENT + texts + lengthOf(traceId) + lengthOf(spanId) + fieldsSize(fields)
    }
    case 'console':
      return EVENT + event.text.length + lengthOf(event.snapshot)
    case 'diagnostic':
      return EVENT + event.message.length
    case 'span-start': {
      const { name, service, scope, traceState, traceId, spanId, parentSpanId } = event
      const ids = traceId.length + spanId.length + lengthOf(parentSpanId)
      const texts = name.length + service.length + scope.name.length + lengthOf(scope.version)
      let size = EVENT + ids + texts + lengthOf(traceState) + fieldsSize(event.attributes)
      for (let index = 0; index < event.links.length; index++) {
        size += linkSize(event.links[index] as SpanLink)
      }
      return size
    }
    case 'span-end':
      return CHANGE + event.spanId.length
    case 'attribute':
      return CHANGE + event.spanId.length + fieldSize(event.name, event.value)
    case 'span-event':
      return CHANGE + event.spanId.length + event.name.length + fieldsSize(event.attributes)
    case 'link':
      return CHANGE + event.spanId.length + linkSize(event.link)
    case 'status':
      return CHANGE + event.spanId.length + lengthOf(event.status.message)
    case 'rename':
      return CHANGE + event.spanId.length + event.name.length
  }
}

function linkSize({ context, attributes }: SpanLink): number {
  const { traceId, spanId, traceState } = context
  return EVENT + traceId.length + spanId.length + lengthOf(traceState) + fieldsSize(attributes)
}

function fieldsSize(fields: Fields): number {
  const names = keys(fields)
  let size = 0
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string
    size += fieldSize(name, fields[name] as FieldValue)
  }
  return size
}

function fieldSize(name: string, value: FieldValue): number {
  const size = FIELD + name.length
  if (typeof value === 'string') return size + value.length
  return typeof value === 'object' && value !== null ? size + nestedJson(value).length : size
}

function lengthOf(text: string | undefined): number {
  return text === undefined ? 0 : text.length
}
