/** Own time is when a span was at work, or waiting, without any of its children: the stretches of its bar that are its own. */

import { endOf, type SpanTimes } from './critical-path.ts'
import type { SpanTree } from './span-tree.ts'

/** Microseconds since the Unix epoch. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * The stretches of a span in which none of its children went on.
 * @param until when those end that have not ended, in microseconds since the Unix epoch
 */
export function ownTime(
  tree: SpanTree,
  times: SpanTimes,
  place: number,
  until: number,
): readonly Stretch[] {
  return withoutChildren(times, tree.row(place), childrenOf(tree, place), until)
}

/**
 * The stretches of a span in which none of its children went on.
 * @param children their rows, in any order
 * @param until when those end that have not ended, in microseconds since the Unix epoch
 */
export function withoutChildren(
  times: SpanTimes,
  row: number,
  children: readonly number[],
  until: number,
): readonly Stretch[] {
  const [from, to] = [times.start(row), endOf(times, row, until)]
  const stretches: Stretch[] = []
  let at = from
  for (const child of byStart(times, children)) {
    const start = Math.min(times.start(child), to)
    if (start > at) stretches.push({ from: at, to: start })
    at = Math.max(at, endOf(times, child, until))
    if (at >= to) return stretches
  }
  if (at < to) stretches.push({ from: at, to })
  return stretches
}

/** How long stretches are together. Microseconds. */
export function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0)
}

function childrenOf(tree: SpanTree, place: number): number[] {
  const rows: number[] = []
  const after = place + tree.size(place)
  for (let child = place + 1; child < after; child += tree.size(child)) rows.push(tree.row(child))
  return rows
}

/** Mostly they come in the order of their start. */
function byStart(times: SpanTimes, rows: readonly number[]): readonly number[] {
  const isSorted = rows.every(
    (row, at) => at === 0 || times.start(rows[at - 1] as number) <= times.start(row),
  )
  return isSorted ? rows : rows.toSorted((a, b) => times.start(a) - times.start(b))
}
