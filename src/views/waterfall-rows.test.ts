import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failed, log, notice, span, spanStart } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { timeAxis } from './time-axis.ts'
import { WaterfallRows } from './waterfall-rows.ts'
import { waterfallText } from './waterfall-text.ts'

type Given = readonly (TelemetryEvent | readonly TelemetryEvent[])[]

const OTHER_TRACE = 'b'.repeat(32)

const CHECKOUT: Given = [
  spanStart('checkout', 0, { service: 'storefront', spanKind: 'server' }),
  log('an order comes in', 2, { span: 'checkout' }),
  span('price', 10, 40, { parent: 'checkout', service: 'pricing' }),
  span('rates', 15, 35, { parent: 'price', service: 'pricing' }),
  log('3 items cost 65.45', 38, { span: 'price', level: 'debug' }),
  log('priced', 42, { span: 'checkout' }),
  spanStart('charge', 50, { parent: 'checkout', service: 'bank' }),
  failed('charge', 'no money'),
  { kind: 'span-end', spanId: 'charge', time: 90_000 },
  log('over', 95, { span: 'checkout', level: 'error' }),
  { kind: 'span-end', spanId: 'checkout', time: 100_000 },
]

function storeOf(...events: Given): ColumnStore {
  return ColumnStore.of(events.flat())
}

function text(store: ColumnStore, change: (rows: WaterfallRows) => void = () => {}): string {
  const rows = new WaterfallRows(store)
  change(rows)
  return `\n${waterfallText(store, rows, timeAxis(store.start, store.end))}\n`
}

const rowOf = (store: ColumnStore, id: string) => store.spanRow(id)

describe('a waterfall printed as text', () => {
  test('has a bar for each span, under its parent', () => {
    expect(text(storeOf(...CHECKOUT))).toMatchInlineSnapshot(`
      "
      ▾ storefront: checkout │████████████████████████████████│ 100 ms
        ▾ pricing: price     │   ██████████                   │ 30 ms
            pricing: rates   │    ███████                     │ 20 ms
          bank: charge       │                █████████████   │ 40 ms ✕ failed
      "
    `)
  })

  test('says of a folded span how much is folded away, and that some of it failed', () => {
    expect(text(storeOf(...CHECKOUT), (rows) => rows.showTo(0))).toMatchInlineSnapshot(`
      "
      ▸ storefront: checkout (3 folded, 1 failed) │████████████████████████████████│ 100 ms
      "
    `)
  })

  test('has lines where they were written, if they are wanted', () => {
    const store = storeOf(log('hello', -5), ...CHECKOUT, notice('done', 120))
    expect(text(store, (rows) => rows.showLines(true))).toMatchInlineSnapshot(`
      "
        · 0.0 ms info hello
      ▾ storefront: checkout                   │ ██████████████████████████     │ 100 ms
          · 7.0 ms info an order comes in
        ▾ pricing: price                       │   █████████                    │ 30 ms
            pricing: rates                     │     █████                      │ 20 ms
            · 43.0 ms debug 3 items cost 65.45
          · 47.0 ms info priced
          bank: charge                         │              ██████████        │ 40 ms ✕ failed
          · 100.0 ms error over
        · 125.0 ms notice done
      "
    `)
  })

  test('marks what makes no sense', () => {
    const store = storeOf(
      span('lost', 0, 20, { parent: 'elsewhere' }),
      span('self', 5, 20, { parent: 'self' }),
      spanStart('round', 8, { parent: 'about' }),
      spanStart('about', 9, { parent: 'round' }),
      span('back', 30, 10),
      span('parent', 10, 20),
      span('early', 5, 25, { parent: 'parent' }),
      span('parent', 30, 40),
    )
    expect(text(store)).toMatchInlineSnapshot(`
      "
        lost    │████████████████                │ 20 ms — no parent here
        self    │    ████████████                │ 15 ms — its own parent
      ▾ round   │      █████████████████████████░│ never ended — began before its parent, parent in a circle
          about │       ████████████████████████░│ never ended — parent in a circle
        back    │        ████████████████        │ -20 ms — ended before it began
      ▾ parent  │        ████████                │ 10 ms
          early │    ████████████████            │ 20 ms — began before its parent, outlives its parent
        parent  │                        ████████│ 10 ms — same id as another
      "
    `)
  })

  test('shows one trace alone, without lines of no span', () => {
    const other = span('other', 20, 30, { traceId: OTHER_TRACE })
    const store = storeOf(log('hello', 1), span('first', 0, 9), other)
    const change = (rows: WaterfallRows) => {
      rows.showLines(true)
      rows.showTrace(1)
    }
    expect(text(store, change)).toMatchInlineSnapshot(`
      "
        other │                     ███████████│ 10 ms
      "
    `)
  })
})

