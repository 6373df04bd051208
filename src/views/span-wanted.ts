/** A span is wanted if the filter of the run admits it: the others stay in the waterfall, faintly, because what is wanted hangs on them. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import type { RunFilter } from './run-filter.ts'

/** Of the parts of a filter those that speak of spans: service and time. */
export function isSpanWanted(
  store: ColumnStore,
  { services, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: RunFilter,
): (row: number) => boolean {
  const { spans, spanOrigins } = store.rows
  return (row) => {
    const { start, origin } = spans.table.columns
    // One that has not ended goes on for ever.
    if ((start[row] as number) >= to || spans.end(row) < from) return false
    return !services || services.has(spanOrigins.service(origin[row] as number))
  }
}
