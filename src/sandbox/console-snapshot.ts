/** Taking a console snapshot copies values as they are at this moment, so that later changes cannot rewrite what was written. */

import type {
  ConsoleMember,
  ConsoleObject,
  ConsoleSnapshot,
  ConsoleValue,
} from '../telemetry/console-line.ts'
import { reasonOf } from '../telemetry/field.ts'
import { MAX_ITEMS, MAX_LINE_MEMBERS, MAX_LINE_TEXT, MAX_NAME, MAX_TEXT } from './limits.ts'
import { type Look, lookAt, UNREAD } from './look-at.ts'

/**
 * @param parts what a line says, from left to right: a text is words, everything else is a value
 * @param share of what a line has room for
 * @returns objects breadth first, so that where limits bite, everything is there before anything is there in depth
 */
export function takeSnapshot(parts: readonly unknown[], share = 1): ConsoleSnapshot {
  return new SnapshotTaking(share).take(parts)
}

const { apply } = Reflect
const { get, set } = Map.prototype

class SnapshotTaking {
  /** What has been met, in the order of its numbers. */
  readonly #met: object[] = []
  readonly #numbers = new Map<object, number>()
  #membersLeft: number
  #textLeft: number

  constructor(share: number) {
    this.#membersLeft = MAX_LINE_MEMBERS * share
    this.#textLeft = MAX_LINE_TEXT * share
  }

  take(given: readonly unknown[]): ConsoleSnapshot {
    const parts: ConsoleValue[] = []
    for (const part of given.slice(0, MAX_LINE_MEMBERS)) parts[parts.length] = this.#value(part)
    const left = given.length - parts.length
    if (left > 0) parts[parts.length] = this.#short(` … ${left} more`, MAX_TEXT)
    const objects: ConsoleObject[] = []
    // It grows while it is read.
    for (let at = 0; at < this.#met.length; at++)
      objects[at] = this.#object(this.#met[at] as object)
    return { parts: withoutSeams(parts), objects }
  }

  #value(value: unknown): ConsoleValue {
    switch (typeof value) {
      case 'string':
        return this.#text(value)
      case 'number':
        // JSON has no others, and no −0.
        if (Number.isFinite(value) && !Object.is(value, -0)) return value
        return { kind: 'number', text: Object.is(value, -0) ? '-0' : String(value) }
      case 'boolean':
        return value
      case 'undefined':
        return { kind: 'undefined' }
      case 'bigint':
        return { kind: 'bigint', text: this.#short(bigintText(value), MAX_TEXT) }
      case 'symbol':
        if (value === UNREAD) return { kind: 'getter' }
        return { kind: 'symbol', text: this.#short(String(value), MAX_TEXT) }
      default:
        return value === null ? null : { kind: 'object', at: this.#numberOf(value as object) }
    }
  }

  #numberOf(object: object): number {
    const known = apply(get, this.#numbers, [object])
    if (known !== undefined) return known
    const number = this.#met.length
    this.#met[number] = object
    apply(set, this.#numbers, [object, number])
    return number
  }

  #object(object: object): ConsoleObject {
    const room = Math.min(this.#membersLeft, MAX_ITEMS)
    let look: Look
    try {
      look = lookAt(object, room)
    } catch (error) {
      const text = this.#short(`[could not be read: ${reasonOf(error)}]`, MAX_TEXT)
      return { type: 'object', name: '', text, members: [] }
    }
    const { type, name, text, size } = look
    const members = look.members.slice(0, room)
    const more = look.more + look.members.length - members.length
    this.#membersLeft -= members.length
    return {
      type,
      name: this.#short(name, MAX_NAME),
      ...(text !== undefined && { text: this.#short(text, MAX_TEXT) }),
      ...(size !== undefined && { size }),
      members: members.map(([memberName, value, role, key]): ConsoleMember => {
        const shortName = this.#short(memberName, MAX_NAME)
        // The key of an entry is read before its value.
        if (role === 'entry') {
          const shortKey = this.#value(key)
          return [shortName, this.#value(value), role, shortKey]
        }
        return role ? [shortName, this.#value(value), role] : [shortName, this.#value(value)]
      }),
      ...(more > 0 && { more }),
    }
  }

  #text(text: string): ConsoleValue {
    const kept = this.#cut(text, MAX_TEXT)
    return kept.length === text.length ? text : { kind: 'text', text: kept, length: text.length }
  }

  /** A text that says itself when something is missing. */
  #short(text: string, most: number): string {
    const kept = this.#cut(text, most)
    if (kept.length === text.length || kept === '') return kept
    return `${kept.slice(0, -1)}…`
  }

  #cut(text: string, most: number): string {
    const kept = text.slice(0, Math.min(most, this.#textLeft))
    this.#textLeft -= kept.length
    return kept
  }
}

/** To write one in decimal takes as long as its square. */
const LARGEST_WRITTEN = 10n ** 300n

function bigintText(value: bigint): string {
  const isLarge = value >= LARGEST_WRITTEN || value <= -LARGEST_WRITTEN
  return isLarge ? `${value < 0n ? '-' : ''}…n (more than 300 digits)` : `${value}n`
}

/** Words that follow each other are one text. */
function withoutSeams(parts: readonly ConsoleValue[]): ConsoleValue[] {
  const joined: ConsoleValue[] = []
  for (const part of parts) {
    const last = joined[joined.length - 1]
    const isOne = typeof part === 'string' && typeof last === 'string'
    if (isOne && last.length + part.length <= MAX_TEXT) joined[joined.length - 1] = last + part
    else joined[joined.length] = part
  }
  return joined
}
