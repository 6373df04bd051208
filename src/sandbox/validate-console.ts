/** Validating the values of a console line: a flat graph is read object by object, so nothing can nest too deep. */

import {
  CONSOLE_OBJECT_TYPES,
  CONSOLE_ROLES,
  type ConsoleMember,
  type ConsoleObject,
  type ConsoleSnapshot,
  type ConsoleValue,
} from '../telemetry/console-line.ts'
import {
  MAX_FIELDS,
  MAX_ITEMS,
  MAX_LINE_MEMBERS,
  MAX_LINE_TEXT,
  MAX_NAME,
  MAX_TEXT,
} from './limits.ts'
import { count, NotPlain, oneOf, record, within } from './plain-event.ts'

/** What is wrong, where messages name it. */
const PART = 'values'

/** Those that JSON does not have. */
const NUMBERS = ['NaN', 'Infinity', '-Infinity', '-0'] as const

/**
 * Objects have to be numbered as `ConsoleSnapshot` says: then each is first met in one that comes before it, and the way
 * to it from the beginning is finite.
 * @throws NotPlain if it is not what a program can have sent
 */
export function consoleSnapshot(value: unknown): ConsoleSnapshot {
  const given = record(value, PART)
  const reading = new SnapshotReading()
  // One more than there are members: the note that there are more.
  const parts = list(given.parts, MAX_LINE_MEMBERS + 1).map((part) => reading.value(part))
  const objects = list(given.objects, 2 * MAX_LINE_MEMBERS + parts.length).map((object, at) =>
    reading.object(object, at),
  )
  if (reading.met !== objects.length) throw new NotPlain('its values: objects are missing')
  return {
    parts,
    objects,
    ...(given.columns !== undefined && { columns: list(given.columns, MAX_FIELDS).map(name) }),
  }
}

class SnapshotReading {
  /** How many objects something has referred to. */
  met = 0
  #members = 0
  #characters = 0

  value(value: unknown): ConsoleValue {
    switch (typeof value) {
      case 'string':
        return this.#text(value)
      case 'number':
      case 'boolean':
        return value
      default:
        return value === null ? null : this.#tagged(record(value, PART))
    }
  }

  #tagged(value: Record<string, unknown>): ConsoleValue {
    const { kind } = value
    switch (kind) {
      case 'undefined':
      case 'getter':
        return { kind }
      case 'number':
        return { kind, text: oneOf(NUMBERS, value.text, PART) }
      case 'bigint':
      case 'symbol':
      case 'unreadable':
        return { kind, text: this.#text(value.text) }
      case 'text':
        return { kind, text: this.#text(value.text), length: count(value.length, PART) }
      case 'object': {
        const at = count(value.at, PART)
        if (at > this.met) throw new NotPlain('its values: an object out of order')
        if (at === this.met) this.met++
        return { kind, at }
      }
      default:
        throw new NotPlain('its values: not a value')
    }
  }

  object(value: unknown, at: number): ConsoleObject {
    if (at >= this.met) throw new NotPlain('its values: an object that nothing refers to')
    const given = record(value, PART)
    const members = list(given.members, MAX_ITEMS)
    this.#members += members.length
    if (this.#members > MAX_LINE_MEMBERS) throw new NotPlain('its values: too many members')
    return {
      type: oneOf(CONSOLE_OBJECT_TYPES, given.type, PART),
      name: name(given.name),
      ...(given.text !== undefined && { text: this.#text(given.text) }),
      ...(given.size !== undefined && { size: count(given.size, PART) }),
      members: members.map((member) => this.#member(member)),
      ...(given.more !== undefined && { more: count(given.more, PART) }),
    }
  }

  #member(value: unknown): ConsoleMember {
    const [memberName, member, role, key] = list(value, 4)
    if (role === undefined) return [name(memberName), this.value(member)]
    const known = oneOf(CONSOLE_ROLES, role, PART)
    if (known !== 'entry') return [name(memberName), this.value(member), known]
    const keyValue = this.value(key)
    return [name(memberName), this.value(member), known, keyValue]
  }

  #text(value: unknown): string {
    const kept = within(value, PART, MAX_TEXT)
    this.#characters += kept.length
    if (this.#characters > MAX_LINE_TEXT) throw new NotPlain('its values: too much text')
    return kept
  }
}

function name(value: unknown): string {
  return within(value, PART, MAX_NAME)
}

function list(value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new NotPlain('its values are too many')
  return value
}
