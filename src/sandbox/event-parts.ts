/** Event parts are the texts and fields of an event, cut to size where they are sent. */

import type { Fields, FieldValue } from '../telemetry/field.ts'
import type { SpanLink } from '../telemetry/tracing/span-record.ts'
import {
  charCodeAt,
  create,
  isArray,
  isFiniteNumber,
  keys,
  max,
  min,
  sliceText,
} from '../telemetry/untouched.ts'
import { MAX_FIELDS, MAX_ITEMS, MAX_NAME, MAX_NESTING, MAX_TEXT, MAX_VALUE } from './limits.ts'
import { type EventParts, NotPlain, record, textual } from './plain-event.ts'

/** The note that stands in a list or an object for what is left out of it: the one entry beyond its limit. */
const REST = '…'
/** What a number, a truth or nothing counts as, beside texts. UTF-16 code units. */
const SCALAR = 8
/** What a list or an object counts as by itself: empty ones are many, too. */
const BRACKETS = 2

/** How much of an event there is room for. UTF-16 code units. */
interface Room {
  readonly text: number
  readonly value: number
  /** All fields and links together. */
  readonly fields: number
  readonly links: number
}

/** Plain text of so much always fits into a message. */
const ROOM: Room = { text: MAX_TEXT, value: MAX_VALUE, fields: 40 * 1024, links: MAX_FIELDS }
/** So does this, even if it is nested, and JSON needs six characters for each. */
const LITTLE_ROOM: Room = { text: 256, value: 256, fields: 2048, links: 8 }

/** Cuts what is too long and counts it. Nothing here fails for what the fields hold. */
export class CutParts implements EventParts {
  #room = ROOM
  #left = 0
  #cuts = 0

  /** How often something was cut since the beginning. */
  get cuts(): number {
    return this.#cuts
  }

  /** Call before each event. @param isTooLong it has been read already, and did not fit into a message */
  begin(isTooLong = false): void {
    this.#room = isTooLong ? LITTLE_ROOM : ROOM
    this.#left = this.#room.fields
  }

  name(value: unknown, part: string): string {
    return this.#cut(textual(value, part), MAX_NAME)
  }

  text(value: unknown, part: string): string {
    return this.#cut(textual(value, part), this.#room.text)
  }

  fields(value: unknown): Fields {
    const given = record(value, 'fields')
    const names = keys(given)
    const copy: Fields = create(null)
    const most = names.length > MAX_FIELDS + 1 ? MAX_FIELDS : names.length
    let kept = 0
    while (kept < most && this.#left > 0) {
      const name = names[kept++] as string
      this.#left -= min(name.length, MAX_NAME)
      copy[this.#cut(name, MAX_NAME)] = this.fieldValue(given[name])
    }
    if (kept < names.length) {
      this.#cuts++
      copy[REST] = `${names.length - kept} more fields`
    }
    return copy
  }

  fieldValue(value: unknown): FieldValue {
    const all = this.#left
    const room = min(this.#room.value, all)
    this.#left = room
    const copy = this.#value(value, 0)
    this.#left = all - (room - this.#left)
    return copy
  }

  /** It has been made to fit already: see `program-console.ts`. */
  snapshot(value: unknown): string {
    return textual(value, 'values')
  }

  links(value: unknown, link: (value: unknown) => SpanLink): SpanLink[] {
    if (!isArray(value)) throw new NotPlain('its links are not a list')
    const copy: SpanLink[] = []
    const most = min(value.length, this.#room.links)
    for (let index = 0; index < most; index++) copy[index] = link(value[index])
    if (value.length > most) this.#cuts++
    return copy
  }

  #value(value: unknown, depth: number): FieldValue {
    switch (typeof value) {
      case 'string': {
        const text = this.#cut(value, min(MAX_TEXT, max(this.#left, 0)))
        // Nothing costs nothing: a list of empty texts is one, too.
        this.#left -= max(1, text.length)
        return text
      }
      case 'number':
        this.#left -= SCALAR
        return isFiniteNumber(value) ? value + 0 : `${value}`
      case 'boolean':
        this.#left -= SCALAR
        return value
      case 'object':
        if (value === null) {
          this.#left -= SCALAR
          return null
        }
        this.#left -= BRACKETS
        if (depth >= MAX_NESTING) return '[nested too deep]'
        return isArray(value) ? this.#items(value, depth) : this.#members(value, depth)
      default:
        // Snapshots have none, but a sink of one's own can pass on anything.
        this.#left -= SCALAR
        return `[${typeof value}]`
    }
  }

  #items(list: readonly unknown[], depth: number): FieldValue[] {
    const { length } = list
    const copy: FieldValue[] = []
    const most = length > MAX_ITEMS + 1 ? MAX_ITEMS : length
    let kept = 0
    while (kept < most && this.#left > 0) {
      copy[kept] = this.#value(list[kept], depth + 1)
      kept++
    }
    if (kept < length) {
      this.#cuts++
      copy[kept] = `… ${length - kept} more items`
    }
    return copy
  }

  #members(object: object, depth: number): Fields {
    const names = keys(object)
    const copy: Fields = create(null)
    const most = names.length > MAX_ITEMS + 1 ? MAX_ITEMS : names.length
    let kept = 0
    while (kept < most && this.#left > 0) {
      const name = names[kept++] as string
      this.#left -= min(name.length, MAX_NAME)
      copy[this.#cut(name, MAX_NAME)] = this.#value(
        (object as Record<string, unknown>)[name],
        depth + 1,
      )
    }
    if (kept < names.length) {
      this.#cuts++
      copy[REST] = `${names.length - kept} more members`
    }
    return copy
  }

  #cut(text: string, most: number): string {
    if (text.length > most) this.#cuts++
    return cutText(text, most)
  }
}

/** Texts that are too long end in a note of how much is missing, which is never cut itself. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  // The note counts what it takes the place of, too; its own length hardly depends on that.
  const room = max(0, most - note(text.length).length)
  const isHalf = room > 0 && isHighSurrogate(charCodeAt(text, room - 1))
  const kept = isHalf ? room - 1 : room
  return sliceText(text, 0, kept) + note(text.length - kept)
}

function note(missing: number): string {
  return `… (${missing} more characters)`
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00
}
