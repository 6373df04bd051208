import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { log, notice, spanEnd, spanStart, written } from '../../tests/made-up-run.ts'
import type { Fields, FieldValue } from '../telemetry/field.ts'
import { LEVELS } from '../telemetry/logging/level.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { SPAN_KINDS } from '../telemetry/tracing/span-record.ts'
import { strictParts } from './event-parts.ts'
import {
  MAX_EVENTS_PER_MESSAGE,
  MAX_FIELDS,
  MAX_ID,
  MAX_ITEMS,
  MAX_MESSAGE,
  MAX_NAME,
  MAX_NESTING,
  MAX_TEXT,
} from './limits.ts'
import { plainEvent } from './plain-event.ts'
import { NOTHING_DROPPED, PROGRAM_STOP_REASONS, type ProgramMessage } from './protocol.ts'
import { BadMessage, validateProgramMessage } from './validate-message.ts'
import { jsonOf } from './wire.ts'

/** What arrives when events are sent. */
function arrived(events: readonly unknown[]): TelemetryEvent[] {
  const json = JSON.stringify(events)
  const message = validateProgramMessage({ kind: 'events', json })
  return message.kind === 'events' ? [...message.events] : []
}

/** What becomes of a value on its way, as a field of a record. */
function fieldsArrived(fields: object): Fields {
  const [event] = arrived([log('', 0, { fields: fields as Fields })])
  return event?.kind === 'log' ? event.fields : {}
}

function isAccepted(event: object): boolean {
  try {
    return arrived([event]).length === 1
  } catch (error) {
    if (error instanceof BadMessage) return false
    throw error
  }
}

const expectRefused = (message: unknown) =>
  expect(() => validateProgramMessage(message)).toThrow(BadMessage)

const CONTEXT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }

/** One event of each kind, with all that it can have. */
const EVENTS: readonly TelemetryEvent[] = [
  log('order {order}', 1, { span: 'pay', fields: { order: 1042, items: ['cup', { n: null }] } }),
  spanStart('pay', 1, {
    parent: 'checkout',
    attributes: { order: 1042 },
    links: [
      { context: { ...CONTEXT, traceState: 'v=1', isRemote: true }, attributes: { why: 'retry' } },
    ],
  }),
  { kind: 'attribute', spanId: 'pay', name: 'order', value: { id: [1042, true, null] } },
  { kind: 'span-event', spanId: 'pay', name: 'called', time: 2, attributes: { attempt: 1 } },
  { kind: 'link', spanId: 'pay', link: { context: CONTEXT, attributes: {} } },
  { kind: 'status', spanId: 'pay', status: { code: 'error', message: 'no answer' } },
  { kind: 'rename', spanId: 'pay', name: 'charge' },
  {
    kind: 'span-end',
    spanId: 'pay',
    time: 3000,
    dropped: { attributes: 2, events: 1, links: 0 },
  },
  {
    ...written('paid 65', 3),
    depth: 2,
    snapshot: JSON.stringify({ parts: ['paid ', 65], objects: [] }),
  } as TelemetryEvent,
  notice('end() was called twice', 3),
]

const MESSAGES: readonly ProgramMessage[] = [
  { kind: 'ready' },
  { kind: 'dropped', dropped: { records: 1, spans: 2, changes: 3, refused: 4, cut: 5 } },
  { kind: 'busy', site: 7 },
  { kind: 'busy' },
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
  { kind: 'ended', outcome: { kind: 'stuck', sites: [3, 4] }, dropped: NOTHING_DROPPED, time: 5 },
  ...PROGRAM_STOP_REASONS.map(
    (reason) =>
      ({
        kind: 'ended',
        outcome: { kind: 'stopped', reason },
        dropped: NOTHING_DROPPED,
        time: 5,
      }) as const,
  ),
]

