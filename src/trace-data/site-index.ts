/** A site index tells what each place in the source has made. It goes by origins, of which there are dozens, and not by rows. */

import type { StoreRows } from './store-rows.ts'

/** What one place in the source has made. */
export interface SiteCounts {
  readonly lines: number
  readonly spans: number
  /** How many of them tell of an error. */
  readonly failures: number
}

/** A set that need not be made: one place in the source can have written a million lines. */
export interface Members<T> extends Iterable<T> {
  readonly size: number
  has(item: T): boolean
}

/** By the numbers of the places. */
export function countSites({
  lineOrigins,
  spanOrigins,
}: StoreRows): ReadonlyMap<number, SiteCounts> {
  const sites = new Map<number, SiteCounts>()
  const add = (site: number, lines: number, spans: number, failures: number) => {
    const before = sites.get(site)
    if (lines + spans === 0) return
    sites.set(site, {
      lines: (before?.lines ?? 0) + lines,
      spans: (before?.spans ?? 0) + spans,
      failures: (before?.failures ?? 0) + failures,
    })
  }
  const ofLines = lineOrigins.table.columns
  for (let origin = 0; origin < lineOrigins.table.count; origin++) {
    const lines = ofLines.lines[origin] as number
    add(ofLines.site[origin] as number, lines, 0, lineOrigins.isFailure(origin) ? lines : 0)
  }
  const ofSpans = spanOrigins.table.columns
  for (let origin = 0; origin < spanOrigins.table.count; origin++) {
    const { site, spans, failed } = ofSpans
    add(site[origin] as number, 0, spans[origin] as number, failed[origin] as number)
  }
  return sites
}

/** The lines that some places wrote: their rows. */
export function linesMadeAt(store: StoreRows, sites: ReadonlySet<number>): Members<number> {
  const { site, lines } = store.lineOrigins.table.columns
  const from = originsAt(site, store.lineOrigins.table.count, sites)
  return rowsFrom(store.lines.table.columns.origin, store.lines.count, from, sum(lines, from))
}

/** The spans that some places made: their rows. */
export function spansMadeAt(store: StoreRows, sites: ReadonlySet<number>): Members<number> {
  const { site, spans } = store.spanOrigins.table.columns
  const from = originsAt(site, store.spanOrigins.table.count, sites)
  return rowsFrom(store.spans.table.columns.origin, store.spans.count, from, sum(spans, from))
}

function originsAt(site: Float64Array, count: number, sites: ReadonlySet<number>): Set<number> {
  const origins = new Set<number>()
  for (let origin = 0; origin < count; origin++) {
    if (sites.has(site[origin] as number)) origins.add(origin)
  }
  return origins
}

function sum(column: Uint32Array, origins: ReadonlySet<number>): number {
  let total = 0
  for (const origin of origins) total += column[origin] as number
  return total
}

/** @param count how many rows of the column are in use */
function rowsFrom(
  column: Uint32Array,
  count: number,
  origins: ReadonlySet<number>,
  size: number,
): Members<number> {
  return {
    size,
    has: (row) => row < count && origins.has(column[row] as number),
    *[Symbol.iterator]() {
      for (let row = 0; row < count; row++) if (origins.has(column[row] as number)) yield row
    },
  }
}
