/**
 * Random and mutated messages against what stands between a program and the page. The seed is fixed, so that a failure
 * can be repeated; `FUZZ=1000000` in the environment tries so many messages instead of a few.
 */

import { expect, test } from 'vitest'
import { log, notice, spanEnd, spanStart, written } from '../../tests/made-up-run.ts'
import { batchOf, storeOf } from '../../tests/sent-events.ts'
import { SeededRandom } from '../simulation/chance/seeded-random.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import {
  DEFAULT_LIMITS,
  MAX_EVENTS_PER_MESSAGE,
  MAX_FIELDS,
  MAX_ITEMS,
  MAX_NESTING,
  MAX_TEXT,
} from './limits.ts'
import { NOTHING_DROPPED, type ProgramMessage, type RunMessage } from './protocol.ts'
import { Supervisor } from './supervisor.ts'
import { BadMessage, type CheckedMessage, validateProgramMessage } from './validate-message.ts'

const ROUNDS = Number(process.env.FUZZ ?? 20_000)
/** Quick by default; a million take some minutes. Milliseconds. */
const LIMIT = 60_000 + ROUNDS

const CONTEXT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }

const EVENTS: readonly TelemetryEvent[] = [
  log('order {order}', 1, { span: 'pay', fields: { order: 1042, items: ['cup', { n: null }] } }),
  spanStart('pay', 1, { parent: 'checkout', links: [{ context: CONTEXT, attributes: { a: 1 } }] }),
  { kind: 'attribute', spanId: 'pay', name: 'order', value: { id: [1042, true, null] } },
  { kind: 'span-event', spanId: 'pay', name: 'called', time: 2, attributes: { attempt: 1 } },
  { kind: 'link', spanId: 'pay', link: { context: CONTEXT, attributes: {} } },
  { kind: 'status', spanId: 'pay', status: { code: 'error', message: 'no answer' } },
  { kind: 'rename', spanId: 'pay', name: 'charge' },
  spanEnd('pay', 3),
  written('paid', 3),
  notice('twice', 3),
]

const MESSAGES: readonly ProgramMessage[] = [
  { kind: 'ready' },
  { kind: 'events', batch: batchOf(EVENTS) },
  { kind: 'dropped', dropped: { records: 1, spans: 2, changes: 3, refused: 4, cut: 5 } },
  { kind: 'busy', site: 7 },
  { kind: 'clock', time: 5, isPaused: true },
  { kind: 'progress', done: 1, total: 2 },
  {
    kind: 'dials',
    dials: [
      {
        kind: 'range',
        name: 'delay',
        declared: 80,
        value: 90,
        from: 0,
        to: 500,
        step: 10,
        unit: 'ms',
      },
      { kind: 'switch', name: 'retry', declared: true, value: false },
      { kind: 'choice', name: 'keep', declared: 'all', value: 'few', of: ['all', 'few'] },
    ],
  },
  { kind: 'ended', outcome: { kind: 'done' }, dropped: NOTHING_DROPPED, time: 5 },
  {
    kind: 'ended',
    outcome: {
      kind: 'failed',
      error: { name: 'Error', message: 'no', frames: [{ line: 1, column: 2 }], awaits: [3] },
      unhandled: true,
    },
    dropped: NOTHING_DROPPED,
    time: 5,
  },
  { kind: 'ended', outcome: { kind: 'stuck', sites: [3] }, dropped: NOTHING_DROPPED, time: 5 },
  {
    kind: 'ended',
    outcome: { kind: 'stopped', reason: 'timers' },
    dropped: NOTHING_DROPPED,
    time: 5,
  },
]

/** What a program that goes on says again and again. */
const CHATTER = MESSAGES.slice(2, 7)

/** A monkey that makes messages, most of them almost right. */
class Monkey {
  readonly #random: SeededRandom

  constructor(seed: number) {
    this.#random = new SeededRandom(seed)
  }

  below(most: number): number {
    return this.#random.uint32() % most
  }

