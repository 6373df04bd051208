import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { log, runOf, span, spanEnd, spanStart } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import {
  between,
  FOLD_IDS,
  type Fold,
  type FoldIds,
  foldOrder,
  foldRun,
  inStream,
  whenFolded,
} from './fold.ts'
import { WaterfallRows } from './waterfall-rows.ts'

const MOST = 200
const HEIGHTS = { stream: 20, tree: 30 }
const OTHER_TRACE = 'b'.repeat(32)

/** Two requests at once. */
const SHOP = runOf(
  spanStart('checkout', 0),
  log('an order comes in', 2, { span: 'checkout' }),
  spanStart('price', 10, { parent: 'checkout' }),
  spanStart('health', 12, { traceId: OTHER_TRACE }),
  log('priced', 20, { span: 'price' }),
  log('alone', 25),
  spanEnd('price', 30),
  spanEnd('health', 32),
  spanStart('charge', 40, { parent: 'checkout' }),
  spanEnd('checkout', 50),
)

function text(store: ColumnStore, ids: FoldIds | 'stream', fold = foldRun(store, undefined, MOST)) {
  const rows = foldOrder(fold, ids).map(({ mark, part }) => {
    const form = ids === 'all' ? mark.tree : ids === 'no-parent' ? mark.flat : { depth: 0 }
    const sign = mark.kind === 'line' ? '·' : { first: '[', last: ']', whole: '▬' }[part]
    const { row } = mark
    const name = mark.kind === 'line' ? store.lines()[row] : store.spanRecord(row)
    const words = name && ('message' in name ? name.message : 'name' in name ? name.name : '')
    return `${'  '.repeat(form.depth)}${sign} ${words}`
  })
  return `\n${rows.join('\n')}\n`
}

describe('a fold', () => {
  test('is a stream at one end', () => {
    expect(text(SHOP, 'stream')).toMatchInlineSnapshot(`
      "
      [ checkout
      · an order comes in
      [ price
      [ health
      · priced
      · alone
      ] price
      ] health
      [ charge
      ] checkout
      "
    `)
  })

  test('is a tree at the other', () => {
    expect(text(SHOP, 'all')).toMatchInlineSnapshot(`
      "
      ▬ checkout
        · an order comes in
        ▬ price
          · priced
        ▬ charge
      ▬ health
      · alone
      "
    `)
  })

  test('is a list of bars without parents, and the stream again without any ids', () => {
    expect(text(SHOP, 'no-parent')).toMatchInlineSnapshot(`
      "
      ▬ checkout
        · an order comes in
      ▬ price
        · priced
      ▬ health
      · alone
      ▬ charge
      "
    `)
    expect(text(SHOP, 'none')).toBe(text(SHOP, 'stream'))
  })

  test('tells where another trace begins', () => {
    const { traceStarts, treeRows } = foldRun(SHOP, undefined, MOST)
    expect([traceStarts, treeRows]).toEqual([[5], 7])
  })

  test('shows one trace alone, if one is chosen, and counts the rest', () => {
    const fold = foldRun(SHOP, SHOP.traceOf(SHOP.spanRow('health')), MOST)
    expect(text(SHOP, 'all', fold)).toBe('\n▬ health\n')
    expect(fold.left).toEqual({ lines: 3, spans: 3 })
  })

  test('shows the first traces that fit, whole', () => {
    const traces = Array.from({ length: 10 }, (_, nth) => {
      const traceId = `${nth}`.repeat(32)
      return [
        ...span(`root ${nth}`, nth * 10, nth * 10 + 5, { traceId }),
        ...span(`child ${nth}`, nth * 10, nth * 10 + 5, { traceId, parent: `root ${nth}` }),
      ]
    })
    const fold = foldRun(runOf(...traces), undefined, 13)
    expect([fold.streamRows, fold.treeRows, fold.left]).toEqual([12, 6, { lines: 0, spans: 14 }])
  })

  test('shows the beginning of a trace that does not fit', () => {
    const store = runOf(
      spanStart('root', 0),
      Array.from({ length: 50 }, (_, nth) => [
        ...span(`child ${nth}`, nth, nth + 1, { parent: 'root' }),
        log('x', nth, { span: `child ${nth}` }),
      ]).flat(),
    )
    const fold = foldRun(store, undefined, 20)
    expect(fold.streamRows).toBeLessThanOrEqual(20)
    expect(fold.treeRows + fold.left.lines + fold.left.spans).toBe(101)
    expect(fold.marks[0]?.tree).toEqual({ at: 0, depth: 0 })
  })

  test('gives a span that has not ended one row in the stream', () => {
    const [mark] = foldRun(runOf(spanStart('open')), undefined, MOST).marks
    expect([mark?.first, mark?.last]).toEqual([0, 0])
  })
})

