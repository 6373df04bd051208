/**
 * A span test tells which spans the filter of a run admits, in all lenses alike. Levels and targets are those of lines: a span
 * passes if a line that was written in it does, and one that failed is an error itself.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { STATUS_CODES } from '../trace-data/event-batch.ts'
import { STATE } from '../trace-data/span-table.ts'
import type { TextSearch } from '../trace-data/text-search.ts'
import { FieldTest } from './field-test.ts'
import type { RunFilter } from './run-filter.ts'

const FAILED = STATUS_CODES.indexOf('error')

/** @param search for the text of the filter: what it has found so far has it; without one, all have */
export function spanTest(
  store: ColumnStore,
  filter: RunFilter,
  search: TextSearch | undefined,
): (row: number) => boolean {
  const { services, trace, levels, targets } = filter
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter
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
