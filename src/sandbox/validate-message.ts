/**
 * Validating a message means to build it anew from what can be believed: known kinds, whole numbers, bounded texts.
 * The program side is hostile until proven otherwise; what is not understood is refused as a whole.
 */

import { CONSOLE_METHODS } from '../telemetry/console-line.ts'
import type { Fields, FieldValue } from '../telemetry/field.ts'
import { LEVELS } from '../telemetry/logging/level.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { SpanContext } from '../telemetry/tracing/span-context.ts'
import {
  type DroppedFromSpan,
  type Scope,
  SPAN_KINDS,
  type SpanLink,
} from '../telemetry/tracing/span-record.ts'
import { MAX_EVENTS_PER_MESSAGE, MAX_FIELDS, MAX_ITEMS, MAX_NAME, MAX_NESTING } from './limits.ts'
import {
  BadMessage,
  count,
  cut,
  flag,
  list,
  name,
  oneOf,
  record,
  text,
  whole,
} from './message-parts.ts'
import {
  type CodePosition,
  type Dropped,
  type Outcome,
  type ProgramMessage,
  STOP_REASONS,
} from './protocol.ts'
import { snapshotText } from './validate-console.ts'
import { MAX_WIRE_TEXT } from './wire.ts'

/** @throws BadMessage if it is not a message that a program can send */
export function validateProgramMessage(message: unknown): ProgramMessage {
  const { kind, ...rest } = record(message)
  switch (kind) {
    case 'ready':
      return { kind }
    case 'events':
      return { kind, events: events(rest.json) }
    case 'dropped':
      return { kind, dropped: dropped(rest.dropped) }
    case 'busy':
      return { kind, ...(rest.site !== undefined && { site: whole(rest.site) }) }
    case 'clock':
      return { kind, time: whole(rest.time), isPaused: flag(rest.isPaused) }
    case 'progress':
      return { kind, done: whole(rest.done), total: whole(rest.total) }
    case 'ended':
      return {
        kind,
        outcome: outcome(rest.outcome),
        dropped: dropped(rest.dropped),
        time: whole(rest.time),
      }
    default:
      throw new BadMessage('unknown kind of message')
  }
}

function events(json: unknown): TelemetryEvent[] {
  if (typeof json !== 'string' || json.length > MAX_WIRE_TEXT) throw new BadMessage('oversized')
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    throw new BadMessage('events are not JSON')
  }
  if (!Array.isArray(parsed) || parsed.length > MAX_EVENTS_PER_MESSAGE) {
    throw new BadMessage('too many events')
  }
  return parsed.map(telemetryEvent)
}

const STATUS_CODES = ['unset', 'ok', 'error'] as const

function telemetryEvent(value: unknown): TelemetryEvent {
  const event = record(value)
  const { kind } = event
  switch (kind) {
    case 'log':
      return {
        kind,
        time: whole(event.time),
        level: oneOf(LEVELS, event.level),
        target: name(event.target),
        message: text(event.message),
        template: text(event.template),
        fields: fields(event.fields),
        service: name(event.service),
        ...(event.traceId !== undefined && { traceId: name(event.traceId) }),
        ...(event.spanId !== undefined && { spanId: name(event.spanId) }),
        site: whole(event.site),
      }
    case 'span-start':
      return {
        kind,
        traceId: name(event.traceId),
        spanId: name(event.spanId),
        ...(event.parentSpanId !== undefined && { parentSpanId: name(event.parentSpanId) }),
        ...(event.isParentRemote !== undefined && { isParentRemote: flag(event.isParentRemote) }),
        traceFlags: whole(event.traceFlags),
        ...(event.traceState !== undefined && { traceState: text(event.traceState) }),
        name: name(event.name),
        spanKind: oneOf(SPAN_KINDS, event.spanKind),
        service: name(event.service),
        scope: scope(event.scope),
        time: whole(event.time),
        attributes: fields(event.attributes),
        links: list(event.links, MAX_FIELDS).map(link),
        site: whole(event.site),
      }
    case 'attribute':
      return {
        kind,
        spanId: name(event.spanId),
        name: name(event.name),
        value: fieldValue(event.value, 0),
      }
    case 'span-event':
      return {
        kind,
        spanId: name(event.spanId),
        name: name(event.name),
        time: whole(event.time),
        attributes: fields(event.attributes),
      }
    case 'link':
      return { kind, spanId: name(event.spanId), link: link(event.link) }
    case 'status': {
      const status = record(event.status)
      return {
        kind,
        spanId: name(event.spanId),
        status: {
          code: oneOf(STATUS_CODES, status.code),
          ...(status.message !== undefined && { message: text(status.message) }),
        },
      }
    }
    case 'rename':
      return { kind, spanId: name(event.spanId), name: name(event.name) }
    case 'span-end':
      return {
        kind,
        spanId: name(event.spanId),
        time: whole(event.time),
        ...(event.dropped !== undefined && { dropped: droppedFromSpan(event.dropped) }),
      }
    case 'console':
      return {
        kind,
        time: whole(event.time),
        method: oneOf(CONSOLE_METHODS, event.method),
        text: text(event.text),
        ...(event.depth !== undefined && { depth: count(event.depth) }),
        ...(event.snapshot !== undefined && { snapshot: snapshotText(event.snapshot) }),
        site: whole(event.site),
      }
    case 'diagnostic':
      return {
        kind,
        time: whole(event.time),
        message: text(event.message),
        site: whole(event.site),
      }
    default:
      throw new BadMessage('unknown kind of event')
  }
}

