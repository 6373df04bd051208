import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { log, notice, span, written } from '../../tests/made-up-run.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { LINE_TYPES, type LineType } from '../trace-data/event-batch.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { fieldKey } from '../trace-data/field-key.ts'
import { PatternProblem } from '../trace-data/pattern-syntax.ts'
import { FilteredLines } from './filtered-lines.ts'
import { isFiltering, NO_FILTER, type RunFilter } from './run-filter.ts'
import { searchFor } from './run-search.ts'
import { BUCKETS } from './time-histogram.ts'

const store = ColumnStore.of([
  ...span('root', 0, 10),
  log('cart is full', 1, {
    target: 'shop::cart',
    span: 'root',
    fields: { order: 1042, vip: true },
  }),
  log('bank says no', 2, { service: 'bank', level: 'error', target: 'bank', fields: { order: 7 } }),
  written('hello', 3, 'warn'),
  notice('mind the gap', 4),
  log('bank says yes', 5, { service: 'bank', target: 'bank', fields: { order: '1042' } }),
])

const filtered = (of: ColumnStore, filter: RunFilter) =>
  new FilteredLines(of, filter, searchFor(of, filter))

const wordsOf = (line: Line) => (line.kind === 'console' ? line.text : line.message)
const words = (filter: RunFilter) =>
  Array.from(filtered(store, filter).finish().rows, (row) => wordsOf(store.line(row)))

describe('a run filter leaves of the lines', () => {
  test.each<[what: string, filter: RunFilter, left: string[]]>([
    [
      'all, if it asks for nothing',
      NO_FILTER,
      ['cart is full', 'bank says no', 'hello', 'mind the gap', 'bank says yes'],
    ],
    [
      'those of some levels',
      { levels: new Set<LineType>(['error', 'console.warn']) },
      ['bank says no', 'hello'],
    ],
    ['those of a service', { services: new Set(['bank']) }, ['bank says no', 'bank says yes']],
    ['those of a target', { targets: new Set(['shop::cart']) }, ['cart is full']],
    ['those in which words occur', { text: 'BANK says' }, ['bank says no', 'bank says yes']],
    [
      'those in which a pattern occurs',
      { text: '^bank.*(no|maybe)$', isPattern: true },
      ['bank says no'],
    ],
    [
      'those of a stretch of time, without its end',
      { from: 2_000, to: 5_000 },
      ['bank says no', 'hello', 'mind the gap'],
    ],
    ['those of a trace', { trace: 0 }, ['cart is full']],
    [
      'those with a value in a field, as a number or a text',
      { field: { name: 'order', value: '1042' } },
      ['cart is full', 'bank says yes'],
    ],
    [
      'those with a value that is neither',
      { field: { name: 'vip', value: 'true' } },
      ['cart is full'],
    ],
    [
      'those that pass all of it',
      { services: new Set(['bank']), text: 'says', from: 3_000 },
      ['bank says yes'],
    ],
    ['nothing, if nothing is like that', { field: { name: 'order', value: '10' } }, []],
  ])('%s', (_, filter, left) => {
    expect(words(filter)).toEqual(left)
  })
})

test('a pattern that is none is refused with a sentence', () => {
  const filter = { text: '(', isPattern: true }
  expect(() => filtered(store, filter)).toThrow(PatternProblem)
})

test('lines that come later are found, too, and each is looked at once', () => {
  const columns = new EventColumns()
  const growing = new ColumnStore()
  const lines = filtered(growing, { text: 'yes' })
  expect(lines.isDone).toBe(true)
  for (let round = 0; round < 50; round++) {
    columns.append(log(round % 5 === 0 ? 'yes' : 'no', round, { service: `s${round % 7}` }))
    growing.append(columns.take())
    expect(lines.isDone).toBe(false)
    lines.finish()
  }
  expect(lines.count).toBe(10)
  expect([...lines.rows]).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45])
  expect(lines.countBefore(11)).toBe(3)
})

test('it goes on in slices', () => {
  const events = Array.from({ length: 20_000 }, (_, at) => log('tick', at))
  const lines = filtered(ColumnStore.of(events), NO_FILTER)
  const slices = [...lines.run(0, () => 1)]
  expect(slices.length).toBeGreaterThan(3)
  expect(lines.count).toBe(20_000)
})

const choice = <T>(values: readonly T[]) =>
  fc.option(
    fc.subarray([...values], { minLength: 1 }).map((some) => new Set(some)),
    { nil: undefined },
  )

const filters = fc.record({
  levels: choice(LINE_TYPES),
  text: fc.constantFrom(undefined, '', 'a', '0'),
  from: fc.constantFrom(undefined, 0, 1e6),
  to: fc.constantFrom(undefined, 0, 2 ** 31),
  trace: fc.constantFrom(undefined, 0, 1),
})

const typeOf = (line: Line): LineType =>
  line.kind === 'log'
    ? line.level
    : line.kind === 'console'
      ? (`console.${line.method}` as LineType)
      : line.kind

test('filtering agrees with looking at each line, and counts with filtering', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEvent, { maxLength: 60 }), filters, (events, filter) => {
      const any = ColumnStore.of(events)
      const found = filtered(any, filter).finish()
      const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, trace } = filter
      const plain = Array.from({ length: any.lineCount }, (_, row) => row).filter((row) => {
        const line = any.line(row)
        const traceId = line.kind === 'log' ? line.traceId : undefined
        return (
          (!filter.levels || filter.levels.has(typeOf(line))) &&
          line.time >= from &&
          line.time < to &&
          (trace === undefined || (trace < any.traceCount && traceId === any.traceId(trace)))
        )
      })
      if (filter.text) expect(plain).toEqual(expect.arrayContaining([...found.rows]))
      else expect([...found.rows]).toEqual(plain)

      const { levels, services, targets } = found.facets()
      for (const [level, count] of levels) {
        const one = filtered(any, { ...filter, levels: new Set([level]) }).finish()
        expect(count).toBe(one.count)
      }
      for (const [service, count] of services) {
        const one = filtered(any, { ...filter, services: new Set([service]) }).finish()
        expect(count).toBe(one.count)
      }
      for (const [target, count] of targets) {
        const one = filtered(any, { ...filter, targets: new Set([target]) }).finish()
        expect(count).toBe(one.count)
      }
      const { from: _, to: __, ...anyTime } = filter
      const counted = Array.from({ length: BUCKETS }, (_, bucket) =>
        LINE_TYPES.reduce((sum, type) => sum + found.histogram.count(bucket, type), 0),
      ).reduce((sum, count) => sum + count, 0)
      expect(counted).toBe(filtered(any, anyTime).finish().count)
    }),
  )
})

test('a field is found by the key of its value, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEvent, { maxLength: 40 }), (events) => {
      const any = ColumnStore.of(events)
      for (let row = 0; row < any.lineCount; row++) {
        const line = any.line(row)
        if (line.kind !== 'log') continue
        for (const [name, value] of Object.entries(line.fields)) {
          const field = { name, value: fieldKey(value) }
          expect([...filtered(any, { field }).finish().rows]).toContain(row)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('an empty part of a filter leaves nothing out', () => {
  expect(isFiltering({ text: '', isPattern: false, levels: undefined })).toBe(false)
  expect(isFiltering({ from: 0 })).toBe(true)
})
