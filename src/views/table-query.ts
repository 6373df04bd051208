/** A table query is what the reader asks of a table, and the answer to it: rows in an order, or groups of them. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { FilteredLines } from './filtered-lines.ts'
import { filterSpans } from './filtered-spans.ts'
import type { RunFilter } from './run-filter.ts'
import { searchFor } from './run-search.ts'
import type { TableColumn, TableKind } from './table-columns.ts'
import { groupRows, type TableGroup } from './table-groups.ts'
import { orderRows } from './table-order.ts'

export interface TableQuestion {
  readonly kind: TableKind
  readonly filter: RunFilter
  /** The column by which rows are put in order; as they came, if absent. */
  readonly sort?: TableColumn | undefined
  readonly isDescending?: boolean
  /** The column by which rows are put together, if they are. */
  readonly by?: TableColumn | undefined
  /** The column of which percentiles are told. */
  readonly measure?: TableColumn | undefined
}

export interface TableAnswer {
  readonly question: TableQuestion
  /** In their order; as they came, if they are grouped. */
  readonly rows: Uint32Array
  readonly groups?: readonly TableGroup[]
}

/**
 * Answers a question. Yields whenever its time is up.
 * @param budget how long it may go on at a time, in milliseconds
 * @param now real milliseconds from some fixed moment
 * @throws PatternProblem
 */
export function* answerTable(
  store: ColumnStore,
  question: TableQuestion,
  budget: number,
  now: () => number,
): Generator<void, TableAnswer> {
  const { kind, filter, sort, isDescending = false, by, measure } = question
  let rows: Uint32Array
  if (kind === 'lines') {
    const lines = new FilteredLines(store, filter, searchFor(store, filter))
    yield* lines.run(budget, now)
    rows = lines.rows
  } else {
    rows = yield* filterSpans(store, filter, budget, now)
  }
  if (by) {
    return { question, rows, groups: yield* groupRows(rows, by, measure, budget, now) }
  }
  if (sort) rows = yield* orderRows(rows, sort, isDescending, budget, now)
  return { question, rows }
}