function link(value: unknown): SpanLink {
  const { context, attributes } = record(value)
  const { traceId, spanId, traceFlags, traceState, isRemote } = record(context)
  const spanContext: SpanContext = {
    traceId: name(traceId),
    spanId: name(spanId),
    traceFlags: whole(traceFlags),
    ...(traceState !== undefined && { traceState: text(traceState) }),
    ...(isRemote === true && { isRemote }),
  }
  return { context: spanContext, attributes: fields(attributes) }
}

function scope(value: unknown): Scope {
  const given = record(value)
  return {
    name: name(given.name),
    ...(given.version !== undefined && { version: name(given.version) }),
  }
}

function droppedFromSpan(value: unknown): DroppedFromSpan {
  const { attributes, events, links } = record(value)
  return { attributes: whole(attributes), events: whole(events), links: whole(links) }
}

function fields(value: unknown): Fields {
  const entries = Object.entries(record(value))
  const kept = entries.slice(0, MAX_FIELDS)
  const copy = members(kept, 0)
  const left = entries.length - kept.length
  if (left > 0) copy['…'] = `${left} more fields`
  return copy
}

function fieldValue(value: unknown, depth: number): FieldValue {
  switch (typeof value) {
    case 'string':
      return text(value)
    case 'number':
    case 'boolean':
      return value
    case 'object':
      if (value === null) return null
      if (depth >= MAX_NESTING) return '[nested too deep]'
      return Array.isArray(value) ? items(value, depth) : nested(value, depth)
    default:
      throw new BadMessage('not a field value')
  }
}

function items(value: readonly unknown[], depth: number): FieldValue[] {
  const copy = value.slice(0, MAX_ITEMS).map((item) => fieldValue(item, depth + 1))
  if (value.length > MAX_ITEMS) copy.push(`… ${value.length - MAX_ITEMS} more items`)
  return copy
}

function nested(value: object, depth: number): Fields {
  const entries = Object.entries(value)
  const copy = members(entries.slice(0, MAX_ITEMS), depth)
  if (entries.length > MAX_ITEMS) copy['…'] = `${entries.length - MAX_ITEMS} more members`
  return copy
}

/** Without a prototype, so that a field called `__proto__` is a field like any other. */
function members(entries: readonly [string, unknown][], depth: number): Fields {
  const copy: Fields = Object.create(null)
  for (const [key, value] of entries) copy[cut(key, MAX_NAME)] = fieldValue(value, depth + 1)
  return copy
}

function outcome(value: unknown): Outcome {
  const { kind, ...rest } = record(value)
  switch (kind) {
    case 'done':
      return { kind }
    case 'failed': {
      const error = record(rest.error)
      const thrown = {
        name: name(error.name),
        message: text(error.message),
        frames: list(error.frames, MAX_ITEMS).map(codePosition),
        awaits: list(error.awaits, Number.MAX_SAFE_INTEGER).slice(0, MAX_ITEMS).map(whole),
      }
      return { kind, error: thrown, unhandled: rest.unhandled === true }
    }
    case 'stuck':
      return {
        kind,
        sites: list(rest.sites, Number.MAX_SAFE_INTEGER).slice(0, MAX_ITEMS).map(whole),
      }
    case 'stopped':
      return { kind, reason: oneOf(STOP_REASONS, rest.reason) }
    default:
      throw new BadMessage('unknown outcome')
  }
}

function codePosition(value: unknown): CodePosition {
  const { line, column } = record(value)
  return { line: whole(line), column: whole(column) }
}

function dropped(value: unknown): Dropped {
  const { records, spans, changes } = record(value)
  return { records: whole(records), spans: whole(spans), changes: whole(changes) }
}
