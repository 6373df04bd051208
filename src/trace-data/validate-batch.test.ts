import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { failed, log, notice, span, spanEnd, spanStart, written } from '../../tests/made-up-run.ts'
import type { Fields } from '../telemetry/field.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { BadBatch } from './bad-batch.ts'
import { ColumnStore } from './column-store.ts'
import {
  BATCH_TABLES,
  type BatchColumns,
  type BatchTable,
  columnsOf,
  countsIn,
  type EventBatch,
  LINE_TYPES,
} from './event-batch.ts'
import { EventColumns } from './event-columns.ts'
import { type BatchLimits, BatchValidator } from './validate-batch.ts'

const LIMITS: BatchLimits = {
  bytes: 100_000,
  events: 1000,
  batchText: 20_000,
  runText: 30_000,
  text: 4096,
  name: 128,
  id: 64,
  json: 10_000,
  fields: 64,
  links: 4,
  items: 8,
  nesting: 6,
  snapshot: 100,
  isSnapshot: (value) => Array.isArray(value),
}

/** How long the random tests go on: as long as this many times the usual. */
const FUZZ = Number(process.env.FUZZ ?? 1)

const CONTEXT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }

/** Something of everything. */
const EVENTS: readonly TelemetryEvent[] = [
  log('order {order}', 1, { span: 'pay', fields: { order: 1042, half: 0.5, list: ['cup', 1] } }),
  spanStart('pay', 1, {
    spanId: '00f067aa0ba902b7',
    parent: 'checkout',
    attributes: { order: 1042, paid: true, none: null },
    links: [{ context: { ...CONTEXT, traceState: 'v=1' }, attributes: { why: 'retry' } }],
  }),
  { kind: 'attribute', spanId: '00f067aa0ba902b7', name: 'order', value: 2 ** 40 },
  { kind: 'span-event', spanId: 'pay', name: 'called', time: 2, attributes: { attempt: 1 } },
  { kind: 'link', spanId: 'pay', link: { context: CONTEXT, attributes: {} } },
  failed('pay', 'no answer'),
  { kind: 'rename', spanId: 'pay', name: 'charge' },
  spanEnd('pay', 3),
  { ...spanEnd('pay', 4), dropped: { attributes: 1, events: 0, links: 2 } } as TelemetryEvent,
  written('words', 5),
  written('words', 5, { depth: 2, snapshot: '[1]' }),
  notice('oh', 6),
]

function batchOf(events: readonly TelemetryEvent[], columns = new EventColumns()): EventBatch {
  for (const event of events) columns.append(event)
  return columns.take()
}

function validate(message: unknown, limits: Partial<BatchLimits> = {}) {
  return new BatchValidator({ ...LIMITS, ...limits }).validate(message)
}

const expectRefused = (message: unknown, limits: Partial<BatchLimits> = {}) =>
  expect(() => validate(message, limits)).toThrow(BadBatch)

/** A batch of {@link EVENTS} in which something was changed. */
function changed(change: (columns: BatchColumns) => void): EventBatch {
  const batch = batchOf(EVENTS)
  change(columnsOf(batch.bytes, countsIn(batch.bytes)))
  return batch
}