  oneOf<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }

  message(): unknown {
    const message: unknown = structuredClone(this.oneOf(MESSAGES))
    switch (this.below(4)) {
      case 0:
        return this.#junk(0)
      case 1:
        return message
      default:
        return this.#mutated(message)
    }
  }

  #mutated(message: unknown): unknown {
    let mutated = message
    if (isObject(message) && isObject(message.batch) && this.below(4) > 0) {
      this.#scramble(message.batch as { bytes: ArrayBuffer; text: string })
      return message
    }
    for (let times = this.below(3); times >= 0; times--) mutated = this.#changed(mutated)
    return mutated
  }

  /** The same with another value somewhere in it. */
  #changed(value: unknown): unknown {
    if (!isObject(value) || this.below(4) === 0) return this.#junk(0)
    const keys = Object.keys(value)
    const wanted =
      this.below(8) === 0 ? this.oneOf(NAMES) : this.oneOf(keys.length > 0 ? keys : ['a'])
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
      ? [...value]
      : { ...value }
    // A list with another length is none that a message can be.
    const key = Array.isArray(value) && wanted === 'length' ? '0' : wanted
    switch (this.below(6)) {
      case 0:
        delete (copy as Record<string, unknown>)[key]
        break
      case 1:
        if (Array.isArray(copy)) copy.push(...copy.slice(0, 2000))
        break
      default:
        Object.defineProperty(copy, key, {
          value: this.#changed((value as Record<string, unknown>)[key]),
          enumerable: true,
          configurable: true,
          writable: true,
        })
    }
    return copy
  }

  /** Changes bytes of a batch, and sometimes its text. */
  #scramble(batch: { bytes: ArrayBuffer; text: string }): void {
    const bytes = new Uint8Array(batch.bytes)
    for (let times = this.below(3); times >= 0; times--) {
      // Where numbers are small, a small change is the more dangerous one.
      bytes[this.below(bytes.length)] = this.below(2) === 0 ? this.below(4) : this.below(256)
    }
    if (this.below(4) > 0) return
    const at = this.below(batch.text.length)
    batch.text = batch.text.slice(0, at) + this.oneOf(PIECES) + batch.text.slice(at)
  }

  #junk(depth: number): unknown {
    switch (this.below(depth > 5 ? 12 : 16)) {
      case 0:
        return Array.from({ length: this.below(400) }, () => this.oneOf(SCALARS))
      case 1:
        return 'x'.repeat(this.below(9000))
      case 2:
        return new Map([[this.oneOf(NAMES), this.oneOf(SCALARS)]])
      case 3:
        return new Array(this.below(10))
      case 12:
        return [this.#junk(depth + 1), this.#junk(depth + 1)]
      case 13:
      case 14:
        return { [this.oneOf(NAMES)]: this.#junk(depth + 1), kind: this.oneOf(NAMES) }
      default:
        return this.oneOf(SCALARS)
    }
  }
}

const NAMES = [
  ...[
    'kind',
    'time',
    'fields',
    'spanId',
    'batch',
    'events',
    'outcome',
    'error',
    'sites',
    'dropped',
  ],
  ...['log', 'span-start', 'span-end', 'ended', 'ready', 'stopped', 'done', 'flood', 'by-reader'],
  ...['__proto__', 'constructor', 'toString', 'toJSON', 'then', 'length', '0', '…', ''],
]
const SCALARS = [
  ...[0, -0, 1, -1, 1.5, 2 ** 53, -(2 ** 53), 1e300, Number.NaN, Number.POSITIVE_INFINITY],
  ...['', 'a', 'log', 'done', '\u0000', '\ud800', '\u202e', 'x'.repeat(129), 'x'.repeat(4097)],
  ...[true, false, null, undefined, 10n],
]
const PIECES = [
  ...['[', ']', '{', '}', '"', ',', ':', '\\', '\\u0000', 'null', '1e999', '-0', '[[[[[[[[[['],
  ...['"__proto__":{"a":1},', '"kind":"log",', '99999999999999999999', '\u2028', '"…":1,'],
]

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** What is strange about something that has been validated, if anything is. */
function strangeness(value: unknown, depth = 0): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.length > MAX_TEXT ? 'a long text' : undefined
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? undefined : 'an odd number'
    case 'boolean':
      return undefined
    case 'object':
      break
    default:
      return `a ${typeof value}`
  }
  if (value === null) return undefined
  // A list of events, an event, its links, a link, its attributes, and what they hold.
  if (depth > 6 + MAX_NESTING) return 'deep nesting'
  const prototype = Object.getPrototypeOf(value)
  const isList = Array.isArray(value)
  if (prototype !== (isList ? Array.prototype : Object.prototype) && prototype !== null) {
    return 'a prototype'
  }
  const names = Reflect.ownKeys(value)
  const most = isList ? MAX_EVENTS_PER_MESSAGE + 1 : Math.max(MAX_FIELDS, MAX_ITEMS) + 1
  if (names.length > most) return 'many members'
  for (const name of names) {
    if (isList && name === 'length') continue
    const property = Object.getOwnPropertyDescriptor(value, name)
    if (typeof name === 'symbol' || !property || !('value' in property)) return 'an odd member'
    const strange = strangeness(property.value, depth + 1)
    if (strange) return strange
  }
  return undefined
}

