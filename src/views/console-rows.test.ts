import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linesFrom, type SessionConsole } from '../../tests/console-session.ts'
import { written } from '../../tests/made-up-run.ts'
import type { ConsoleLine } from '../telemetry/console-line.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { consoleRowText } from './console-row-text.ts'
import { type ConsoleRow, ConsoleRows, SHOW_ALL } from './console-rows.ts'

/** A row as text: `▾ order 7 ×2`, indented as it is shown. */
function rowText(row: ConsoleRow): string {
  const twist = row.isOpen === undefined ? '' : row.isOpen ? '▾ ' : '▸ '
  return `${'  '.repeat(row.level)}${twist}${contentOf(row)}`
}

function contentOf(row: ConsoleRow): string {
  const { rows } = row.entry
  const repeats = row.kind === 'line' && rows.length > 1 ? ` ×${rows.length}` : ''
  return consoleRowText(row).replaceAll('\t', ' | ') + repeats
}

function rowsOf(lines: readonly ConsoleLine[]): ConsoleRows {
  const rows = new ConsoleRows()
  rows.follow(ColumnStore.of(lines))
  return rows
}

const shown = (rows: ConsoleRows) => rows.rows.map(rowText)
const showing = (use: (console: SessionConsole) => void) => rowsOf(linesFrom(use))

/** Opens or closes the row that reads so. */
function toggle(rows: ConsoleRows, text: string): string[] {
  rows.toggle(shown(rows).findIndex((row) => row.trim().slice(2).startsWith(text)))
  return shown(rows)
}

describe('values', () => {
  test('are closed, and become rows when they are opened', () => {
    const rows = showing(({ log }) => {
      log('paid', { order: 7, items: [{ name: 'cup' }] })
      log('done')
    })
    expect(shown(rows)).toEqual(["▸ paid { order: 7, items: [{ name: 'cup' }] }", 'done'])
    toggle(rows, 'paid')
    expect(toggle(rows, 'items')).toEqual([
      "▾ paid { order: 7, items: [{ name: 'cup' }] }",
      '  order: 7',
      "  ▾ items: [{ name: 'cup' }]",
      "    ▸ 0: { name: 'cup' }",
      'done',
    ])
    expect(toggle(rows, 'paid')).toHaveLength(2)
    // What was open in it is open again.
    expect(toggle(rows, 'paid')).toHaveLength(5)
  })

  test('of which there are several have a row each', () => {
    const rows = showing(({ log }) => log({ a: 1 }, 7, [2], []))
    expect(toggle(rows, '{ a: 1 } 7 [2] []')).toEqual([
      '▾ { a: 1 } 7 [2] []',
      '  ▸ { a: 1 }',
      '  ▸ [2]',
      '  []',
    ])
  })

  test('without anything in them cannot be opened', () => {
    expect(shown(showing(({ log }) => log({}, 1, () => {})))).toEqual(['{} 1 [function anonymous]'])
  })

  test('that were met before refer to where that was', () => {
    const item = { id: 1 }
    const order: Record<string, unknown> = { items: [item], first: item }
    order.self = order
    const rows = showing(({ log }) => log(order))
    expect(toggle(rows, '{ items').slice(1)).toEqual([
      '  ▸ items: [{ id: 1 }]',
      '  ▸ first: { id: 1 }',
      '  self: ↩ to the whole',
    ])
    // What is nearer to the line is its home.
    expect(toggle(rows, 'items')[2]).toBe('    0: ↩ to .first')
    const both = showing(({ log }) => log(item, [item]))
    toggle(both, '{ id: 1 } [')
    expect(toggle(both, '[').slice(1)).toEqual([
      '  ▸ { id: 1 }',
      '  ▾ [{ id: 1 }]',
      '    0: ↩ to value 1',
    ])
  })

  test('maps show keys that are objects, and errors what they hide', () => {
    const key = { id: 7 }
    const map = showing(({ log }) =>
      log(
        new Map<unknown, unknown>([
          ['a', 1],
          [key, [key]],
        ]),
      ),
    )
    toggle(map, '{ a: 1')
    toggle(map, '{ id: 7 } =>')
    expect(toggle(map, '<value>').slice(1)).toEqual([
      "  'a' => 1",
      '  ▾ { id: 7 } => [{ id: 7 }]',
      '    ▸ <key> { id: 7 }',
      '    ▾ <value> [{ id: 7 }]',
      '      0: ↩ to <key 1>',
    ])
    const error = showing(({ log }) => log(new Error('no', { cause: new RangeError('far') })))
    expect(toggle(error, 'Error').slice(1)).toEqual([
      "  <message> 'no'",
      '  ▸ <cause> RangeError: far',
    ])
  })

  test('say how much of them is missing', () => {
    const rows = showing(({ log }) => log(Array.from({ length: 1668 }, (_, i) => i)))
    expect(toggle(rows, '[0').at(-1)).toBe('  … 1,412 more')
  })
})

