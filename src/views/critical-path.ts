/**
 * The critical path of a trace is what its root waited for: at each moment of the root's life one span, and had that one been
 * quicker, the root could have been.
 */

import type { SpanTree } from './span-tree.ts'

/** When spans are. The spans of a column store have it. */
export interface SpanTimes {
  /** Microseconds since the Unix epoch. */
  start(row: number): number
  /** NaN if it has not ended. */
  end(row: number): number
}

/** A stretch of time in which the root waited for this span, and not for one of its children. */
export interface PathSection {
  readonly row: number
  /** Microseconds since the Unix epoch. */
  readonly from: number
  readonly to: number
}

/** A span on the path: the time that is left to be told of, and the children that are left to tell of it. */
interface Walk {
  readonly row: number
  readonly from: number
  readonly children: readonly PathSection[]
  to: number
  child: number
}

/**
 * Walks backwards from the end of a span. The last moment belongs to the child that ended last; before that one's start, to
 * the child that ended last by then, and so on; where there is no such child, to the span itself. The same holds within
 * each child. This is the path that Jaeger shows.
 *
 * Of a child only the part within its parent counts, as that is on the path: one that outlives its parent was not waited for
 * after the parent's end, and one that ends after the start of the child that comes after it on the path, not at all. Of
 * children that end together the longer one is chosen.
 *
 * @param root a place in the tree: that of a root, or of any other span
 * @param until when those end that have not ended, in microseconds since the Unix epoch
 * @returns sections from the beginning to the end: without gaps and as long as the root, so that they add up to its duration
 */
export function criticalPath(
  tree: SpanTree,
  times: SpanTimes,
  root: number,
  until: number,
): PathSection[] {
  const backwards: PathSection[] = []
  const tell = (row: number, from: number, to: number) => {
    if (from < to) backwards.push({ row, from, to })
  }
  const begin = (place: number, from: number, to: number): Walk => ({
    row: tree.row(place),
    from,
    to,
    children: childrenWithin(tree, times, place, from, to, until),
    child: 0,
  })
  const row = tree.row(root)
  const walks = [begin(root, times.start(row), endOf(times, row, until))]
  for (let walk = walks.at(-1); walk; walk = walks.at(-1)) {
    const child = nextBefore(walk)
    if (child === undefined) {
      tell(walk.row, walk.from, walk.to)
      walks.pop()
      continue
    }
    tell(walk.row, child.to, walk.to)
    walk.to = child.from
    walks.push(begin(tree.place(child.row), child.from, child.to))
  }
  return backwards.reverse()
}

/**
 * The children for which a span waited: its part of the critical path below it, without what the children waited for themselves.
 * @param until when those end that have not ended, in microseconds since the Unix epoch
 * @returns sections from the beginning to the end, of direct children only
 */
export function waitsOf(
  tree: SpanTree,
  times: SpanTimes,
  place: number,
  until: number,
): PathSection[] {
  const row = tree.row(place)
  const [from, to] = [times.start(row), endOf(times, row, until)]
  const children = childrenWithin(tree, times, place, from, to, until)
  const walk: Walk = { row, from, to, children, child: 0 }
  const waits: PathSection[] = []
  for (let child = nextBefore(walk); child; child = nextBefore(walk)) {
    waits.push(child)
    walk.to = child.from
  }
  return waits.reverse()
}

/** When a span ended; never before it began. */
export function endOf(times: SpanTimes, row: number, until: number): number {
  const end = times.end(row)
  return Math.max(times.start(row), Number.isNaN(end) ? until : end)
}

/** The children of a span, as far as they lie within some time, in the order in which a walk backwards asks for them. */
function childrenWithin(
  tree: SpanTree,
  times: SpanTimes,
  place: number,
  from: number,
  to: number,
  until: number,
): PathSection[] {
  const children: PathSection[] = []
  const after = place + tree.size(place)
  for (let child = place + 1; child < after; child += tree.size(child)) {
    const row = tree.row(child)
    const [first, last] = [Math.max(times.start(row), from), Math.min(endOf(times, row, until), to)]
    if (first < last) children.push({ row, from: first, to: last })
  }
  return children.sort((a, b) => b.to - a.to || a.from - b.from)
}

function nextBefore(walk: Walk): PathSection | undefined {
  for (let child = walk.children[walk.child++]; child; child = walk.children[walk.child++]) {
    if (child.to <= walk.to) return child
  }
  return undefined
}
