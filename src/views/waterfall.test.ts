import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failed, log, runOf, span, spanEnd, spanStart } from '../../tests/made-up-run.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { timeAxis } from './time-axis.ts'
import { barOf, layOutWaterfall, lineTicks, type WaterfallRow } from './waterfall.ts'

const WIDTH = 40

/**
 * A waterfall on paper: `▾` can be closed, `▸` opened, `?` names a parent that is not there, `↻` one in a cycle; a bar of `━`, of `╳` for what
 * has failed, with `┄` at its end for what has not ended; and `●` for lines.
 */
function print(store: ColumnStore, ...collapsed: readonly string[]): string {
  const rows = collapsed.map((name) => store.spanRow(name))
  return layOutWaterfall(store, new Set(rows))
    .map((row) => printRow(store, row))
    .join('\n')
}

function printRow(store: ColumnStore, { row: span, depth, ...row }: WaterfallRow): string {
  const axis = timeAxis(store.start, store.end)
  const { name } = store.spanRecord(span)
  const bar = barOf(store, span, axis)
  const times = store.linesOf(span).map((line) => store.timeOfLine(line))
  const ticks = lineTicks(times, axis)
  const column = (place: number) => Math.min(WIDTH - 1, Math.floor(place * WIDTH))
  const cells: string[] = Array(WIDTH).fill(' ')
  const last = Math.max(column(bar.start), column(bar.end - 1e-9))
  cells.fill(bar.hasFailed ? '╳' : '━', column(bar.start), last + 1)
  if (bar.isOpen) cells[last] = '┄'
  for (const place of ticks) cells[column(place)] = '●'
  const twist = row.hasChildren ? (row.isCollapsed ? '▸' : '▾') : ' '
  const label = `${'  '.repeat(depth)}${twist}${row.isOrphan ? '?' : ''}${row.isInCycle ? '↻' : ''}${name}`
  return `${label.padEnd(16)}|${cells.join('')}|`
}

const CHECKOUT = runOf(
  spanStart('checkout', 0),
  span('reserve', 5, 20, { parent: 'checkout' }),
  spanStart('charge', 20, { parent: 'checkout' }),
  log('asked', 25, { span: 'charge' }),
  span('call bank', 30, 80, { parent: 'charge' }),
  log('no answer', 80, { span: 'charge' }),
  failed('charge'),
  spanEnd('charge', 90),
  spanEnd('checkout', 100),
)

test('every span is a bar under its parent, with its lines', () => {
  expect(print(CHECKOUT)).toMatchInlineSnapshot(`
    "▾checkout       |━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━|
       reserve      |  ━━━━━━                                |
      ▾charge       |        ╳╳●╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳●╳╳╳    |
         call bank  |            ━━━━━━━━━━━━━━━━━━━━        |"
  `)
})

test('a cycle of parents is shown from the span that came first; a span that ended before it began, as a bar', () => {
  const cycle = runOf(
    span('ask', 0, 60, { parent: 'answer' }),
    span('answer', 10, 50, { parent: 'ask' }),
    span('alone', 60, 80, { parent: 'alone' }),
    span('back', 100, 90),
  )
  expect(print(cycle)).toMatchInlineSnapshot(`
    "▾↻ask           |━━━━━━━━━━━━━━━━━━━━━━━━                |
       answer       |    ━━━━━━━━━━━━━━━━                    |
     ↻alone         |                        ━━━━━━━━        |
     back           |                                    ━━━━|"
  `)
  const axis = timeAxis(cycle.start, cycle.end)
  const bars = layOutWaterfall(cycle).map(({ row }) => barOf(cycle, row, axis))
  expect(bars.map(({ isBackwards }) => isBackwards)).toEqual([false, false, false, true])
})

test('what is below a collapsed span is hidden', () => {
  expect(print(CHECKOUT, 'charge')).toMatchInlineSnapshot(`
    "▾checkout       |━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━|
       reserve      |  ━━━━━━                                |
      ▸charge       |        ╳╳●╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳●╳╳╳    |"
  `)
  expect(print(CHECKOUT, 'checkout')).toMatchInlineSnapshot(
    `"▸checkout       |━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━|"`,
  )
})

