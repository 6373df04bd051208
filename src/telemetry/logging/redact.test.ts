import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { type Fields, type FieldValue, snapshotFields } from '../field.ts'
import { span } from '../lab-tracer.ts'
import type { LogRecord } from './log-record.ts'
import { MemorySink } from './log-sink.ts'
import { LoggerProvider } from './logger-provider.ts'
import { REDACTED, redact } from './redact.ts'
import { full } from './tracing-format.ts'

const recording = recordEachTest()

/** The record that comes through when these fields are written. */
function redacted(paths: readonly string[], fields: object, message = ''): LogRecord {
  const memory = new MemorySink()
  const provider = new LoggerProvider({ sinks: [redact(paths, memory.write)] })
  provider.logger('shop').info(message, fields)
  return memory.records[0] as LogRecord
}

const R = REDACTED

test.each<[path: string, before: object, after: object]>([
  ['password', { password: 'x', user: 'Ada' }, { password: R, user: 'Ada' }],
  ['password', { user: { password: 'x' } }, { user: { password: 'x' } }],
  [
    'user.password',
    { user: { password: 'x', name: 'Ada' } },
    { user: { password: R, name: 'Ada' } },
  ],
  ['user', { user: { password: 'x' } }, { user: R }],
  [
    '*.password',
    { a: { password: 1 }, b: { password: null }, c: 2 },
    { a: { password: R }, b: { password: R }, c: 2 },
  ],
  [
    'user.*.token',
    { user: { web: { token: 'x' }, app: { token: 'y' } } },
    { user: { web: { token: R }, app: { token: R } } },
  ],
  ['user.*', { user: { name: 'Ada', age: 36 } }, { user: { name: R, age: R } }],
  [
    'cards.*.number',
    { cards: [{ number: 1 }, { number: 2, name: 'Ada' }] },
    { cards: [{ number: R }, { number: R, name: 'Ada' }] },
  ],
  ['cards[*].number', { cards: [{ number: 1 }] }, { cards: [{ number: R }] }],
  ['cards[1]', { cards: ['a', 'b'] }, { cards: ['a', R] }],
  ['cards.1', { cards: ['a', 'b'] }, { cards: ['a', R] }],
  ['["a key"].b', { 'a key': { b: 1 } }, { 'a key': { b: R } }],
  ["a['b.c']", { a: { 'b.c': 1, b: { c: 2 } } }, { a: { 'b.c': R, b: { c: 2 } } }],
  ['http.header.cookie', { 'http.header.cookie': 'x' }, { 'http.header.cookie': R }],
  ['http.header.cookie', { 'http.header': { cookie: 'x' } }, { 'http.header': { cookie: R } }],
  ['http.header.cookie', { http: { 'header.cookie': 'x' } }, { http: { 'header.cookie': R } }],
  ['http', { https: 1, 'http.url': 2 }, { https: 1, 'http.url': 2 }],
  ['*', { a: 1, b: [2] }, { a: R, b: R }],
  ['a.b.c', { a: 1 }, { a: 1 }],
  ['error.message', { error: new Error('card 1234') }, { error: { type: 'Error', message: R } }],
])('%s makes of %j: %j', (path, before, after) => {
  expect(redacted([path], before).fields).toEqual(after)
})

test('several paths may meet in one object', () => {
  const fields = { user: { token: 1, password: 2, name: 'Ada' } }
  expect(redacted(['user.token', '*.password'], fields).fields).toEqual({
    user: { token: R, password: R, name: 'Ada' },
  })
})

test('the message no longer shows what was redacted', () => {
  const record = redacted(['card'], { card: '1234', total: 5 }, 'charged {card} with {total}')
  expect(record).toMatchObject({
    message: `charged ${R} with 5`,
    template: 'charged {card} with {total}',
  })
})

test('other sinks have the record as it was', () => {
  const memory = new MemorySink()
  const provider = new LoggerProvider({ sinks: [redact(['card'], () => {}), memory.write] })
  provider.logger('shop').info('{card}', { card: '1234' })
  expect(memory.records[0]).toMatchObject({ message: '1234', fields: { card: '1234' } })
})

test('all but the fields stays as it was', () => {
  const memory = new MemorySink()
  const both = [memory.write, redact(['card'], memory.write)]
  const log = new LoggerProvider({ sinks: both }).logger('shop')
  span('pay', () => log.warn('charged', { card: 1 }))
  const [before, after] = memory.records as [LogRecord, LogRecord]
  expect(JSON.parse(JSON.stringify(after))).toEqual({
    ...JSON.parse(JSON.stringify(before)),
    fields: { card: R },
  })
  expect(full(after)).toContain(' WARN pay: shop: charged card="[redacted]"')
})

test('a record that came from elsewhere keeps its trace', () => {
  const memory = new MemorySink()
  const record = { ...redacted([], { card: 1 }, 'x'), message: 'x', traceId: 'a1', spanId: 'b2' }
  redact(['card'], memory.write)(record)
  expect(memory.records[0]).toMatchObject({ traceId: 'a1', spanId: 'b2', fields: { card: R } })
})

test.each(['', '.', '['])('“%s” is reported as no path, and redacts nothing', (path) => {
  expect(redacted([path], { a: 1 }).fields).toEqual({ a: 1 })
  expect(recording.said()).toEqual([`notice: “${path}” is no path to a field; it redacts nothing.`])
})

test('a path may stand alone', () => {
  const memory = new MemorySink()
  redact('card', memory.write)(redacted([], { card: 1 }))
  expect(memory.records[0]?.fields).toEqual({ card: R })
})

describe('whatever the fields', () => {
  const anyFields = fc.dictionary(fc.string(), fc.jsonValue()).map(snapshotFields)

  test('what is redacted is gone, and the rest is as it was', () => {
    fc.assert(
      fc.property(anyFields, fc.jsonValue(), (others, secret) => {
        const fields: Fields = { ...others, card: { number: secret as FieldValue, name: 'Ada' } }
        expect(redacted(['card.number'], fields).fields).toEqual({
          ...fields,
          card: { number: R, name: 'Ada' },
        })
      }),
    )
  })

  test('a path that leads nowhere leaves the very same fields', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const memory = new MemorySink()
        const record = redacted([], fields)
        redact(['no.such.*.path', '*.nor.this'], memory.write)(record)
        expect(memory.records[0]).toBe(record)
      }),
    )
  })
})
