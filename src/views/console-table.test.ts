import { expect, test } from 'vitest'
import { linesFrom } from '../../tests/console-session.ts'
import { consoleTable } from './console-table.ts'
import { plainWords } from './console-words.ts'

/** The table, its cells separated by bars, and after its last row what was left out. */
function tableOf(...given: unknown[]): string[] | undefined {
  const [line] = linesFrom(({ table }) => table(...given))
  const table = line && consoleTable(line)
  return (
    table && [
      table.columns.map(({ title }) => title).join(' | '),
      ...table.rows.map((cells) => cells.map(plainWords).join(' | ')),
      ...(table.moreRows > 0 ? [`${table.moreRows} rows`] : []),
      ...(table.moreColumns > 0 ? [`${table.moreColumns} columns`] : []),
    ]
  )
}

test('a list of objects has their properties as columns, in the order in which they are met', () => {
  expect(tableOf([{ item: 'cup', price: 8 }, { price: 12, sold: true }, {}])).toEqual([
    '(index) | item | price | sold',
    "0 | 'cup' | 8 | ",
    '1 |  | 12 | true',
    '2 |  |  | ',
  ])
})

test('columns that were named are shown, and no others', () => {
  expect(tableOf([{ a: 1, b: 2 }], ['b', 'c'])).toEqual(['(index) | b | c', '0 | 2 | '])
})

test('values that are no objects have a column of their own', () => {
  expect(tableOf([1, { a: 2 }, 'x'])).toEqual([
    '(index) | a | Values',
    '0 |  | 1',
    '1 | 2 | ',
    "2 |  | 'x'",
  ])
  expect(tableOf([{}, []])).toEqual(['(index) | Values', '0 | {}', '1 | []'])
})

test('objects, lists of lists, maps and sets are tables, too', () => {
  expect(tableOf({ cup: { price: 8 }, pot: { price: 30 } })).toEqual([
    '(index) | price',
    'cup | 8',
    'pot | 30',
  ])
  expect(tableOf([[1, 2], [3]])).toEqual(['(index) | 0 | 1', '0 | 1 | 2', '1 | 3 | '])
  expect(tableOf(new Map([['cup', { price: 8 }]]))).toEqual([
    '(index) | Key | price',
    "0 | 'cup' | 8",
  ])
  expect(tableOf(new Set(['a']))).toEqual(['(index) | Values', "0 | 'a'"])
})

test('what is no object is no table', () => {
  expect(tableOf('x')).toBeUndefined()
  expect(tableOf(7)).toBeUndefined()
})

test('what is left out is counted', () => {
  const wide = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`c${i}`, i]))
  expect(tableOf([wide])?.at(-1)).toBe('4 columns')
  expect(tableOf(Array.from({ length: 300 }, (_, i) => i))?.at(-1)).toBe('44 rows')
})

test('a column is as wide as what is in it, up to a limit, and numbers stand on the right', () => {
  const [line] = linesFrom(({ table }) =>
    table([
      { item: 'cup', price: 8 },
      { item: 'x'.repeat(99), price: 1200 },
    ]),
  )
  expect(line && consoleTable(line)?.columns).toEqual([
    { title: '(index)', width: 7, isNumeric: false },
    { title: 'item', width: 28, isNumeric: false },
    { title: 'price', width: 5, isNumeric: true },
  ])
})
