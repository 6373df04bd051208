/** Table groups are the rows of a table put together by one column, each with its count and the percentiles of another. */

import type { TableColumn } from './table-columns.ts'

/** Of so many percent of the values none is greater. */
export const PERCENTILES = [50, 90, 99] as const

export interface TableGroup {
  /** What its rows have in common; undefined if they have nothing there. */
  readonly key: string | undefined
  readonly count: number
  /** Those of {@link PERCENTILES}; NaN where no row has a number. */
  readonly percentiles: readonly number[]
}

/** How groups are put in order. */
export type GroupSort = 'key' | 'count' | (typeof PERCENTILES)[number]

/** So many rows are looked at between two looks at the clock. */
const SLICE = 4096

/**
 * Groups in the order of their first rows. Yields whenever its time is up.
 * @param measure the column of numbers of which percentiles are told
 * @param budget how long it may go on at a time, in milliseconds
 * @param now real milliseconds from some fixed moment
 */
export function* groupRows(
  rows: Uint32Array,
  by: TableColumn,
  measure: TableColumn | undefined,
  budget: number,
  now: () => number,
): Generator<void, TableGroup[]> {
  const groups = new Map<string | undefined, { count: number; values: number[] }>()
  let until = now() + budget
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number
    const key = by.key(row)
    let group = groups.get(key)
    if (!group) {
      group = { count: 0, values: [] }
      groups.set(key, group)
    }
    group.count++
    const value = measure?.number(row)
    if (value !== undefined && !Number.isNaN(value)) group.values.push(value)
    if (index % SLICE !== SLICE - 1 || now() < until) continue
    yield
    until = now() + budget
  }
  const found: TableGroup[] = []
  for (const [key, { count, values }] of groups) {
    const sorted = Float64Array.from(values).sort()
    const percentiles = PERCENTILES.map((percent) => percentile(sorted, percent))
    found.push({ key, count, percentiles })
    if (now() < until) continue
    yield
    until = now() + budget
  }
  return found
}

/**
 * The least of the values that is not below so many percent of them: one of them, and nothing between two.
 * @param sorted in ascending order
 * @see “nearest-rank method”
 */
export function percentile(sorted: Float64Array, percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length)
  return sorted[Math.max(rank, 1) - 1] ?? Number.NaN
}

/** Those that lack what they are put in order by come last, whichever way it goes. */
export function orderGroups(
  groups: readonly TableGroup[],
  by: GroupSort,
  isDescending: boolean,
): TableGroup[] {
  const direction = isDescending ? -1 : 1
  return [...groups].sort((a, b) => {
    const [one, other] = [sortValue(a, by), sortValue(b, by)]
    const lacks = Number(isAbsent(one)) - Number(isAbsent(other))
    if (lacks !== 0 || one === undefined || other === undefined) return lacks
    if (typeof one !== typeof other) return typeof one === 'number' ? -direction : direction
    return one === other ? 0 : one < other ? -direction : direction
  })
}

/** Keys that are numbers are put in order as such. */
function sortValue({ key, count, percentiles }: TableGroup, by: GroupSort) {
  if (by === 'count') return count
  if (by !== 'key') return percentiles[PERCENTILES.indexOf(by)]
  return key === undefined || key === '' || Number.isNaN(Number(key)) ? key : Number(key)
}

function isAbsent(value: string | number | undefined): boolean {
  return value === undefined || Number.isNaN(value)
}