describe('what an honest program says arrives as it was said:', () => {
  test.each(EVENTS)('an event $kind', (event) => {
    expect(arrived([event])).toEqual([event])
  })

  test('messages, and all the ways in which a program ends', () => {
    for (const message of MESSAGES) expect(validateProgramMessage(message)).toEqual(message)
  })

  test('any events whatever', () => {
    const name = fc.string({ maxLength: MAX_NAME })
    const text = fc.string()
    const whole = fc.maxSafeInteger()
    const { value } = fc.letrec<{ value: FieldValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: MAX_NESTING - 2 },
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(name, tie('value')),
      ),
    }))
    const fields = fc.dictionary(name, value)
    const change = { spanId: name }
    const context = fc.record({ traceId: name, spanId: name, traceFlags: whole })
    const link = fc.record({ context, attributes: fields })
    const kind = <K extends string>(word: K) => fc.constant(word)
    const event = fc.oneof(
      fc.record({
        kind: kind('log'),
        time: whole,
        level: fc.constantFrom(...LEVELS),
        target: name,
        message: text,
        template: text,
        fields,
        service: name,
        site: whole,
      }),
      fc.record({
        kind: kind('span-start'),
        traceId: name,
        spanId: name,
        parentSpanId: name,
        isParentRemote: fc.boolean(),
        traceFlags: fc.integer({ min: 0, max: 255 }),
        traceState: text,
        name,
        spanKind: fc.constantFrom(...SPAN_KINDS),
        service: name,
        scope: fc.record({ name, version: name }),
        time: whole,
        attributes: fields,
        links: fc.array(link),
        site: whole,
      }),
      fc.record({ kind: kind('attribute'), ...change, name, value }),
      fc.record({ kind: kind('span-event'), ...change, name, time: whole, attributes: fields }),
      fc.record({ kind: kind('link'), ...change, link }),
      fc.record({ kind: kind('rename'), ...change, name }),
      fc.record({ kind: kind('span-end'), ...change, time: whole }),
      fc.record({ kind: kind('diagnostic'), time: whole, message: text, site: whole }),
    )
    fc.assert(
      fc.property(fc.array(event), (events) => {
        expect(arrived(events)).toEqual(events)
      }),
    )
  })
})

describe('an event is refused', () => {
  const optional: Readonly<Record<string, readonly string[]>> = {
    log: ['traceId', 'spanId'],
    'span-start': ['parentSpanId', 'isParentRemote'],
    'span-end': ['dropped'],
    console: ['depth', 'snapshot'],
  }

  /** The members of an event whose absence is not noticed. */
  const mayBeAbsent = (event: TelemetryEvent) =>
    Object.keys(event).filter((name) => isAccepted({ ...event, [name]: undefined }))

  /** Of every type, values that are not of it. */
  const wrongFor = (value: unknown): unknown[] => {
    if (typeof value === 'number') return ['1', 1.5, 2 ** 53, null]
    if (typeof value === 'string') return [1, null, ['x'], {}]
    return ['x', 1, null]
  }

  /** The members of an event whose wrong type is not noticed. */
  const mayBeWrong = (event: TelemetryEvent) =>
    Object.entries(event)
      .filter(([name, value]) =>
        wrongFor(value).some((wrong) => isAccepted({ ...event, [name]: wrong })),
      )
      .map(([name]) => name)

  test.each(EVENTS)(
    '$kind without any of its members, but for those that are optional',
    (event) => {
      expect(mayBeAbsent(event)).toEqual(optional[event.kind] ?? [])
    },
  )

  test.each(EVENTS)('$kind with any of its members of the wrong type', (event) => {
    expect(mayBeWrong(event)).toEqual(event.kind === 'attribute' ? ['value'] : [])
  })

  test.each<[what: string, wrong: object]>([
    ['an unknown kind', { kind: 'explosion' }],
    ['an unknown level', log('x', 0, { level: 'verbose' as never })],
    ['an unknown kind of span', spanStart('x', 0, { spanKind: 'SERVER' as never })],
    ['an unknown status', { kind: 'status', spanId: 'x', status: { code: 'fine' } }],
    ['an unknown console method', { ...written('x'), method: 'toString' }],
    ['a depth below nothing', { ...written('x'), depth: -1 }],
    ['values that are no text', { ...written('x'), snapshot: { parts: [], objects: [] } }],
    ['values that are no JSON', { ...written('x'), snapshot: '{' }],
    ['values that are no snapshot', { ...written('x'), snapshot: '{"parts":"x"}' }],
    ['values without end', { ...written('x'), snapshot: `{"parts":[${'1,'.repeat(300_000)}1]}` }],
    [
      'too many links',
      spanStart('x', 0, {
        links: Array(MAX_FIELDS + 1).fill({ context: CONTEXT, attributes: {} }),
      }),
    ],
    ['a link to nothing', { kind: 'link', spanId: 'x', link: { attributes: {} } }],
  ])('with %s', (_, event) => {
    expectRefused({ kind: 'events', json: JSON.stringify([event]) })
  })
})