describe('repeats', () => {
  test('of equal lines that follow each other are counted', () => {
    const rows = showing(({ log, warn }) => {
      for (let i = 0; i < 12; i++) log('poll', { done: false })
      log('poll', { done: true })
      warn('poll')
      log('poll', { done: false })
    })
    expect(shown(rows)).toEqual([
      '▸ poll { done: false } ×12',
      '▸ poll { done: true }',
      'poll',
      '▸ poll { done: false }',
    ])
    expect([rows.size, rows.matches]).toEqual([15, 15])
  })

  test('from another place, at another depth, or as another value are none', () => {
    expect(
      shown(rowsOf([written('a', 0, { site: 1 }), written('a', 0, { site: 2 })])),
    ).toHaveLength(2)
    const rows = showing(({ log, group }) => {
      log('a')
      log('b')
      group('b')
      group('b')
      log('b')
    })
    expect(shown(rows)).toEqual(['a', 'b', '▾ b', '  ▾ b', '    b'])
    // They read the same.
    expect(shown(showing(({ log }) => [log(['x']), log("['x']")]))).toHaveLength(2)
  })
})

describe('groups', () => {
  test('hold lines, fold, and may begin folded', () => {
    const rows = showing(({ log, group, groupCollapsed, groupEnd }) => {
      group('order')
      log('begins')
      groupCollapsed('bank')
      log('asked')
      groupEnd()
      log('ends')
      groupEnd()
      log('over')
    })
    expect(shown(rows)).toEqual(['▾ order', '  begins', '  ▸ bank', '  ends', 'over'])
    expect(toggle(rows, 'bank')).toEqual([
      '▾ order',
      '  begins',
      '  ▾ bank',
      '    asked',
      '  ends',
      'over',
    ])
    expect(toggle(rows, 'order')).toEqual(['▸ order', 'over'])
  })

  test('that are closed take up lines that come later', () => {
    const lines = linesFrom(({ log, groupCollapsed, groupEnd }) => {
      groupCollapsed('bank')
      log('asked')
      groupEnd()
      log('over')
    })
    const rows = rowsOf(lines.slice(0, 1))
    rows.follow(ColumnStore.of(lines))
    expect(shown(rows)).toEqual(['▸ bank', 'over'])
  })

  test('of which the program claims more than it opened are not shown', () => {
    expect(shown(rowsOf([written('a', 0, { depth: 1_000_000 }), written('b')]))).toEqual(['a', 'b'])
    const deep = showing(({ group, log }) => {
      for (let i = 0; i < 100; i++) group('g')
      log('x')
    })
    expect(Math.max(...deep.rows.map(({ level }) => level))).toBe(32)
    expect(shown(deep)).toHaveLength(101)
  })
})

describe('clearing', () => {
  test('folds what came before, and hides nothing', () => {
    const rows = showing(({ log, group, clear }) => {
      log('a')
      clear()
      group('b')
      log('c')
      clear()
      clear()
      log('d')
    })
    expect(shown(rows)).toEqual(['▸ cleared ×2', 'd'])
    expect(toggle(rows, 'cleared')).toEqual([
      '▾ cleared ×2',
      '  a',
      '  cleared',
      '  ▾ b',
      '    c',
      'd',
    ])
  })

  test('of an empty console has nothing to fold', () => {
    expect(shown(showing(({ clear }) => clear()))).toEqual(['cleared'])
  })
})

describe('tables', () => {
  test('are open, and can be closed', () => {
    const rows = showing(({ table }) => table([{ item: 'cup', price: 8 }]))
    expect(shown(rows)).toEqual([
      "▾ [{ item: 'cup', price: 8 }]",
      '  (index) | item | price',
      "  0 | 'cup' | 8",
    ])
    expect(toggle(rows, '[')).toHaveLength(1)
  })
})