describe('of any run,', () => {
  const runs = fc.array(arbitraryEvent, { maxLength: 40 }).map((events) => ColumnStore.of(events))
  const part = fc.double({ min: 0, max: 1, noNaN: true })
  const rowsOf = (fold: Fold, kind: 'line' | 'span') =>
    fold.marks.filter((mark) => mark.kind === kind).map(({ row }) => row)
  const upTo = (count: number) => Array.from({ length: count }, (_, row) => row)

  test('nothing is lost, and nothing stands on anything else', () => {
    fc.assert(
      fc.property(runs, (store) => {
        const fold = foldRun(store, undefined, MOST)
        expect(rowsOf(fold, 'line').toSorted((a, b) => a - b)).toEqual(upTo(store.lineCount))
        expect(rowsOf(fold, 'span').toSorted((a, b) => a - b)).toEqual(upTo(store.spanCount))
        for (const form of ['tree', 'flat'] as const) {
          const places = fold.marks.map((mark) => mark[form].at)
          expect(places.toSorted((a, b) => a - b)).toEqual(upTo(fold.treeRows))
        }
        const stream = fold.marks.flatMap(({ first, last }) => [...new Set([first, last])])
        expect(stream.toSorted((a, b) => a - b)).toEqual(upTo(fold.streamRows))
      }),
    )
  })

  test('the stream is in the order of time', () => {
    fc.assert(
      fc.property(runs, (store) => {
        const { spans } = store.rows
        const times = foldOrder(foldRun(store, undefined, MOST), 'stream').map(
          ({ mark: { kind, row }, part: which }) =>
            kind === 'line'
              ? store.timeOfLine(row)
              : which === 'first'
                ? spans.start(row)
                : spans.end(row),
        )
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      }),
    )
  })

  test('the tree is that of the waterfall', () => {
    fc.assert(
      fc.property(runs, (store) => {
        const rows = new WaterfallRows(store)
        rows.showLines(true)
        const waterfall = upTo(rows.count).map((index) => {
          const row = rows.row(index)
          return rows.isLine(index)
            ? ['line', row, rows.depthOfLine(row)]
            : ['span', row, rows.tree.depth(rows.tree.place(row))]
        })
        const tree = foldOrder(foldRun(store, undefined, MOST), 'all').map(({ mark }) => [
          mark.kind,
          mark.row,
          mark.tree.depth,
        ])
        expect(tree).toEqual(waterfall)
      }),
    )
  })

  test('every mark moves without a jump, and start and end meet', () => {
    fc.assert(
      fc.property(runs, fc.constantFrom(...FOLD_IDS), part, part, (store, ids, from, to) => {
        const fold = foldRun(store, undefined, MOST)
        const farthest = Math.max(fold.streamRows * HEIGHTS.stream, fold.treeRows * HEIGHTS.tree)
        for (const mark of fold.marks) {
          const [log, trace] = [inStream(mark, HEIGHTS), whenFolded(mark, ids, HEIGHTS)]
          const [a, b] = [between(log, trace, from), between(log, trace, to)]
          const step = Math.abs(to - from) * farthest + 1e-9
          expect(Math.abs(a.first - b.first)).toBeLessThanOrEqual(step)
          expect(Math.abs(a.last - b.last)).toBeLessThanOrEqual(step)
          expect(between(log, trace, 0)).toEqual(log)
          if (ids !== 'none') expect(trace.first).toBe(trace.last)
        }
      }),
    )
  })

  test('a longer one keeps to its rows', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 2, max: 30 }), (store, most) => {
        const fold = foldRun(store, undefined, most)
        expect(fold.streamRows).toBeLessThanOrEqual(most)
        expect(fold.treeRows + fold.left.lines + fold.left.spans).toBe(
          store.lineCount + store.spanCount,
        )
      }),
    )
  })
})
