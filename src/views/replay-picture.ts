/** A replay picture is a run on a strip: its spans as bars in a few lanes, its lines as points, as many as can be told apart. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { type Mark, pointMarks, stretchMarks } from './bar-marks.ts'
import type { Stretch } from './own-time.ts'
import { SpanTree } from './span-tree.ts'
import { nowOf, type TimeAxis } from './time-axis.ts'

/** Deeper spans share the last one. */
const MOST_LANES = 4
/** What the points take below the bars. Lanes. */
const ROOM_FOR_LINES = 2

export interface ReplayPicture {
  /** By depth: places on the axis, 0 to 1. */
  readonly lanes: readonly (readonly Mark[])[]
  /** Places on the axis, 0 to 1. */
  readonly lines: readonly number[]
  /** In lanes. */
  readonly height: number
}

export function replayPicture(store: ColumnStore, axis: TimeAxis): ReplayPicture {
  const { spans, lines } = store.rows
  const tree = new SpanTree(spans)
  const lanes = Array.from(
    { length: Math.min(MOST_LANES, store.spanCount === 0 ? 0 : tree.deepest + 1) },
    (): Stretch[] => [],
  )
  for (let rank = 0; rank < store.spanCount; rank++) {
    const row = store.spansByTime.row(rank)
    const end = spans.end(row)
    const lane = Math.min(tree.depth(tree.place(row)), MOST_LANES - 1)
    lanes[lane]?.push({ from: spans.start(row), to: Number.isNaN(end) ? nowOf(axis) : end })
  }
  const times = lines.table.columns.time.subarray(0, store.lineCount)
  return {
    lanes: lanes.map((stretches) => stretchMarks(stretches, axis)),
    lines: pointMarks(times, axis),
    height: lanes.length + ROOM_FOR_LINES,
  }
}
