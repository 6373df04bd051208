import { expect, test } from 'vitest'
import { log } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { LineQuery } from './line-query.ts'
import { NO_FILTER } from './run-filter.ts'
import * as search from './run-search.ts'

const ticks = (count: number) => Array.from({ length: count }, (_, at) => log(`tick ${at}`, at))
const stopped = () => 0

test('what is no pattern is answered with a sentence, and what was found stays', () => {
  const query = new LineQuery(ColumnStore.of(ticks(20)))
  query.ask({ text: 'tick 1\\d', isPattern: true }, search)
  query.goOn(1, stopped)
  expect([query.lines.count, query.problem]).toEqual([10, undefined])
  query.ask({ text: 'tick (1', isPattern: true }, search)
  query.goOn(1, stopped)
  expect(query.lines.count).toBe(10)
  expect(query.problem).toContain('This is no regular expression')
  query.ask(NO_FILTER, search)
  query.goOn(1, stopped)
  expect([query.lines.count, query.problem]).toEqual([20, undefined])
})

test('what was found stays until the next search has found all', () => {
  const query = new LineQuery(ColumnStore.of(ticks(30_000)))
  const goOn = () => {
    let slices = 0
    for (; !query.isDone; slices++) query.goOn(1, () => slices * 2)
    return slices
  }
  goOn()
  query.ask({ text: 'tick 29' }, search)
  query.goOn(0, stopped)
  expect([query.lines.count, query.isDone]).toEqual([30_000, false])
  expect(query.progress).toBeLessThan(1)
  goOn()
  query.goOn(1, stopped)
  expect(query.lines.count).toBe(1111)
})

test('it goes on with the run', () => {
  const [columns, store] = [new EventColumns(), new ColumnStore()]
  const query = new LineQuery(store)
  query.ask({ text: '1' }, search)
  for (const event of ticks(30)) {
    columns.append(event)
    store.append(columns.take())
    query.goOn(1, stopped)
  }
  expect(query.lines.count).toBe(12)
})

test('what asks for a text waits until there is something to search with', () => {
  const query = new LineQuery(ColumnStore.of(ticks(20)))
  query.goOn(1, stopped)
  const filter = { text: 'tick 1' }
  query.ask(filter, undefined)
  query.goOn(1, stopped)
  expect(query.lines.count).toBe(20)
  query.ask(filter, search)
  query.goOn(1, stopped)
  expect(query.lines.count).toBe(11)
})
