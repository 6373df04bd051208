import { describe, expect, test } from 'vitest'
import { failed, log, span, spanStart, written } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from './column-store.ts'
import { EventColumns } from './event-columns.ts'
import { regularPattern, wordsPattern } from './text-pattern.ts'
import { TextSearch } from './text-search.ts'

/** Searches to the end. */
function finish(search: TextSearch): void {
  for (const _ of search.run(1, () => 0));
}

/** What is found: names of spans, and numbers of lines. */
function found(words: string, ...events: readonly (TelemetryEvent | readonly TelemetryEvent[])[]) {
  const store = ColumnStore.of(events.flat())
  const search = new TextSearch(store.rows, wordsPattern(words))
  finish(search)
  return foundIn(store, search)
}

function foundIn(store: ColumnStore, search: TextSearch): (string | number)[] {
  const rows = (count: number) => Array.from({ length: count }, (_, row) => row)
  return [
    ...rows(store.lineCount).filter((row) => search.hasLine(row)),
    ...rows(store.spanCount)
      .filter((row) => search.hasSpan(row))
      .map((row) => store.spanRecord(row).name),
  ]
}

describe('a search finds', () => {
  test.each<
    [what: string, words: string, event: TelemetryEvent | TelemetryEvent[], where: string | number]
  >([
    ['the message of a line', 'paid', log('order paid'), 0],
    ['what the console wrote', 'hello', written('Hello you'), 0],
    ['a target', '::cart', log('x', 0, { target: 'shop::cart' }), 0],
    ['the service of a line', 'bank', log('x', 0, { service: 'bank' }), 0],
    ['the name of a field', 'customer', log('x', 0, { fields: { customer: 1 } }), 0],
    ['a text in a field', 'ada', log('x', 0, { fields: { customer: 'Ada' } }), 0],
    ['a number in a field', '1042', log('x', 0, { fields: { order: 1042 } }), 0],
    ['a fraction in a field', '0.5', log('x', 0, { fields: { ratio: 0.5 } }), 0],
    ['a truth in a field', 'true', log('x', 0, { fields: { ok: true } }), 0],
    ['something nested', 'cup', log('x', 0, { fields: { items: [{ name: 'cup' }] } }), 0],
    ['the name of a span', 'charge', spanStart('charge'), 'charge'],
    ['the service of a span', 'bank', spanStart('a', 0, { service: 'bank' }), 'a'],
    ['an attribute of a span', '1042', spanStart('a', 0, { attributes: { order: 1042 } }), 'a'],
    [
      'a later attribute',
      'late',
      [spanStart('a'), { kind: 'attribute', spanId: 'a', name: 'n', value: 'late' }],
      'a',
    ],
    [
      'the name of a span event',
      'retry',
      [spanStart('a'), { kind: 'span-event', spanId: 'a', name: 'retry', time: 1, attributes: {} }],
      'a',
    ],
    [
      'a field of a span event',
      '429',
      [
        spanStart('a'),
        { kind: 'span-event', spanId: 'a', name: 'e', time: 1, attributes: { n: 429 } },
      ],
      'a',
    ],
    ['the message of a status', 'timed out', [spanStart('a'), failed('a', 'timed out')], 'a'],
    ['a new name', 'new', [spanStart('a'), { kind: 'rename', spanId: 'a', name: 'new' }], 'new'],
  ])('%s', (_, words, event, where) => {
    const other = [log('nothing', 5, { service: 's', target: 't' }), ...span('other', 5, 6)]
    const events = [event].flat()
    expect(found(words, events, other)).toEqual([where])
    expect(found('elsewhere', events, other)).toEqual([])
  })
})

test('ids are not searched: they are made by chance', () => {
  expect(found('0af7', spanStart('a', 0, { spanId: '0af7651916cd43dd' }))).toEqual([])
})

test('regular expressions are searched for, too', () => {
  const store = ColumnStore.of([log('order 7'), log('order x')])
  const search = new TextSearch(store.rows, regularPattern('order \\d'))
  finish(search)
  expect(foundIn(store, search)).toEqual([0])
})

test('a search goes on when the run does, also for what was said of a span before it began', () => {
  const [columns, store] = [new EventColumns(), new ColumnStore()]
  const search = new TextSearch(store.rows, wordsPattern('cup'))
  const parts: readonly TelemetryEvent[][] = [
    [log('cup'), { kind: 'attribute', spanId: 'late', name: 'n', value: 'cup' }],
    [spanStart('late', 1), spanStart('open', 1)],
    [{ kind: 'attribute', spanId: 'open', name: 'n', value: 'cup' }, log('a cup')],
  ]
  const seen = parts.map((events) => {
    for (const event of events) columns.append(event)
    store.append(columns.take())
    finish(search)
    return foundIn(store, search)
  })
  expect(seen).toEqual([[0], [0, 'late'], [0, 1, 'late', 'open']])
  expect([search.lineCount, search.spanCount, search.progress]).toEqual([2, 2, 1])
})

test('a search pauses when its time is up', () => {
  const store = ColumnStore.of(Array.from({ length: 1000 }, (_, at) => log(`line ${at}`)))
  const search = new TextSearch(store.rows, wordsPattern('line'))
  let now = 0
  const progress = Array.from(
    search.run(4, () => now++),
    () => search.progress,
  )
  expect(progress.length).toBeGreaterThan(3)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(search.lineCount).toBe(1000)
})
