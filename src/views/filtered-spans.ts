/** Filtered spans are the spans of a run that a filter admits, found in slices. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import type { RunFilter } from './run-filter.ts'
import { searchFor } from './run-search.ts'
import { spanTest } from './span-test.ts'

/** So many spans are looked at between two looks at the clock. */
const SLICE = 4096

/**
 * Rows of the spans that a filter admits, in the order in which they came. Yields whenever its time is up.
 * @param budget how long it may go on at a time, in milliseconds
 * @param now real milliseconds from some fixed moment
 * @throws PatternProblem
 */
export function* filterSpans(
  store: ColumnStore,
  filter: RunFilter,
  budget: number,
  now: () => number,
): Generator<void, Uint32Array> {
  const search = searchFor(store, filter)
  const isAdmitted = spanTest(store, filter, search)
  if (search) yield* search.run(budget, now)
  const rows = new Uint32Array(store.spanCount)
  let count = 0
  let until = now() + budget
  for (let row = 0; row < rows.length; row++) {
    if (isAdmitted(row)) rows[count++] = row
    if (row % SLICE !== SLICE - 1 || now() < until) continue
    yield
    until = now() + budget
  }
  return rows.slice(0, count)
}
