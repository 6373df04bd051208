/** A line filter leaves of a run's lines those that the reader wants to see. */

import type { LineType } from './event-batch.ts'
import { LINE_TYPES } from './event-batch.ts'
import type { StoreRows } from './store-rows.ts'

/** What is absent admits everything. */
export interface LineFilter {
  readonly types?: ReadonlySet<LineType>
  readonly services?: ReadonlySet<string>
  readonly targets?: ReadonlySet<string>
  /** Microseconds since the Unix epoch. */
  readonly from?: number
  /** Exclusive. */
  readonly to?: number
  /** Is the line among those that a search has found? */
  readonly has?: (row: number) => boolean
}

/** How many lines there are of each type, service and target. Only log records have the last two. */
export interface LineCounts {
  readonly types: ReadonlyMap<LineType, number>
  readonly services: ReadonlyMap<string, number>
  readonly targets: ReadonlyMap<string, number>
}

/**
 * Rows of the lines that a filter admits, in the order in which they came.
 *
 * Whether type, service and target will do is decided once for each origin; of a line only its origin is looked at. So there are
 * no lists of the rows of each service and level: a million lines take some milliseconds, and the lists would take megabytes.
 */
export function filterLines(store: StoreRows, filter: LineFilter): Uint32Array {
  const { time, origin } = store.lines.table.columns
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, has } = filter
  const admitted = admittedOrigins(store, filter)
  const { count } = store.lines
  const rows = new Uint32Array(count)
  let found = 0
  for (let row = 0; row < count; row++) {
    const when = time[row] as number
    if (admitted[origin[row] as number] === 0 || when < from || when >= to) continue
    if (has && !has(row)) continue
    rows[found++] = row
  }
  return rows.slice(0, found)
}

/** Counts that need no look at any line: origins know how often they were used. */
export function countLines(store: StoreRows): LineCounts {
  const types = new Map<LineType, number>()
  const services = new Map<string, number>()
  const targets = new Map<string, number>()
  const { lines, serviceNumber, targetNumber } = store.lineOrigins.table.columns
  for (let origin = 0; origin < store.lineOrigins.table.count; origin++) {
    const count = lines[origin] as number
    addTo(types, store.lineOrigins.type(origin), count)
    if (!store.lineOrigins.isLogged(origin)) continue
    addTo(services, store.services.names[serviceNumber[origin] as number] as string, count)
    addTo(targets, store.targets.names[targetNumber[origin] as number] as string, count)
  }
  return { types, services, targets }
}

function admittedOrigins(store: StoreRows, { types, services, targets }: LineFilter): Uint8Array {
  const { lineOrigins } = store
  return Uint8Array.from({ length: lineOrigins.table.count }, (_, origin) => {
    const isLogged = lineOrigins.isLogged(origin)
    return Number(
      (!types || types.has(lineOrigins.type(origin))) &&
        (!services || (isLogged && services.has(lineOrigins.service(origin)))) &&
        (!targets || (isLogged && targets.has(lineOrigins.target(origin)))),
    )
  })
}

function addTo<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

/** How many lines of each type there are in each of some equal stretches of time. */
export interface LineHistogram {
  readonly buckets: number
  count(bucket: number, type: LineType): number
}

/**
 * Counts lines by time and type, in one pass.
 * @param from the beginning of the first stretch, in microseconds since the Unix epoch
 * @param to the end of the last one; the last moment is in it, too
 * @param rows which lines count; all of them if absent
 */
export function lineHistogram(
  store: StoreRows,
  from: number,
  to: number,
  buckets: number,
  rows?: Uint32Array,
): LineHistogram {
  const { time, origin } = store.lines.table.columns
  const { type } = store.lineOrigins.table.columns
  const counts = new Uint32Array(buckets * LINE_TYPES.length)
  const perTime = buckets / Math.max(to - from, 1)
  const count = rows ? rows.length : store.lines.count
  for (let index = 0; index < count; index++) {
    const row = rows ? (rows[index] as number) : index
    const when = time[row] as number
    if (when < from || when > to) continue
    const bucket = Math.min(Math.floor((when - from) * perTime), buckets - 1)
    const at = bucket * LINE_TYPES.length + (type[origin[row] as number] as number)
    counts[at] = (counts[at] as number) + 1
  }
  return {
    buckets,
    count: (bucket, what) =>
      counts[bucket * LINE_TYPES.length + LINE_TYPES.indexOf(what)] as number,
  }
}
