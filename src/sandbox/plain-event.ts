/**
 * A plain event is a telemetry event built anew from what can be believed: known kinds, whole numbers, texts. The program
 * builds what it sends so, and cuts it to size (`event-parts.ts`).
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
  type SpanStatus,
} from '../telemetry/tracing/span-record.ts'
import { hasOwn, isArray, isSafeInteger } from '../telemetry/untouched.ts'
import { MAX_ID } from './limits.ts'

/** Thrown for what is no event. Its message is the end of a sentence: `its time is not a whole number`. */
export class NotPlain extends Error {}

/** How the parts of an event are read that can have any size. Each may throw a {@link NotPlain}. */
export interface EventParts {
  /** @param part what it is, for messages */
  name(value: unknown, part: string): string
  text(value: unknown, part: string): string
  fields(value: unknown): Fields
  fieldValue(value: unknown): FieldValue
  /** The values of a console line, as JSON. */
  snapshot(value: unknown): string
  /** The links with which a span begins. @param link reads one */
  links(value: unknown, link: (value: unknown) => SpanLink): SpanLink[]
}

const STATUS_CODES = ['unset', 'ok', 'error'] as const

/** @throws NotPlain if it is no event */
export function plainEvent(value: unknown, parts: EventParts): TelemetryEvent {
  const event = record(value, 'it')
  const { kind } = event
  switch (kind) {
    case 'log':
      return {
        kind,
        time: whole(event.time, 'time'),
        level: oneOf(LEVELS, event.level, 'level'),
        target: parts.name(event.target, 'target'),
        message: parts.text(event.message, 'message'),
        template: parts.text(event.template, 'template'),
        fields: parts.fields(event.fields),
        service: parts.name(event.service, 'service'),
        traceId: has(event, 'traceId') ? id(event.traceId, 'trace id') : undefined,
        spanId: has(event, 'spanId') ? id(event.spanId, 'span id') : undefined,
        traceFlags: has(event, 'traceFlags') ? whole(event.traceFlags, 'trace flags') : undefined,
        site: whole(event.site, 'site'),
      }
    case 'span-start':
      return {
        kind,
        traceId: id(event.traceId, 'trace id'),
        spanId: id(event.spanId, 'span id'),
        parentSpanId: has(event, 'parentSpanId') ? id(event.parentSpanId, 'parent') : undefined,
        isParentRemote: has(event, 'isParentRemote')
          ? flag(event.isParentRemote, 'being remote')
          : undefined,
        traceFlags: whole(event.traceFlags, 'trace flags'),
        traceState: has(event, 'traceState')
          ? parts.text(event.traceState, 'trace state')
          : undefined,
        name: parts.name(event.name, 'name'),
        spanKind: oneOf(SPAN_KINDS, event.spanKind, 'kind'),
        service: parts.name(event.service, 'service'),
        scope: scope(event.scope, parts),
        time: whole(event.time, 'start'),
        attributes: parts.fields(event.attributes),
        links: parts.links(event.links, (link) => spanLink(link, parts)),
        site: whole(event.site, 'site'),
      }
    case 'attribute':
      return {
        kind,
        spanId: id(event.spanId, 'span id'),
        name: parts.name(event.name, 'name'),
        value: parts.fieldValue(event.value),
      }
    case 'span-event':
      return {
        kind,
        spanId: id(event.spanId, 'span id'),
        name: parts.name(event.name, 'name'),
        time: whole(event.time, 'time'),
        attributes: parts.fields(event.attributes),
      }
    case 'link':
      return {
        kind,
        spanId: id(event.spanId, 'span id'),
        link: spanLink(event.link, parts),
      }
    case 'status':
      return {
        kind,
        spanId: id(event.spanId, 'span id'),
        status: status(event.status, parts),
      }
    case 'rename':
      return {
        kind,
        spanId: id(event.spanId, 'span id'),
        name: parts.name(event.name, 'name'),
      }
    case 'span-end':
      return {
        kind,
        spanId: id(event.spanId, 'span id'),
        time: whole(event.time, 'end'),
        dropped: has(event, 'dropped') ? droppedFromSpan(event.dropped) : undefined,
      }
    case 'console':
      return {
        kind,
        time: whole(event.time, 'time'),
        method: oneOf(CONSOLE_METHODS, event.method, 'method'),
        text: parts.text(event.text, 'text'),
        depth: has(event, 'depth') ? count(event.depth, 'depth') : undefined,
        snapshot: has(event, 'snapshot') ? parts.snapshot(event.snapshot) : undefined,
        site: whole(event.site, 'site'),
      }
    case 'diagnostic':
      return {
        kind,
        time: whole(event.time, 'time'),
        message: parts.text(event.message, 'message'),
        site: whole(event.site, 'site'),
      }
    default:
      throw new NotPlain('it is of no known kind')
  }
}

