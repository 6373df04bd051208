/** A waterfall is a trace as rows: every span a bar on the time axis, under its parent, indented by depth. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { SpanTree } from './span-tree.ts'
import { placeOf, type TimeAxis } from './time-axis.ts'

export interface WaterfallRow {
  /** The span: its row in the store. */
  readonly row: number
  /** 0 for a root. */
  readonly depth: number
  /** Its place among its siblings, from 1, and how many they are: what a screen reader says. */
  readonly position: number
  readonly siblings: number
  readonly hasChildren: boolean
  readonly isCollapsed: boolean
  /** It names a parent that is not in this run. */
  readonly isOrphan: boolean
  /** Its parents lead back to it; it stands here because some span of the cycle has to come first. */
  readonly isInCycle: boolean
}

/** Places on the axis, 0 to 1. */
export interface Bar {
  readonly start: number
  readonly end: number
  /** Never ended, or not yet: the bar fades out. */
  readonly isOpen: boolean
  readonly hasFailed: boolean
  /** It ended before it began; the bar goes from its end to its start. */
  readonly isBackwards: boolean
}

/**
 * Lays out the rows, depth first.
 * @param collapsed rows of spans whose children are hidden
 */
export function layOutWaterfall(
  store: ColumnStore,
  collapsed: ReadonlySet<number> = new Set(),
): WaterfallRow[] {
  const { spans } = store.rows
  const tree = new SpanTree(spans)
  const { parent } = spans.table.columns
  const rows: WaterfallRow[] = []
  for (let place = 0; place < tree.count; ) {
    const row = tree.row(place)
    const depth = tree.depth(place)
    const hasChildren = tree.childCount(place) > 0
    const isCollapsed = collapsed.has(row)
    const isInCycle = spans.isCutOff(row)
    rows.push({
      row,
      depth,
      position: tree.position(place),
      siblings: tree.siblings(place),
      hasChildren,
      isCollapsed,
      isOrphan: depth === 0 && parent[row] !== 0 && !isInCycle,
      isInCycle,
    })
    place += isCollapsed ? tree.size(place) : 1
  }
  return rows
}

/** The bar of a span. @param row in the store */
export function barOf(store: ColumnStore, row: number, axis: TimeAxis): Bar {
  const { spans } = store.rows
  const start = placeOf(axis, spans.start(row))
  const isOpen = spans.isOpen(row)
  const end = placeOf(axis, isOpen ? axis.to : spans.end(row))
  return {
    start: Math.min(start, end),
    end: Math.max(start, end),
    isOpen,
    hasFailed: store.hasFailed(row),
    isBackwards: end < start,
  }
}

/** As many ticks as can be told apart on a screen. */
const TICKS = 500

/**
 * Places on the axis where there are lines. Where many stand close to each other, there is one tick for them all.
 * @param times of the lines, in microseconds since the Unix epoch
 */
export function lineTicks(times: Iterable<number>, axis: TimeAxis): number[] {
  const taken = new Uint8Array(TICKS + 1)
  const ticks: number[] = []
  for (const time of times) {
    const place = placeOf(axis, time)
    const at = Math.min(Math.max(0, Math.round(place * TICKS)), TICKS)
    if (taken[at]) continue
    taken[at] = 1
    ticks.push(place)
  }
  return ticks
}