describe('a message is refused', () => {
  const ended = (outcome: unknown) => ({
    kind: 'ended',
    outcome,
    dropped: NOTHING_DROPPED,
    time: 5,
  })
  const error = { name: 'Error', message: 'no', frames: [], awaits: [] }

  test.each<[what: string, message: unknown]>([
    ['that is nothing', undefined],
    ['that is a text', 'ready'],
    ['that is a list', [{ kind: 'ready' }]],
    ['of no kind', {}],
    ['of an unknown kind', { kind: 'hello' }],
    ['of a kind that everything inherits', { kind: 'toString' }],
    ['with events that are no text', { kind: 'events', json: [] }],
    ['with events that are no JSON', { kind: 'events', json: '[{]' }],
    ['with one event that is no list', { kind: 'events', json: '{}' }],
    ['with an event that is a list', { kind: 'events', json: '[[]]' }],
    [
      'with too many events',
      {
        kind: 'events',
        json: JSON.stringify(Array(MAX_EVENTS_PER_MESSAGE + 1).fill(spanEnd('x', 1))),
      },
    ],
    ['that is too long', { kind: 'events', json: ' '.repeat(MAX_MESSAGE + 1) }],
    ['that is nested a million deep', { kind: 'events', json: '['.repeat(1_000_000) }],
    ['with a busy place that is no number', { kind: 'busy', site: '7' }],
    [
      'with a count that is no number',
      { kind: 'dropped', dropped: { ...NOTHING_DROPPED, spans: '1' } },
    ],
    [
      'with a count of less than nothing',
      { kind: 'dropped', dropped: { ...NOTHING_DROPPED, cut: -1 } },
    ],
    ['without counts', { kind: 'dropped' }],
    ['with a pause that is neither yes nor no', { kind: 'clock', time: 1, isPaused: 1 }],
    ['that ended in no known way', ended({ kind: 'exploded' })],
    ['that ended for no known reason', ended({ kind: 'stopped', reason: 'bored' })],
    ['that ended in no way', ended(undefined)],
    ['that failed without an error', ended({ kind: 'failed' })],
    [
      'that failed with a name that is no text',
      ended({ kind: 'failed', error: { ...error, name: 1 } }),
    ],
    [
      'that failed at too many places',
      ended({
        kind: 'failed',
        error: { ...error, frames: Array(MAX_ITEMS + 1).fill({ line: 1, column: 1 }) },
      }),
    ],
    [
      'that failed at a place without a line',
      ended({ kind: 'failed', error: { ...error, frames: [{ column: 1 }] } }),
    ],
    [
      'that failed after awaits that are no numbers',
      ended({ kind: 'failed', error: { ...error, awaits: ['1'] } }),
    ],
    ['that is stuck nowhere', ended({ kind: 'stuck' })],
    [
      'that is stuck at too many places',
      ended({ kind: 'stuck', sites: Array(MAX_ITEMS + 1).fill(1) }),
    ],
    ['that is stuck at places with gaps', ended({ kind: 'stuck', sites: Array(2) })],
    [
      'that failed with a message that is too long',
      ended({ kind: 'failed', error: { ...error, message: 'x'.repeat(MAX_TEXT + 1) } }),
    ],
    ['that ended at no time', { ...ended({ kind: 'done' }), time: Number.NaN }],
  ])('%s', (_, message) => {
    expectRefused(message)
  })
})