/** Is a member there that may be absent? What a program lets all objects inherit is not: so an absent one is `undefined`, and there. */
function has(object: Readonly<Record<string, unknown>>, name: string): boolean {
  return hasOwn(object, name) && object[name] !== undefined
}

/** @throws NotPlain if it is not an object with members; a list is none */
export function record(value: unknown, part: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || isArray(value)) {
    throw new NotPlain(`${part === 'it' ? 'it' : `its ${part}`} is not an object`)
  }
  return value as Readonly<Record<string, unknown>>
}

/** @throws NotPlain if it is not a number that counts exactly */
export function whole(value: unknown, part: string): number {
  if (!isSafeInteger(value)) throw new NotPlain(`its ${part} is not a whole number`)
  // A zero has no sign.
  return (value as number) + 0
}

/** @throws NotPlain if it is no text */
export function textual(value: unknown, part: string): string {
  if (typeof value !== 'string') throw new NotPlain(`its ${part} is not a text`)
  return value
}

/** @throws NotPlain if it is no text, or longer than this */
export function within(value: unknown, part: string, most: number): string {
  const text = textual(value, part)
  if (text.length > most) throw new NotPlain(`its ${part} is too long`)
  return text
}

/** @throws NotPlain if it is not a whole number, or less than nothing */
export function count(value: unknown, part: string): number {
  const number = whole(value, part)
  if (number < 0) throw new NotPlain(`its ${part} is less than nothing`)
  return number
}

/** @throws NotPlain if it is not a text, or too long to be an id */
function id(value: unknown, part: string): string {
  if (typeof value !== 'string') throw new NotPlain(`its ${part} is not a text`)
  if (value.length > MAX_ID) throw new NotPlain(`its ${part} has more than ${MAX_ID} characters`)
  return value
}

/** @throws NotPlain if it is neither true nor false */
export function flag(value: unknown, part: string): boolean {
  if (typeof value !== 'boolean') throw new NotPlain(`its ${part} is neither true nor false`)
  return value
}

/** @throws NotPlain if it is not one of the words */
export function oneOf<T extends string>(words: readonly T[], value: unknown, part: string): T {
  for (let index = 0; index < words.length; index++) {
    if (words[index] === value) return value as T
  }
  throw new NotPlain(`its ${part} is not one that exists`)
}

function scope(value: unknown, parts: EventParts): Scope {
  const given = record(value, 'scope')
  return {
    name: parts.name(given.name, 'scope'),
    version: has(given, 'version') ? parts.name(given.version, 'version') : undefined,
  }
}

function spanLink(value: unknown, parts: EventParts): SpanLink {
  const { context, attributes } = record(value, 'link')
  const given = record(context, 'link')
  const spanContext: SpanContext = {
    traceId: id(given.traceId, 'trace id'),
    spanId: id(given.spanId, 'span id'),
    traceFlags: whole(given.traceFlags, 'trace flags'),
    traceState: has(given, 'traceState') ? parts.text(given.traceState, 'trace state') : undefined,
    isRemote: has(given, 'isRemote') && given.isRemote === true ? true : undefined,
  }
  return { context: spanContext, attributes: parts.fields(attributes) }
}

function status(value: unknown, parts: EventParts): SpanStatus {
  const given = record(value, 'status')
  return {
    code: oneOf(STATUS_CODES, given.code, 'status'),
    message: has(given, 'message') ? parts.text(given.message, 'message') : undefined,
  }
}

function droppedFromSpan(value: unknown): DroppedFromSpan {
  const { attributes, events, links } = record(value, 'count')
  return {
    attributes: whole(attributes, 'count'),
    events: whole(events, 'count'),
    links: whole(links, 'count'),
  }
}