test('collapsing a span without children, or none at all, hides nothing', () => {
  expect(print(CHECKOUT, 'reserve', 'elsewhere')).toBe(print(CHECKOUT))
})

test('several traces stand one below the other, in the order of their start', () => {
  expect(
    print(
      runOf(span('one', 0, 50), span('two', 10, 100), span('in one', 20, 40, { parent: 'one' })),
    ),
  ).toMatchInlineSnapshot(`
    "▾one            |━━━━━━━━━━━━━━━━━━━━                    |
       in one       |        ━━━━━━━━                        |
     two            |    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━|"
  `)
})

test('a span whose parent is not here stands at the left, and says so', () => {
  expect(
    print(
      runOf(
        span('orphan', 0, 100, { parent: 'elsewhere' }),
        span('child', 50, 60, { parent: 'orphan' }),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "▾?orphan        |━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━|
       child        |                    ━━━━                |"
  `)
})

test('a span that has not ended goes to the end of the axis', () => {
  expect(print(runOf(spanStart('open', 20), span('ended', 0, 100)))).toMatchInlineSnapshot(`
    " open           |        ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┄|
     ended          |━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━|"
  `)
})

test('a span without length is still there', () => {
  expect(print(runOf(span('long', 0, 100), span('point', 50, 50)))).toMatchInlineSnapshot(`
    " long           |━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━|
     point          |                    ━                   |"
  `)
})

test('a run without spans has no rows', () => {
  expect(print(runOf(log('alone')))).toBe('')
})

test('each row knows its place among its siblings', () => {
  const rows = layOutWaterfall(CHECKOUT)
  expect(
    rows.map(
      ({ row, position, siblings }) =>
        `${CHECKOUT.spanRecord(row).name}: ${position} of ${siblings}`,
    ),
  ).toEqual(['checkout: 1 of 1', 'reserve: 1 of 2', 'charge: 2 of 2', 'call bank: 1 of 1'])
})

describe('any trace', () => {
  /** A tree of spans: each has a parent among those before it, or none. */
  const tree = fc.array(fc.nat(), { maxLength: 50 }).map((choices) =>
    runOf(
      ...choices.map((choice, index) => {
        const parent = choice % (index + 1)
        return span(`s${index}`, index, index + 1, parent === index ? {} : { parent: `s${parent}` })
      }),
    ),
  )

  test('has each span in one row, parents before their children, one step further in', () => {
    fc.assert(
      fc.property(tree, (store) => {
        const rows = layOutWaterfall(store)
        const rowOf = new Map(rows.map((row, index) => [row.row, { ...row, index }]))
        expect(rowOf.size).toBe(store.spanCount)
        expect(rows).toHaveLength(store.spanCount)
        for (const { row, depth, index } of rowOf.values()) {
          const { parentSpanId } = store.spanRecord(row)
          const parent = rowOf.get(parentSpanId === undefined ? -1 : store.spanRow(parentSpanId))
          expect(depth).toBe(parent ? parent.depth + 1 : 0)
          expect(index).toBeGreaterThan(parent?.index ?? -1)
        }
      }),
    )
  })

  test('a hundred thousand spans deep is laid out', () => {
    const store = runOf(
      ...Array.from({ length: 100_000 }, (_, depth) =>
        spanStart(`s${depth}`, 0, depth === 0 ? {} : { parent: `s${depth - 1}` }),
      ),
    )
    const rows = layOutWaterfall(store)
    expect(rows.at(-1)).toMatchObject({ depth: 99_999, row: 99_999 })
  })
})

test('many lines have as many ticks as can be told apart, and the first and the last are among them', () => {
  const times = Array.from({ length: 100_000 }, (_, at) => at * 1000)
  const ticks = lineTicks(times, timeAxis(0, 99_999_000))
  expect(ticks.length).toBeLessThanOrEqual(501)
  expect(ticks[0]).toBe(0)
  expect(ticks.at(-1)).toBeGreaterThan(0.998)
  expect(lineTicks(times.slice(0, 3), timeAxis(0, 2_000))).toEqual([0, 0.5, 1])
})
