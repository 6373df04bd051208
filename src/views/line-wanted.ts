/** A line is wanted if the filter of the run admits it, as far as that can be told from the line alone: its words are not searched. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import type { RunFilter } from './run-filter.ts'

export function isLineWanted(
  store: ColumnStore,
  {
    services,
    levels,
    targets,
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
  }: RunFilter,
): (row: number) => boolean {
  const { lines, lineOrigins } = store.rows
  return (row) => {
    const { time, origin } = lines.table.columns
    const where = origin[row] as number
    const isLogged = lineOrigins.isLogged(where)
    const when = time[row] as number
    if (when < from || when >= to) return false
    if (levels && !levels.has(lineOrigins.type(where))) return false
    if (services && !(isLogged && services.has(lineOrigins.service(where)))) return false
    return !targets || (isLogged && targets.has(lineOrigins.target(where)))
  }
}
