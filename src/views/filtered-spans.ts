/**
 * Filtered spans are the spans of a run that a filter admits. Levels and targets are those of lines: a span passes if a line that
 * was written in it does, and one that failed is an error itself.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { STATUS_CODES } from '../trace-data/event-batch.ts'
import { STATE } from '../trace-data/span-table.ts'
import { FieldTest } from './field-test.ts'
import type { RunFilter } from './run-filter.ts'
import { searchFor } from './run-search.ts'

const FAILED = STATUS_CODES.indexOf('error')
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
  const isAdmitted = spanTest(store, filter)
  const search = searchFor(store, filter)
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

/**
 * Tells which spans a filter admits. What is looked for by text is found once its search is done; see {@link searchFor}.
 * @throws PatternProblem
 */
function spanTest(store: ColumnStore, filter: RunFilter): (row: number) => boolean {
  const { services, trace, levels, targets } = filter
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter
  const search = searchFor(store, filter)
  const field = filter.field && new FieldTest(store.rows, filter.field)
  const { spans, spanOrigins } = store.rows
  return (row) => {
    const { start, origin } = spans.table.columns
    if (trace !== undefined && store.traceOf(row) !== trace) return false
    if (services && !services.has(spanOrigins.service(origin[row] as number))) return false
    // One that has not ended goes on for ever.
    if ((start[row] as number) >= to || spans.end(row) < from) return false
    if (search && !search.hasSpan(row)) return false
    if (field && !field.hasSpan(row)) return false
    return (!levels && !targets) || saysSo(store, row, filter)
  }
}

function saysSo(store: ColumnStore, row: number, { levels, targets }: RunFilter): boolean {
  const { spans, lines, lineOrigins } = store.rows
  const { state, lastLine } = spans.table.columns
  const hasFailed = ((state[row] as number) & STATE.statusBits) === FAILED
  if (hasFailed && levels?.has('error') && !targets) return true
  const { origin } = lines.table.columns
  return lines.inRing(lastLine[row] as number).some((line) => {
    const from = origin[line] as number
    return (
      (!levels || levels.has(lineOrigins.type(from))) &&
      (!targets || (lineOrigins.isLogged(from) && targets.has(lineOrigins.target(from))))
    )
  })
}
