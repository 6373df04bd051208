import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { log, span, written } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { groupLines, type LineGrouping } from './line-groups.ts'
import { type LogRow, LogRows } from './log-rows.ts'

const store = ColumnStore.of([
  ...span('root', 0, 10),
  log('one', 1, { span: 'root', fields: { order: 7, cart: { cup: 2, tea: ['green', 'black'] } } }),
  written('two', 2, 'log'),
  log('three', 3, { level: 'error', service: 'bank', fields: { order: 8 } }),
  log('four', 4, { span: 'root', fields: { order: 7 } }),
])
const all = (of: ColumnStore) => Uint32Array.from({ length: of.lineCount }, (_, row) => row)

/** The rows as they read, one per line. */
function read(rows: LogRows, of = store): string[] {
  return Array.from({ length: rows.count }, (_, index) => rowText(rows.row(index), of))
}

function rowText(row: LogRow, of: ColumnStore): string {
  if (row.kind === 'group') {
    return `${row.isOpen ? '▾' : '▸'} ${row.key ?? 'none'}: ${row.count}, ${row.errors} errors`
  }
  if (row.kind === 'member') {
    const { depth, name, text } = row.member
    return `    ${'  '.repeat(depth)}${name}: ${text}`
  }
  const line = of.line(row.line)
  return `  ${line.kind === 'console' ? line.text : line.message}`
}

function rowsOf(by?: LineGrouping): LogRows {
  const rows = new LogRows(store, () => ({ file: 'tea.ts', line: 7, column: 1 }))
  rows.show(all(store), by)
  return rows
}

test('lines stand in the order in which they came', () => {
  expect(read(rowsOf())).toEqual(['  one', '  two', '  three', '  four'])
})

test('a line opens in place, and so does what it holds', () => {
  const rows = rowsOf()
  rows.toggle(0)
  expect(read(rows)).toEqual([
    '  one',
    '    order: 7',
    '    cart: {"cup":2,"tea":["green","black"]}',
    '    service: shop',
    '    target: shop',
    '    span: root (root)',
    '    trace: 0af7651916cd43dd8448eb211c80319c',
    '    made at: tea.ts, line 7',
    '  two',
    '  three',
    '  four',
  ])
  rows.toggle(2)
  rows.toggle(4)
  expect(read(rows).slice(1, 7)).toEqual([
    '    order: 7',
    '    cart: {"cup":2,"tea":["green","black"]}',
    '      cup: 2',
    '      tea: ["green","black"]',
    '        0: green',
    '        1: black',
  ])
  expect(rows.parentOf(5)).toBe(4)
  expect(rows.parentOf(4)).toBe(2)
  expect(rows.parentOf(2)).toBe(0)
  rows.toggle(0)
  expect(rows.count).toBe(4)
})

describe('lines are grouped', () => {
  test('by the value of a field, folded at first', () => {
    const rows = rowsOf('field:order')
    expect(read(rows)).toEqual(['▸ 7: 2, 0 errors', '▸ none: 1, 0 errors', '▸ 8: 1, 1 errors'])
    rows.toggle(0)
    expect(read(rows)).toEqual([
      '▾ 7: 2, 0 errors',
      '  one',
      '  four',
      '▸ none: 1, 0 errors',
      '▸ 8: 1, 1 errors',
    ])
    rows.openGroups(true)
    rows.toggle(3)
    expect(read(rows)).toEqual([
      '▾ 7: 2, 0 errors',
      '  one',
      '  four',
      '▸ none: 1, 0 errors',
      '▾ 8: 1, 1 errors',
      '  three',
    ])
  })

  test.each<[LineGrouping, string[]]>([
    ['trace', ['▸ 0: 2, 0 errors', '▸ none: 2, 1 errors']],
    ['level', ['▸ info: 2, 0 errors', '▸ console.log: 1, 0 errors', '▸ error: 1, 1 errors']],
    ['service', ['▸ shop: 2, 0 errors', '▸ none: 1, 0 errors', '▸ bank: 1, 1 errors']],
    ['target', ['▸ shop: 3, 1 errors', '▸ none: 1, 0 errors']],
  ])('by %s', (by, expected) => {
    expect(read(rowsOf(by))).toEqual(expected)
  })

  test('and a line that was open stays so when the grouping changes', () => {
    const rows = rowsOf()
    rows.toggle(2)
    rows.show(all(store), 'service')
    rows.openGroups(true)
    expect(read(rows).slice(-2)).toEqual([
      '    span: none: no span was active',
      '    made at: tea.ts, line 7',
    ])
  })
})

const groupings: LineGrouping[] = [
  'trace',
  'level',
  'service',
  'target',
  'field:',
  'field:__proto__',
]

test('groups are a partition of the lines, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryEvent, { maxLength: 60 }),
      fc.constantFrom(...groupings),
      (events, by) => {
        const any = ColumnStore.of(events)
        const groups = groupLines(any, all(any), by)
        expect([...groups.rows].sort((a, b) => a - b)).toEqual([...all(any)])
        const keys = Array.from({ length: groups.count }, (_, group) => groups.key(group))
        expect(new Set(keys).size).toBe(groups.count)
        for (let group = 0; group < groups.count; group++) {
          const rows = groups.rows.slice(groups.starts[group], groups.starts[group + 1])
          expect(rows.length).toBeGreaterThan(0)
          expect([...rows]).toEqual([...rows].sort((a, b) => a - b))
          for (const row of rows) expect(groups.groupOf(row)).toBe(group)
        }
      },
    ),
  )
})

test('each line is where it is said to be, whatever is open', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryEvent, { maxLength: 40 }),
      fc.option(fc.constantFrom(...groupings), { nil: undefined }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (events, by, toggles) => {
        const any = ColumnStore.of(events)
        const rows = new LogRows(any, () => undefined)
        rows.show(all(any), by)
        for (const at of toggles) if (rows.count > 0) rows.toggle(at % rows.count)
        let shown = 0
        for (let index = 0; index < rows.count; index++) {
          const row = rows.row(index)
          if (row.kind === 'line') {
            expect(rows.indexOf(row.line)).toBe(index)
            shown++
          } else if (row.kind === 'group' && !row.isOpen) {
            shown += row.count
          } else if (row.kind === 'member') {
            const above = rows.row(rows.parentOf(index))
            expect(above.kind === 'group' || above.line === row.line).toBe(true)
          }
        }
        expect(shown).toBe(any.lineCount)
      },
    ),
  )
})
