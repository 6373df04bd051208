/** Validating the values of a console line: a flat graph is read object by object, so nothing can nest too deep. */

import {
  CONSOLE_OBJECT_TYPES,
  CONSOLE_ROLES,
  type ConsoleMember,
  type ConsoleObject,
  type ConsoleSnapshot,
  type ConsoleValue,
} from '../telemetry/console-line.ts'
import { MAX_FIELDS, MAX_ITEMS, MAX_LINE_MEMBERS, MAX_LINE_TEXT } from './limits.ts'
import { BadMessage, count, list, name, oneOf, record, text } from './message-parts.ts'

/**
 * Longer is no honest one: JSON writes a character as six at most, and around a member stand about a hundred. UTF-16 code
 * units.
 */
const MAX_SNAPSHOT = 6 * MAX_LINE_TEXT + 256 * MAX_LINE_MEMBERS

/** A snapshot as JSON, written anew from what can be believed. @throws BadMessage */
export function snapshotText(value: unknown): string {
  if (typeof value !== 'string' || value.length > MAX_SNAPSHOT) {
    throw new BadMessage('not a snapshot')
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(value)
  } catch {
    throw new BadMessage('a snapshot is not JSON')
  }
  return JSON.stringify(consoleSnapshot(parsed))
}

/** Those that JSON does not have. */
const NUMBERS = ['NaN', 'Infinity', '-Infinity', '-0'] as const

/**
 * Objects have to be numbered as `ConsoleSnapshot` says: then each is first met in one that comes before it, and the way
 * to it from the beginning is finite.
 * @throws BadMessage if it is not what a program can have sent
 */
export function consoleSnapshot(value: unknown): ConsoleSnapshot {
  const given = record(value)
  const reading = new SnapshotReading()
  // One more than there are members: the note that there are more.
  const parts = list(given.parts, MAX_LINE_MEMBERS + 1).map((part) => reading.value(part))
  const objects = list(given.objects, 2 * MAX_LINE_MEMBERS + parts.length).map((object, at) =>
    reading.object(object, at),
  )
  if (reading.met !== objects.length) throw new BadMessage('objects are missing')
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
        return value === null ? null : this.#tagged(record(value))
    }
  }

  #tagged(value: Record<string, unknown>): ConsoleValue {
    const { kind } = value
    switch (kind) {
      case 'undefined':
      case 'getter':
        return { kind }
      case 'number':
        return { kind, text: oneOf(NUMBERS, value.text) }
      case 'bigint':
      case 'symbol':
      case 'unreadable':
        return { kind, text: this.#text(value.text) }
      case 'text':
        return { kind, text: this.#text(value.text), length: count(value.length) }
      case 'object': {
        const at = count(value.at)
        if (at > this.met) throw new BadMessage('an object out of order')
        if (at === this.met) this.met++
        return { kind, at }
      }
      default:
        throw new BadMessage('not a value')
    }
  }

  object(value: unknown, at: number): ConsoleObject {
    if (at >= this.met) throw new BadMessage('an object that nothing refers to')
    const given = record(value)
    const members = list(given.members, MAX_ITEMS)
    this.#members += members.length
    if (this.#members > MAX_LINE_MEMBERS) throw new BadMessage('too many members')
    return {
      type: oneOf(CONSOLE_OBJECT_TYPES, given.type),
      name: name(given.name),
      ...(given.text !== undefined && { text: this.#text(given.text) }),
      ...(given.size !== undefined && { size: count(given.size) }),
      members: members.map((member) => this.#member(member)),
      ...(given.more !== undefined && { more: count(given.more) }),
    }
  }

  #member(value: unknown): ConsoleMember {
    const [memberName, member, role, key] = list(value, 4)
    if (role === undefined) return [name(memberName), this.value(member)]
    const known = oneOf(CONSOLE_ROLES, role)
    if (known !== 'entry') return [name(memberName), this.value(member), known]
    const keyValue = this.value(key)
    return [name(memberName), this.value(member), known, keyValue]
  }

  #text(value: unknown): string {
    const kept = text(value)
    this.#characters += kept.length
    if (this.#characters > MAX_LINE_TEXT) throw new BadMessage('too much text')
    return kept
  }
}