describe('the index of a span', () => {
  test('is that of the one in which it is folded away', () => {
    const store = storeOf(...CHECKOUT)
    const rows = new WaterfallRows(store)
    rows.toggle(rows.tree.place(rowOf(store, 'price')))
    expect(rows.indexOfSpan(rowOf(store, 'rates'))).toBe(1)
    expect(rows.indexOfSpan(rowOf(store, 'charge'))).toBe(2)
    expect(rows.reveal(rowOf(store, 'rates'))).toBe(2)
  })

  test('in a trace that is not shown is none', () => {
    const store = storeOf(
      span('a', 0, 1),
      span('b', 0, 1, { traceId: OTHER_TRACE }),
      span('c', 0, 1, { traceId: 'c'.repeat(32) }),
    )
    const rows = new WaterfallRows(store)
    rows.showTrace(1)
    expect(['a', 'b', 'c'].map((id) => rows.indexOfSpan(rowOf(store, id)))).toEqual([-1, 0, -1])
  })
})

test('rows grow with the store, and what is folded stays folded', () => {
  const [columns, store] = [new EventColumns(), new ColumnStore()]
  const rows = new WaterfallRows(store)
  const add = (...events: Given) => {
    for (const event of events.flat()) columns.append(event)
    store.append(columns.take())
    rows.grow()
    return rows.count
  }
  expect(add(spanStart('a'), spanStart('b', 1, { parent: 'a' }))).toBe(2)
  rows.toggle(0)
  expect(add(spanStart('c', 2, { parent: 'b' }), spanStart('d', 3))).toBe(2)
})

/** Trees with lines anywhere, some of them folded. */
const anything = fc.record({
  spans: fc.array(fc.record({ parent: fc.nat(), start: fc.nat(20) }), { maxLength: 20 }),
  lines: fc.array(fc.record({ span: fc.integer({ min: -1 }), time: fc.nat(20) }), {
    maxLength: 20,
  }),
  folded: fc.array(fc.nat(), { maxLength: 5 }),
})

test('every span and line is there once, unless a span above it is folded, and is found where it is', () => {
  fc.assert(
    fc.property(anything, ({ spans, lines, folded }) => {
      const store = storeOf(
        ...spans.map(({ parent, start }, at) =>
          spanStart(
            `${at}`,
            start,
            parent % (at + 1) === at ? {} : { parent: `${parent % (at + 1)}` },
          ),
        ),
        ...lines.map(({ span, time }) =>
          log('x', time, spans.length > 0 && span >= 0 ? { span: `${span % spans.length}` } : {}),
        ),
      )
      const rows = new WaterfallRows(store)
      rows.showLines(true)
      const { tree, folds } = rows
      for (const place of folded) if (tree.count > 0) folds.collapse(place % tree.count)
      const isFolded = (place: number): boolean =>
        place >= 0 && (folds.isCollapsed(place) || isFolded(tree.parentPlace(place)))
      const expected = [
        ...[...spans.keys()].filter((row) => !isFolded(tree.parentPlace(tree.place(row)))),
        ...[...lines.keys()].flatMap((line) => {
          const owner = store.spanOfLine(line)
          return owner >= 0 && isFolded(tree.place(owner)) ? [] : [`line ${line}`]
        }),
      ].map(String)
      const found = Array.from({ length: rows.count }, (_, index) =>
        rows.isLine(index) ? `line ${rows.row(index)}` : `${rows.row(index)}`,
      )
      expect(found.toSorted()).toEqual(expected.toSorted())
      for (const [index, item] of found.entries()) {
        const row = rows.row(index)
        expect(rows.isLine(index) ? rows.indexOfLine(row) : rows.indexOfSpan(row), item).toBe(index)
      }
    }),
  )
})
