/** Self time is how long a span was at work, or waiting, without any of its children: what is its own of its duration. */

import { endOf, type SpanTimes } from './critical-path.ts'
import type { SpanTree } from './span-tree.ts'

/**
 * The self time of each span: its duration without the moments in which one of its children, or several, went on too.
 * @param until when those end that have not ended, in microseconds since the Unix epoch
 * @returns microseconds, by row
 */
export function selfTimes(tree: SpanTree, times: SpanTimes, until: number): Float64Array {
  const own = new Float64Array(tree.count)
  for (let place = 0; place < tree.count; place++) {
    const row = tree.row(place)
    const [from, to] = [times.start(row), endOf(times, row, until)]
    own[row] = to - from - timeOfChildren(tree, times, place, from, to, until)
  }
  return own
}

/** How much of a span's time at least one of its children takes. */
function timeOfChildren(
  tree: SpanTree,
  times: SpanTimes,
  place: number,
  from: number,
  to: number,
  until: number,
): number {
  const after = place + tree.size(place)
  let covered = 0
  let coveredTo = from
  let lastStart = Number.NEGATIVE_INFINITY
  for (let child = place + 1; child < after; child += tree.size(child)) {
    const row = tree.row(child)
    const start = times.start(row)
    // Mostly they come in the order of their start.
    if (start < lastStart) return timeOfUnsorted(tree, times, place, from, to, until)
    lastStart = start
    const first = Math.max(start, coveredTo)
    const last = Math.min(endOf(times, row, until), to)
    if (first >= last) continue
    covered += last - first
    coveredTo = last
  }
  return covered
}

function timeOfUnsorted(
  tree: SpanTree,
  times: SpanTimes,
  place: number,
  from: number,
  to: number,
  until: number,
): number {
  const rows: number[] = []
  const after = place + tree.size(place)
  for (let child = place + 1; child < after; child += tree.size(child)) rows.push(tree.row(child))
  rows.sort((a, b) => times.start(a) - times.start(b))
  let covered = 0
  let coveredTo = from
  for (const row of rows) {
    const first = Math.max(times.start(row), coveredTo)
    const last = Math.min(endOf(times, row, until), to)
    if (first >= last) continue
    covered += last - first
    coveredTo = last
  }
  return covered
}
