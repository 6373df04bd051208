/** Table text is a table with tabs between its cells, as spreadsheets take it. */

import type { TableColumn } from './table-columns.ts'
import { PERCENTILES, type TableGroup } from './table-groups.ts'

/** So many rows are written between two looks at the clock. */
const SLICE = 256

/**
 * Rows with their heads, each with a line break at its end. Yields whenever its time is up.
 * @param budget how long it may go on at a time, in milliseconds
 * @param now real milliseconds from some fixed moment
 */
export function* rowsText(
  rows: Uint32Array,
  columns: readonly TableColumn[],
  budget: number,
  now: () => number,
): Generator<void, string[]> {
  const parts = [textOfCells(columns.map(({ title }) => title))]
  let until = now() + budget
  for (let index = 0; index < rows.length; index++) {
    parts.push(textOfCells(columns.map((column) => column.text(rows[index] as number))))
    if (index % SLICE !== SLICE - 1 || now() < until) continue
    yield
    until = now() + budget
  }
  return parts
}

export function groupsText(
  groups: readonly TableGroup[],
  by: TableColumn,
  measure: TableColumn | undefined,
): string {
  const heads = measure ? PERCENTILES.map((percent) => `p${percent} of ${measure.title}`) : []
  const rows = groups.map(({ key, count, percentiles }) => [
    key === undefined ? '' : by.keyText(key),
    String(count),
    ...(measure ? percentiles.map((value) => percentileText(value, measure)) : []),
  ])
  return [[by.title, 'count', ...heads], ...rows].map(textOfCells).join('')
}

/** Empty, if no row had a number. */
export function percentileText(value: number, measure: TableColumn): string {
  return Number.isNaN(value) ? '' : measure.numberText(value)
}

function textOfCells(cells: readonly string[]): string {
  return `${cells.map(cellText).join('\t')}\n`
}

/**
 * What a spreadsheet would take for a formula, or for one in quotes, gets an apostrophe before it; what would begin another cell
 * becomes a space.
 * @see CWE-1236, “Improper Neutralization of Formula Elements in a CSV File”
 */
function cellText(text: string): string {
  const plain = text.replace(/[\t\r\n]+/g, ' ')
  const isFormula = /^["=+\-@]/.test(plain) && Number.isNaN(Number(plain))
  return isFormula ? `'${plain}` : plain
}
