/** A table order is the rows of a table by one of its columns. Rows that have nothing there come last, whichever way it goes. */

import { numberOrder } from './number-order.ts'
import { sortInSlices } from './sort-in-slices.ts'
import type { TableColumn } from './table-columns.ts'

export interface TableSort {
  /** The id of a column. */
  readonly by: string
  readonly isDescending: boolean
}

/** So many values are read between two looks at the clock. */
const SLICE = 4096

/**
 * Numbers come before texts, or after them if it goes down. Yields whenever its time is up.
 * @param budget how long it may go on at a time, in milliseconds
 * @param now real milliseconds from some fixed moment
 */
export function* orderRows(
  rows: Uint32Array,
  column: TableColumn,
  isDescending: boolean,
  budget: number,
  now: () => number,
): Generator<void, Uint32Array> {
  const { numbered, numbers, worded, words, absent } = yield* sorted(rows, column, budget, now)
  const byNumber = yield* numberOrder(numbers, isDescending)
  const direction = isDescending ? -1 : 1
  const compare = (a: number, b: number) =>
    compareTexts(words[a] as string, words[b] as string) * direction
  const indices = new Uint32Array(worded.length)
  for (let index = 0; index < indices.length; index++) indices[index] = index
  const byWord = yield* sortInSlices(indices, compare, budget, now)

  const parts: [rows: readonly number[] | Uint32Array, order: Uint32Array][] = [
    [numbered, byNumber],
    [worded, byWord],
  ]
  if (isDescending) parts.reverse()
  const ordered = new Uint32Array(rows.length)
  let at = 0
  for (const [from, order] of parts) {
    for (let place = 0; place < order.length; place++) {
      ordered[at++] = from[order[place] as number] as number
    }
  }
  for (const row of absent) ordered[at++] = row
  return ordered
}

/** Rows by what they have there: a number, a text, or nothing. */
function* sorted(rows: Uint32Array, column: TableColumn, budget: number, now: () => number) {
  const numbered = new Uint32Array(rows.length)
  const numbers = new Float64Array(rows.length)
  let count = 0
  const worded: number[] = []
  const words: string[] = []
  const absent: number[] = []
  let until = now() + budget
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number
    const number = column.number(row)
    if (Number.isNaN(number)) {
      const word = column.key(row)
      if (word === undefined) absent.push(row)
      else words[worded.push(row) - 1] = word
    } else {
      numbered[count] = row
      numbers[count++] = number
    }
    if (index % SLICE !== SLICE - 1 || now() < until) continue
    yield
    until = now() + budget
  }
  return {
    numbered: numbered.subarray(0, count),
    numbers: numbers.subarray(0, count),
    worded,
    words,
    absent,
  }
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
