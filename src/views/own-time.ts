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
  const row = tree.row(place)
  const [from, to] = [times.start(row), endOf(times, row, until)]
  const stretches: Stretch[] = []
  let at = from
  for (const child of childrenByStart(tree, times, place)) {
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

function childrenByStart(tree: SpanTree, times: SpanTimes, place: number): number[] {
  const rows: number[] = []
  const after = place + tree.size(place)
  let isSorted = true
  let last = Number.NEGATIVE_INFINITY
  for (let child = place + 1; child < after; child += tree.size(child)) {
    const row = tree.row(child)
    const start = times.start(row)
    if (start < last) isSorted = false
    last = start
    rows.push(row)
  }
  return isSorted ? rows : rows.sort((a, b) => times.start(a) - times.start(b))
}