describe('an honest batch', () => {
  test('is good, and handed on as it is', () => {
    const batch = batchOf(EVENTS)
    const valid = validate({ ...batch, secret: 'left behind' })
    expect(valid.batch).toEqual(batch)
    expect(valid.batch.bytes).toBe(batch.bytes)
    expect(valid.counts).toMatchObject({ events: 12, lines: 4, spans: 1, ends: 2, changes: 5 })
    expect(valid.lastTime).toBe(6000)
  })

  test('is good, whatever is in it', () => {
    const limits = {
      ...LIMITS,
      runText: 1e9,
      batchText: 1e9,
      snapshot: 1e9,
      isSnapshot: () => true,
    }
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { minLength: 1, maxLength: 30 }), (events) => {
        const [columns, validator] = [new EventColumns(), new BatchValidator(limits)]
        for (const half of [events.slice(0, 7), events.slice(7)]) {
          if (half.length > 0) validator.validate(batchOf(half, columns))
        }
      }),
    )
  })

  test('may refer to what earlier ones said', () => {
    const [columns, validator] = [new EventColumns(), new BatchValidator(LIMITS)]
    validator.validate(batchOf(EVENTS, columns))
    const second = batchOf(EVENTS, columns)
    expect(countsIn(second.bytes)).toMatchObject({ traces: 0, spanOrigins: 0, lineOrigins: 0 })
    validator.validate(second)
    expectRefused(second)
  })

  test('tells the last moment that it names', () => {
    const time = (...events: readonly TelemetryEvent[]) => validate(batchOf(events)).lastTime
    expect(time(log('x', 9), spanStart('a', 3))).toBe(3000)
    expect(time(...span('a', 1, 2), failed('a'))).toBe(2000)
    expect(time(failed('a'))).toBeUndefined()
    expect(time({ kind: 'span-event', spanId: 'a', name: 'e', time: 7, attributes: {} })).toBe(7)
  })
})

describe('refused is a message', () => {
  const good = batchOf(EVENTS)
  test.each<[what: string, message: unknown]>([
    ['that is nothing', undefined],
    ['that is null', null],
    ['that is a text', 'ready'],
    ['without a buffer', { text: '' }],
    ['without a text', { bytes: good.bytes }],
    ['with a view instead of a buffer', { ...good, bytes: new Uint8Array(good.bytes) }],
    ['with a text that is none', { ...good, text: [good.text] }],
    ['with a buffer that is empty', { ...good, bytes: new ArrayBuffer(0) }],
    ['with a buffer that is too short', { ...good, bytes: good.bytes.slice(0, -8) }],
    [
      'with a buffer that is too long',
      { ...good, bytes: new ArrayBuffer(good.bytes.byteLength + 8) },
    ],
    ['with a text that is too short', { ...good, text: good.text.slice(1) }],
    ['with a text that is too long', { ...good, text: `${good.text}x` }],
    ['without events', batchOf([])],
  ])('%s', (_, message) => {
    expectRefused(message)
  })

  test('whose buffer others can write to', () => {
    const shared = new SharedArrayBuffer(good.bytes.byteLength)
    new Uint8Array(shared).set(new Uint8Array(good.bytes))
    expectRefused({ ...good, bytes: shared })
  })

  test('whose buffer can be resized', () => {
    const { byteLength } = good.bytes
    const bytes = new ArrayBuffer(byteLength, { maxByteLength: byteLength * 2 })
    new Uint8Array(bytes).set(new Uint8Array(good.bytes))
    expectRefused({ ...good, bytes })
  })

  test('whose buffer was given away', () => {
    const { bytes, text } = batchOf(EVENTS)
    structuredClone(bytes, { transfer: [bytes] })
    expectRefused({ bytes, text })
  })
})

