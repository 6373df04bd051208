import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { log, notice, written } from '../../tests/made-up-run.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from './column-store.ts'
import type { LineType } from './event-batch.ts'
import { countLines, filterLines, type LineFilter, lineHistogram } from './line-filter.ts'

const store = ColumnStore.of([
  log('a', 1, { service: 'shop', target: 'shop::cart' }),
  log('b', 2, { service: 'bank', level: 'error', target: 'bank' }),
  written('c', 3, 'warn'),
  notice('d', 4),
  log('e', 5, { service: 'bank', target: 'bank' }),
])
const words = (filter: LineFilter) =>
  Array.from(filterLines(store.rows, filter), (row) => {
    const line = store.line(row)
    return line.kind === 'console' ? line.text : line.message
  }).join('')

describe('a filter of lines', () => {
  test.each<[what: string, filter: LineFilter, left: string]>([
    ['nothing', {}, 'abcde'],
    ['types', { types: new Set<LineType>(['error', 'console.warn', 'diagnostic']) }, 'bcd'],
    ['services', { services: new Set(['bank']) }, 'be'],
    ['targets', { targets: new Set(['shop::cart']) }, 'a'],
    ['a service and a type', { services: new Set(['bank']), types: new Set(['info']) }, 'e'],
    ['no service that is here', { services: new Set(['']) }, ''],
    ['time, without its end', { from: 2_000, to: 5_000 }, 'bcd'],
    ['what was found', { has: (row) => row % 2 === 0 }, 'ace'],
  ])('asks for %s', (_, filter, left) => {
    expect(words(filter)).toBe(left)
  })
})

test('lines are counted by type, service and target', () => {
  const { types, services, targets } = countLines(store.rows)
  expect(Object.fromEntries(types)).toEqual({ info: 2, error: 1, 'console.warn': 1, diagnostic: 1 })
  expect(Object.fromEntries(services)).toEqual({ shop: 1, bank: 2 })
  expect(Object.fromEntries(targets)).toEqual({ 'shop::cart': 1, bank: 2 })
})

const typeOf = (line: Line): LineType =>
  line.kind === 'log' ? line.level : line.kind === 'console' ? `console.${line.method}` : line.kind

test('counts are those of the lines, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEvent, { maxLength: 40 }), (events) => {
      const any = ColumnStore.of(events)
      const lines = Array.from({ length: any.lineCount }, (_, row) => any.line(row))
      const { types } = countLines(any.rows)
      for (const type of new Set(lines.map(typeOf))) {
        const rows = filterLines(any.rows, { types: new Set([type]) })
        expect(rows).toHaveLength(lines.filter((line) => typeOf(line) === type).length)
        expect(types.get(type)).toBe(rows.length)
      }
      const { services } = countLines(any.rows)
      for (const service of services.keys()) {
        const rows = filterLines(any.rows, { services: new Set([service]) })
        expect(rows).toHaveLength(services.get(service) as number)
      }
    }),
  )
})

describe('a histogram of lines', () => {
  const counts = (type: LineType, rows?: Uint32Array) => {
    const histogram = lineHistogram(store.rows, 1_000, 5_000, 4, rows)
    return Array.from({ length: 4 }, (_, bucket) => histogram.count(bucket, type))
  }

  test('counts by time and type; the last moment is in the last stretch', () => {
    expect(counts('info')).toEqual([1, 0, 0, 1])
    expect(counts('error')).toEqual([0, 1, 0, 0])
    expect(counts('diagnostic')).toEqual([0, 0, 0, 1])
  })

  test('can count some of the lines', () => {
    expect(counts('info', filterLines(store.rows, { services: new Set(['bank']) }))).toEqual([
      0, 0, 0, 1,
    ])
  })

  test('of one moment has everything in its first stretch', () => {
    const histogram = lineHistogram(store.rows, 2_000, 2_000, 4)
    expect(histogram.count(0, 'error')).toBe(1)
  })

  test('leaves out what lies outside', () => {
    const histogram = lineHistogram(store.rows, 4_000, 4_500, 2)
    expect([histogram.count(0, 'diagnostic'), histogram.count(1, 'info')]).toEqual([1, 0])
  })
})