describe('an event is refused that is larger than the lab would send it:', () => {
  const nested = (depth: number): FieldValue => (depth === 0 ? 1 : [nested(depth - 1)])
  const members = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, index]))
  const withFields = (fields: Fields) => log('', 0, { fields })

  test.each<[what: string, largest: TelemetryEvent, tooLarge: TelemetryEvent]>([
    ['a text', written('x'.repeat(MAX_TEXT)), written('x'.repeat(MAX_TEXT + 1))],
    ['a name', spanStart('x'.repeat(MAX_NAME)), spanStart('x'.repeat(MAX_NAME + 1))],
    ['an id', spanEnd('x'.repeat(MAX_ID), 1), spanEnd('x'.repeat(MAX_ID + 1), 1)],
    [
      'a value',
      withFields({ a: 'x'.repeat(MAX_TEXT) }),
      withFields({ a: ['x'.repeat(MAX_TEXT + 1)] }),
    ],
    [
      'the name of a field',
      withFields({ ['x'.repeat(MAX_NAME)]: 1 }),
      withFields({ ['x'.repeat(MAX_NAME + 1)]: 1 }),
    ],
    // One more than the limit, for the note of what is missing.
    ['all fields', withFields(members(MAX_FIELDS + 1)), withFields(members(MAX_FIELDS + 2))],
    [
      'an object',
      withFields({ a: members(MAX_ITEMS + 1) }),
      withFields({ a: members(MAX_ITEMS + 2) }),
    ],
    [
      'a list',
      withFields({ a: Array(MAX_ITEMS + 1).fill(1) }),
      withFields({ a: Array(MAX_ITEMS + 2).fill(1) }),
    ],
    [
      'the nesting',
      withFields({ a: nested(MAX_NESTING) }),
      withFields({ a: nested(MAX_NESTING + 1) }),
    ],
  ])('%s', (_, largest, tooLarge) => {
    expect(arrived([largest])).toEqual([largest])
    expectRefused({ kind: 'events', json: JSON.stringify([tooLarge]) })
  })

  test('a number that JSON can write and JavaScript cannot hold', () => {
    const json = JSON.stringify([withFields({ a: 0 })]).replace('"a":0', '"a":1e999')
    expectRefused({ kind: 'events', json })
  })
})

describe('names that mean something to JavaScript are names like any other:', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s', (name) => {
    const fields = fieldsArrived(JSON.parse(`{"${name}":{"${name}":1}}`))
    expect(JSON.stringify(fields)).toBe(`{"${name}":{"${name}":1}}`)
  })
})

test('what nobody knows is not passed on', () => {
  const message = validateProgramMessage({ kind: 'busy', site: 7, more: 'x' })
  expect(message).toEqual({ kind: 'busy', site: 7 })
  expect(arrived([{ ...spanEnd('x', 1), more: 'x' }])).toEqual([spanEnd('x', 1)])
})

test('what has been validated is valid, and stays as it is', () => {
  for (const event of EVENTS) {
    const once = plainEvent(event, strictParts)
    expect(plainEvent(JSON.parse(jsonOf(once)), strictParts)).toEqual(once)
  }
})

describe('nothing but a refusal is ever thrown', () => {
  const tryTo = (message: unknown) => {
    try {
      validateProgramMessage(message)
    } catch (error) {
      expect(error).toBeInstanceOf(BadMessage)
    }
  }

  test('for anything', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), tryTo))
  })

  test('for any JSON', () => {
    fc.assert(fc.property(fc.json(), (json) => tryTo({ kind: 'events', json })))
  })

  test('for a good message with anything in one place', () => {
    const place = fc
      .constantFrom(...EVENTS)
      .chain((event) =>
        fc.tuple(fc.constant(event), fc.constantFrom(...Object.keys(event)), fc.jsonValue()),
      )
    fc.assert(
      fc.property(place, ([event, name, value]) =>
        tryTo({ kind: 'events', json: JSON.stringify([{ ...event, [name]: value }]) }),
      ),
    )
    const ending = fc.constantFrom(...MESSAGES)
    fc.assert(
      fc.property(ending, fc.string(), fc.anything(), (message, name, value) => {
        tryTo({ ...message, [name]: value })
        tryTo({ ...message, outcome: value })
        if ('outcome' in message)
          tryTo({ ...message, outcome: { ...message.outcome, error: value } })
      }),
    )
  })
})