describe('refused is a batch', () => {
  /** Every column, and a number that is none in it. */
  const beyond: { readonly [Name in BatchTable]: Readonly<Record<string, readonly number[]>> } = {
    events: { kind: [0, 9, 255] },
    texts: { length: [2 ** 32 - 1, 0], form: [3] },
    traces: { form: [0, 3, 2] },
    lineOrigins: {
      site: [0.5, Number.NaN, 2 ** 53],
      flags: [0.5, 2 ** 53],
      depth: [0.5, -1, 2 ** 53, 1],
      target: [9999],
      service: [9999],
      type: [LINE_TYPES.length],
    },
    spanOrigins: {
      site: [0.5, Number.NaN],
      flags: [0.5, Number.NaN],
      service: [9999],
      scopeName: [9999],
      scopeVersion: [9999],
      traceState: [9999],
      kind: [5],
      hasRemoteParent: [3],
    },
    lines: {
      time: [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53],
      origin: [9999],
      message: [9999],
      more: [9999],
      trace: [9999],
      spanHigh: [1],
      spanLow: [9999],
      fields: [0, 65, 2 ** 32 - 1],
      spanForm: [0, 3],
    },
    spans: {
      time: [0.5, Number.NaN],
      origin: [1],
      name: [9999],
      trace: [9999],
      parentHigh: [1],
      parentLow: [9999],
      fields: [0, 65],
      links: [0, 2, 5],
      form: [0, 2, 3],
      parentForm: [0, 3],
    },
    ends: { time: [0.5], high: [1], low: [9999], form: [0, 3], hasDropped: [1, 2] },
    dropped: { attributes: [0.5], events: [Number.NaN], links: [2 ** 53] },
    changes: { text: [1], fields: [0, 2], form: [0, 3], status: [1] },
    moments: { time: [0.5] },
    links: {
      flags: [0.5],
      trace: [9999],
      traceState: [9999],
      fields: [0, 65],
      form: [0, 3],
      isRemote: [3],
    },
    fields: { name: [9999], type: [7] },
    numbers: { value: [Number.NaN, Number.NEGATIVE_INFINITY] },
  }
  const cases = Object.entries(beyond).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, numbers]) =>
      numbers.map((number) => [table as BatchTable, column, number] as const),
    ),
  )

  test.each(cases)('of whose %s the %s is %d', (table, column, number) => {
    const batch = changed((columns) => {
      ;(columns[table] as Record<string, Float64Array>)[column]?.fill(number, 0, 1)
    })
    expectRefused(batch)
  })

  test.each(BATCH_TABLES)('that says it has another number of %s', (table) => {
    for (const number of [0, 1, 7, 2 ** 28, 2 ** 32 - 1]) {
      const batch = batchOf(EVENTS)
      const header = new Uint32Array(batch.bytes, 0, BATCH_TABLES.length)
      const index = BATCH_TABLES.indexOf(table)
      if (header[index] === number) continue
      header[index] = number
      expectRefused(batch)
    }
  })

  test.each<[what: string, event: TelemetryEvent]>([
    ['a message that is too long', log('x'.repeat(4097))],
    ['a name that is too long', spanStart('x'.repeat(129), 0, { spanId: 'a' })],
    ['an id that is too long', spanStart('x', 0, { spanId: 'a'.repeat(65) })],
    ['the id of a trace that is too long', spanStart('x', 0, { traceId: 'a'.repeat(65) })],
    ['the name of a field that is too long', log('x', 0, { fields: { ['n'.repeat(129)]: 1 } })],
    ['a value that is too long', log('x', 0, { fields: { n: 'v'.repeat(4097) } })],
    ['a list that is too long', log('x', 0, { fields: { n: Array(9).fill(0) } })],
    ['a nested name that is too long', log('x', 0, { fields: { n: { ['m'.repeat(129)]: 1 } } })],
    ['a nested text that is too long', log('x', 0, { fields: { n: ['v'.repeat(4097)] } })],
    ['too much nested text', log('x', 0, { fields: { n: Array(8).fill('v'.repeat(2000)) } })],
    ['a value that is nested too deep', log('x', 0, { fields: { n: [[[[[[[1]]]]]]] } })],
    ['a number that is none', log('x', 0, { fields: { n: Number.NaN } })],
    ['too many fields', log('x', 0, { fields: manyFields(65) })],
    ['too many links', spanStart('x', 0, { links: Array(5).fill(linkTo()) })],
    ['values of a console line that are none', written('x', 0, { snapshot: '{}' })],
    ['values of a console line that are no JSON', written('x', 0, { snapshot: '[1' })],
    ['too many values of a console line', written('x', 0, { snapshot: `[${' '.repeat(99)}]` })],
    ['a negative depth', written('x', 0, { depth: -1 })],
    ['a depth that is not whole', written('x', 0, { depth: 0.5 })],
    ['a time that is not whole', log('x', 0.0005)],
    ['flags that are not whole', spanStart('x', 0, { traceFlags: 0.5 })],
  ])('with %s', (_, event) => {
    expectRefused(batchOf([event]))
  })

  function manyFields(count: number): Fields {
    return Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, at]))
  }

  function linkTo() {
    return { context: CONTEXT, attributes: {} }
  }

  test('with more events, or more text, than a batch may have', () => {
    expectRefused(batchOf(EVENTS), { events: EVENTS.length - 1 })
    expectRefused(batchOf(EVENTS), { batchText: 40 })
    const [columns, validator] = [new EventColumns(), new BatchValidator(LIMITS)]
    const long = (letter: string) =>
      batchOf(
        [1, 2, 3, 4].map((at) => log(letter.repeat(4000) + at)),
        columns,
      )
    validator.validate(long('a'))
    expect(() => validator.validate(long('b'))).toThrow(BadBatch)
  })

  test.each([
    ['{"a":', 'that is none'],
    ['1', 'of a number'],
    ['"x"', 'of a text'],
    ['[1e999]', 'of a number that is none'],
    ['['.repeat(9000), 'without an end'],
    ['['.repeat(4900) + ']'.repeat(4900), 'without a bottom'],
  ])('with JSON %#: %s', (json) => {
    const batch = batchOf([log('x', 0, { fields: { n: ['#'] } })])
    const columns = columnsOf(batch.bytes, countsIn(batch.bytes))
    const index = columns.texts.form.indexOf(1)
    const text = batch.text.replace('["#"]', json)
    columns.texts.length[index] = json.length
    expectRefused({ bytes: batch.bytes, text })
  })

  test('that takes words for JSON, or JSON for words', () => {
    const events = [log('["#"]', 0, { template: 'x', fields: { n: ['#'] } })]
    const batch = batchOf(events)
    const { lines, fields, texts } = columnsOf(batch.bytes, countsIn(batch.bytes))
    const [words, json] = [lines.message[0] as number, texts.form.indexOf(1)]
    validate(batch)
    lines.message[0] = json
    expectRefused(batch)
    lines.message[0] = words
    fields.value[0] = words
    expectRefused(batch)
  })
})