describe('a filter', () => {
  const lines = linesFrom(({ log, warn, error, groupCollapsed, groupEnd, clear }) => {
    log('Tea is ready')
    clear()
    groupCollapsed('bank')
    log('asked')
    for (let i = 0; i < 3; i++) warn('no tea')
    groupEnd()
    error('no cup')
  })

  test('shows lines that hold a text, in their groups, whatever is folded', () => {
    const rows = rowsOf(lines)
    rows.setFilter({ text: 'TEA' })
    expect(shown(rows)).toEqual(['Tea is ready', 'bank', '  no tea ×3'])
    expect([rows.matches, rows.size, rows.counts]).toEqual([4, 8, { warn: 3, error: 1 }])
    rows.setFilter(SHOW_ALL)
    expect(shown(rows)).toEqual(['▸ cleared', '▸ bank', 'no cup'])
  })

  test('shows what is grave', () => {
    const rows = rowsOf(lines)
    rows.setFilter({ text: '', gravity: 'error' })
    expect(shown(rows)).toEqual(['no cup'])
    rows.setFilter({ text: 'cup', gravity: 'warn' })
    expect(shown(rows)).toEqual([])
  })
})

/** Some console, and what a reader does with it. */
const session = fc.record({
  calls: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('log', 'warn', 'error') },
      fc.constantFrom('group', 'groupCollapsed', 'groupEnd', 'groupEnd', 'table', 'clear'),
    ),
    { maxLength: 40 },
  ),
  acts: fc.array(
    fc.oneof(
      fc.record({ take: fc.nat(6) }),
      fc.record({ toggle: fc.nat(60) }),
      fc.record({ filter: fc.constantFrom('', '', '1', 'a', 'zzz') }),
    ),
    { maxLength: 30 },
  ),
})

function madeUp(calls: readonly string[]): ConsoleLine[] {
  return linesFrom((console) => {
    calls.forEach((call, index) => {
      const value = { at: index % 3, list: [[index % 2], 'a'] }
      if (call === 'table') console.table([value, 1])
      else
        console[call as keyof SessionConsole](`${call} ${index % 4}`, ...(index % 2 ? [value] : []))
    })
  })
}

test('whatever is opened, closed, filtered and added, the rows are those that opening the same at once gives', () => {
  fc.assert(
    fc.property(session, ({ calls, acts }) => {
      const lines = madeUp(calls)
      const rows = new ConsoleRows()
      let taken = 0
      for (const act of acts) {
        if ('take' in act) {
          taken = Math.min(lines.length, taken + act.take)
          rows.follow(ColumnStore.of(lines.slice(0, taken)))
        } else if ('toggle' in act) {
          rows.toggle(act.toggle)
        } else {
          rows.setFilter({ text: act.filter })
        }
      }
      const incremental = shown(rows)
      rows.setFilter({ ...rows.filter })
      expect(incremental).toEqual(shown(rows))
      const keys = rows.rows.map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
    }),
  )
})

test('opening and closing a row changes nothing', () => {
  fc.assert(
    fc.property(session, fc.nat(40), ({ calls }, index) => {
      const rows = rowsOf(madeUp(calls))
      const before = shown(rows)
      rows.toggle(index)
      rows.toggle(index)
      expect(shown(rows)).toEqual(before)
    }),
  )
})

test('every line is there once, when nothing is folded', () => {
  fc.assert(
    fc.property(session, ({ calls }) => {
      const lines = madeUp(calls)
      const rows = rowsOf(lines)
      for (let index = 0; index < rows.rows.length; index++) {
        const row = rows.rows[index]
        if (row?.kind === 'line' && row.isOpen === false) rows.toggle(index)
      }
      const seen = rows.rows.flatMap((row) => (row.kind === 'line' ? row.entry.rows : []))
      expect(seen.toSorted((a, b) => a - b)).toEqual(lines.map((_, row) => row))
    }),
  )
})

test('a line that comes late costs itself only: rows before it are the same objects', () => {
  const lines = madeUp(Array.from({ length: 300 }, (_, i) => (i % 5 ? 'log' : 'warn')))
  const rows = rowsOf(lines.slice(0, 200))
  const before = [...rows.rows]
  rows.follow(ColumnStore.of(lines))
  expect(rows.rows.slice(0, before.length).every((row, index) => row === before[index])).toBe(true)
})