test(
  `of ${ROUNDS} messages each is refused, or built anew into plain data that stays as it is`,
  () => {
    const monkey = new Monkey(7)
    const outcomes = { refused: 0, taken: 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const message = monkey.message()
      let taken: CheckedMessage
      try {
        taken = validateProgramMessage(message)
      } catch (error) {
        if (!(error instanceof BadMessage)) throw error
        outcomes.refused++
        continue
      }
      outcomes.taken++
      // What is in a batch is looked at by who knows those before it.
      if (taken.kind === 'events') continue
      const strange = strangeness(taken)
      if (strange) throw new Error(`${strange} in message ${round}: ${JSON.stringify(taken)}`)
      expect(validateProgramMessage(taken), `message ${round}`).toEqual(taken)
    }
    // Both happen often, or the monkey is of no use.
    expect(outcomes.refused).toBeGreaterThan(ROUNDS / 10)
    expect(outcomes.taken).toBeGreaterThan(ROUNDS / 10)
  },
  LIMIT,
)

test(
  `a supervisor that hears ${ROUNDS} messages never fails, and never says more than it may`,
  () => {
    const monkey = new Monkey(11)
    let heard = 0
    while (heard < ROUNDS) {
      const limits = { ...DEFAULT_LIMITS, records: monkey.below(50), spans: monkey.below(20) }
      const toPage: RunMessage[] = []
      const columns = new EventColumns()
      const chatter = () => ({
        kind: 'events',
        batch: batchOf([log('on'), written('and on')], columns),
      })
      const timers = new Set<() => void>()
      let now = 0
      let ends = 0
      const supervisor = new Supervisor({
        toPage: (message) => toPage.push(message),
        toProgram: () => {},
        terminate: () => ends++,
        now: () => now,
        after: (_, callback) => {
          timers.add(callback)
          return () => timers.delete(callback)
        },
      })
      supervisor.fromProgram({ kind: 'ready' })
      supervisor.fromPage({
        kind: 'run',
        request: { code: '', seed: 1, clock: 'virtual', limits },
      })
      for (let count = 0; count < 60; count++, heard++) {
        // Most are right, so that the conversation goes on for a while.
        const said = monkey.below(2) === 0 ? chatter() : monkey.oneOf(CHATTER)
        supervisor.fromProgram(monkey.below(8) === 0 ? monkey.message() : said)
        now += monkey.below(40)
      }
      supervisor.fromPage({ kind: 'stop' })
      supervisor.fromProgram(monkey.message())
      const store = storeOf(toPage)
      expect([ends, toPage.filter(({ kind }) => kind === 'ended').length]).toEqual([1, 1])
      expect(toPage.at(-1)?.kind).toBe('ended')
      expect(store.lineCount).toBeLessThanOrEqual(limits.records)
      expect(store.spanCount).toBeLessThanOrEqual(limits.spans)
      expect(strangeness(store.events())).toBeUndefined()
      const notices = toPage.filter(({ kind }) => kind !== 'events')
      expect(notices.map((message) => strangeness(message)).filter(Boolean)).toEqual([])
    }
  },
  LIMIT,
)
