import { describe, expect, test } from 'vitest'
import { log, runOf, span, written } from '../../tests/made-up-run.ts'
import type { SiteLookup } from '../telemetry/source-position.ts'
import { carrySelection, relate, type Selection, sourceKey } from './selection.ts'

/** Site 12 stands in line 12 of main.ts, and so on; site -1 nowhere. */
const siteOf: SiteLookup = (site) =>
  site < 0 ? undefined : { file: 'main.ts', line: site, column: 1 }

/** Rows of lines. */
const [PAID, ALONE, SAID] = [1, 2, 3]

const STORE = runOf(
  span('checkout', 0, 9, { site: 10 }),
  span('pay', 1, 8, { parent: 'checkout', site: 12 }),
  log('asked', 1, { span: 'pay', site: 12 }),
  log('paid', 2, { span: 'pay', site: 13 }),
  log('alone', 9, { site: 13 }),
  written('said', 9),
)

/** What lights up: spans, then lines, then rows of the source. */
function litBy(selection: Selection): string {
  const { spans, lines, sources } = relate(STORE, siteOf, selection)
  const names = [...spans].map((row) => STORE.spanRecord(row).name)
  const words = [...lines].map((row) => {
    const line = STORE.line(row)
    return line.kind === 'console' ? line.text : line.message
  })
  expect([spans.size, lines.size]).toEqual([names.length, words.length])
  for (const [members, count] of [
    [spans, STORE.spanCount],
    [lines, STORE.lineCount],
  ] as const) {
    const rows = Array.from({ length: count + 1 }, (_, row) => row)
    expect(rows.filter((row) => members.has(row))).toEqual([...members])
  }
  return [names.join(', '), words.join(', '), [...sources].join(', ')].join(' | ')
}

describe('pointing at', () => {
  test('a span lights up itself, its lines and the row that made it', () => {
    expect(litBy({ kind: 'span', row: STORE.spanRow('pay') })).toBe(
      'pay | asked, paid | main.ts:12',
    )
  })

  test('a line lights up itself, its span and the row that wrote it', () => {
    expect(litBy({ kind: 'line', row: PAID })).toBe('pay | paid | main.ts:13')
  })

  test('a line outside of spans lights up no span', () => {
    expect(litBy({ kind: 'line', row: ALONE })).toBe(' | alone | main.ts:13')
    expect(litBy({ kind: 'line', row: SAID })).toBe(' | said | ')
  })

  test('a row of the source lights up all that it made', () => {
    expect(litBy({ kind: 'source', file: 'main.ts', row: 12 })).toBe('pay | asked | main.ts:12')
    expect(litBy({ kind: 'source', file: 'main.ts', row: 13 })).toBe(' | paid, alone | main.ts:13')
  })

  test('a row that made nothing lights up itself', () => {
    expect(litBy({ kind: 'source', file: 'main.ts', row: 99 })).toBe(' |  | main.ts:99')
    expect(litBy({ kind: 'source', file: 'other.ts', row: 12 })).toBe(' |  | other.ts:12')
  })

  test('a span or a line that is not here lights up nothing', () => {
    expect(litBy({ kind: 'span', row: 99 })).toBe(' |  | ')
    expect(litBy({ kind: 'line', row: 99 })).toBe(' |  | ')
  })
})

describe('in another run', () => {
  const OTHER = runOf(
    span('pay', 0, 8),
    span('checkout', 0, 9),
    log('asked', 1),
    log('refused', 2),
    log('alone', 3),
  )
  const carried = (selection: Selection) => carrySelection(selection, STORE, OTHER)

  test('a span is the one with the same id', () => {
    expect(carried({ kind: 'span', row: 0 })).toEqual({ kind: 'span', row: 1 })
    expect(carrySelection({ kind: 'span', row: 0 }, STORE, runOf())).toBeUndefined()
  })

  test('a line is the one in the same place, if it says the same', () => {
    expect(carried({ kind: 'line', row: 0 })).toEqual({ kind: 'line', row: 0 })
    expect(carried({ kind: 'line', row: PAID })).toBeUndefined()
    expect(carried({ kind: 'line', row: SAID })).toBeUndefined()
  })

  test('a row of the source is the same', () => {
    const row: Selection = { kind: 'source', file: 'main.ts', row: 12 }
    expect(carried(row)).toBe(row)
  })
})

test('a row of a file has one key', () => {
  expect(sourceKey('@lab/shop/bank.ts', 7)).toBe('@lab/shop/bank.ts:7')
})
