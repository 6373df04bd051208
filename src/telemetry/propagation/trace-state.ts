/** Trace state is what several tracers have to say about one trace: a short list, the tracer that spoke last first. */

import { diagnose } from '../diagnostic.ts'
import { textOf } from '../field.ts'
import { withoutOuterSpace } from './carrier.ts'

/** @see W3C Trace Context, §3.3.1.1, “list”. */
const MAX_MEMBERS = 32

/** Every participant passes on at least so many characters. @see W3C Trace Context, §3.3.1.5, “tracestate Limits”. */
export const TRACE_STATE_LIMIT = 512

/** Where something has to go, longer members go first. @see W3C Trace Context, §3.3.1.5. */
const LONG_MEMBER = 128

/** @see W3C Trace Context Level 2, §3.3.1.3.1, “key”. In level 1 it had to begin with a letter. */
const KEY = /^[a-z0-9][a-z0-9_\-*/@]{0,255}$/

/** Printable ASCII but no comma and no equals sign, and no space at the end. @see §3.3.1.3.2, “value”. */
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/

type Member = readonly [key: string, value: string]

/**
 * Immutable. Nothing throws: a key or a value that is none is reported, and changes nothing.
 * @see W3C Trace Context Level 2, §3.3; OpenTelemetry Trace API, “TraceState”.
 */
export class TraceState {
  static readonly EMPTY = new TraceState([])

  readonly #members: readonly Member[]

  private constructor(members: readonly Member[]) {
    this.#members = members
  }

  /**
   * What a `tracestate` header says, or `undefined` if it has to be discarded: one bad member, a key that comes twice, or
   * a 33rd member, and nothing of it can be relied on. Members that are empty do not count.
   * @param header default: the one of a span context that has none
   */
  static parse(header = ''): TraceState | undefined {
    // All spans of one trace have the same header, and mostly they come one after the other.
    if (header !== TraceState.#lastHeader) {
      TraceState.#last = TraceState.#read(header)
      TraceState.#lastHeader = header
    }
    return TraceState.#last
  }

  static #lastHeader = ''
  static #last: TraceState | undefined = TraceState.EMPTY

  static #read(header: string): TraceState | undefined {
    const members: Member[] = []
    const keys = new Set<string>()
    for (const text of header.split(',')) {
      const member = withoutOuterSpace(text)
      if (member === '') continue
      const equals = member.indexOf('=')
      const key = member.slice(0, equals)
      const value = member.slice(equals + 1)
      if (equals < 0 || !KEY.test(key) || !VALUE.test(value) || keys.has(key)) return undefined
      keys.add(key)
      members.push([key, value])
    }
    return members.length > MAX_MEMBERS ? undefined : new TraceState(members)
  }

  /** How many tracers have spoken. */
  get size(): number {
    return this.#members.length
  }

  get(key: string): string | undefined {
    return this.#members.find(([other]) => other === key)?.[1]
  }

  /** The members in their order, keys and values. */
  entries(): readonly (readonly [key: string, value: string])[] {
    return this.#members.map(([key, value]) => [key, value])
  }

  /**
   * With one member more, or another value for it. It moves to the front; a 33rd member falls off the end.
   * @see W3C Trace Context, §3.5, “Mutating the tracestate Field”.
   */
  set(key: string, value: string): TraceState {
    if (!KEY.test(key) || !VALUE.test(value)) {
      diagnose(`${textOf(key)}=${textOf(value)} can't stand in a trace state; it was left out.`)
      return this
    }
    const members: Member[] = [[key, value], ...this.#without(key)]
    const dropped = members.splice(MAX_MEMBERS)
    for (const [last] of dropped) {
      diagnose(`A trace state has room for ${MAX_MEMBERS} members; “${last}” was left out.`)
    }
    return new TraceState(members)
  }

  /** Without one member. A tracer deletes only its own. */
  delete(key: string): TraceState {
    return new TraceState(this.#without(key))
  }

  /**
   * With as many members as a header of some length has room for. Members over 128 characters go first, then those that
   * spoke longest ago; none is cut. What goes is reported.
   * @param length in characters
   */
  fitting(length = TRACE_STATE_LIMIT): TraceState {
    const members = [...this.#members]
    while (print(members).length > length) {
      const long = members.findLastIndex((member) => print([member]).length > LONG_MEMBER)
      // If there is none, this is −1: the last one.
      members.splice(long, 1)
    }
    const dropped = this.size - members.length
    if (dropped === 0) return this
    diagnose(`${dropped} of ${this.size} members of a trace state did not fit and were left out.`)
    return new TraceState(members)
  }

  /** The header. */
  toString(): string {
    return print(this.#members)
  }

  #without(key: string): Member[] {
    return this.#members.filter(([other]) => other !== key)
  }
}

function print(members: readonly Member[]): string {
  return members.map(([key, value]) => `${key}=${value}`).join(',')
}