describe('in batches of chance', () => {
  const seed = 20261109

  test('either something is refused, or all of it can be read', { timeout: 20_000 * FUZZ }, () => {
    const change = fc.record({
      at: fc.nat(),
      how: fc.oneof(
        fc.record({ byte: fc.integer({ min: 0, max: 255 }) }),
        fc.record({ word: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.nat(2 ** 31)) }),
      ),
    })
    const mutated = fc.record({
      events: fc.array(arbitraryEvent, { minLength: 1, maxLength: 12 }),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    })
    let accepted = 0
    fc.assert(
      fc.property(mutated, ({ events, changes }) => {
        const batch = batchOf(events)
        for (const { at, how } of changes) {
          const bytes = new Uint8Array(batch.bytes)
          const words = new Uint32Array(batch.bytes)
          if ('byte' in how) bytes[at % bytes.length] = how.byte
          else words[at % words.length] = how.word
        }
        if (!isAccepted(batch)) return
        accepted++
        const store = new ColumnStore()
        store.append(batch)
        expect(store.events()).toHaveLength(events.length)
        for (let row = 0; row < store.spanCount; row++) store.spanRecord(row)
        expect(() => validate(batchOf(store.events()), EASY)).not.toThrow()
      }),
      { seed, numRuns: 2000 * FUZZ },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  test('noise is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (noise, text) => {
        expect(isAccepted({ bytes: noise.slice().buffer, text })).toBe(false)
      }),
      { seed, numRuns: 1000 * FUZZ },
    )
  })

  /** What is decoded and encoded again may be longer: characters can fall into two. */
  const EASY = { batchText: 1e6, runText: 1e6, json: 1e6 }

  function isAccepted(batch: EventBatch): boolean {
    try {
      validate(batch)
      return true
    } catch (error) {
      if (error instanceof BadBatch) return false
      throw error
    }
  }
})
