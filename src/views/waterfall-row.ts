/** A waterfall row is one span as a waterfall shows it: its name under its parent's, and its bar on the time axis. */

import type { SpanKind } from '../telemetry/tracing/span-record.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { STATUS_CODES } from '../trace-data/event-batch.ts'
import { PROBLEM } from '../trace-data/span-problems.ts'
import { STATE } from '../trace-data/span-table.ts'
import { durationText } from './duration-text.ts'
import { spanNotes } from './span-notes.ts'
import { nowOf, placeOf, type TimeAxis } from './time-axis.ts'
import { visibleText } from './visible-text.ts'
import type { WaterfallRows } from './waterfall-rows.ts'

export interface WaterfallRow {
  /** The row of the span. */
  readonly row: number
  /** Its place in the tree. */
  readonly place: number
  readonly name: string
  readonly service: string
  readonly kind: SpanKind
  /** 0 for a root. */
  readonly depth: number
  /** Its place among its siblings, from 1, and how many they are: what a screen reader says. */
  readonly position: number
  readonly siblings: number
  readonly hasChildren: boolean
  readonly isCollapsed: boolean
  /** What is folded away under it. */
  readonly folded?: Folded
  readonly hasFailed: boolean
  readonly bar: Bar
  /** How long it took, in words. */
  readonly duration: string
  /** What is odd about it, in a few words each. */
  readonly notes: readonly string[]
}

interface Folded {
  readonly spans: number
  /** How many of them have failed. */
  readonly failed: number
}

/** Places in the window: 0 at its left edge, 1 at its right one. What lies outside is cut off just beyond the edges. */
export interface Bar {
  readonly start: number
  readonly end: number
  /** Never ended, or not yet: the bar fades out. */
  readonly isOpen: boolean
  /** It ended before it began; the bar goes from its end to its start. */
  readonly isBackwards: boolean
  /** Where it is, if it is not in the window. */
  readonly outside?: 'earlier' | 'later'
}

/** So far beyond the edges a bar is drawn, so that its own edge is not seen. */
const BEYOND = 0.01

/**
 * @param index of a span among the rows
 * @param axis what the whole run's axis is: an open span goes on to its end
 * @param window the axis of the part that is shown
 */
export function waterfallRow(
  store: ColumnStore,
  rows: WaterfallRows,
  index: number,
  axis: TimeAxis,
  window: TimeAxis,
): WaterfallRow {
  const { tree, folds } = rows
  const row = rows.row(index)
  const place = tree.place(row)
  const { name, origin } = store.rows.spans.table.columns
  const hasChildren = tree.size(place) > 1
  const isCollapsed = hasChildren && folds.isCollapsed(place)
  return {
    row,
    place,
    name: visibleText(store.rows.texts.text(name[row] as number)),
    service: store.rows.spanOrigins.service(origin[row] as number),
    kind: store.rows.spanOrigins.kind(origin[row] as number),
    depth: tree.depth(place),
    position: tree.position(place),
    siblings: tree.siblings(place),
    hasChildren,
    isCollapsed,
    ...(isCollapsed && { folded: whatIsUnder(store, rows, place) }),
    hasFailed: hasFailed(store, row),
    bar: barOf(store, row, axis, window),
    duration: durationOf(store, row, axis),
    notes: spanNotes(store, row, axis.isGrowing),
  }
}

const ERROR = STATUS_CODES.indexOf('error')

/** Does its status say that it failed? */
export function hasFailed(store: ColumnStore, row: number): boolean {
  const state = store.rows.spans.table.columns.state[row] as number
  return (state & STATE.statusBits) === ERROR
}

/** How long a span took, in words: also of one that has no end. */
function durationOf(store: ColumnStore, row: number, { isGrowing }: TimeAxis): string {
  const { spans } = store.rows
  const end = spans.end(row)
  if (!Number.isNaN(end)) return durationText(end - spans.start(row))
  return isGrowing ? 'running' : 'never ended'
}

function whatIsUnder(store: ColumnStore, { tree }: WaterfallRows, place: number): Folded {
  const after = place + tree.size(place)
  let failed = 0
  for (let under = place + 1; under < after; under++) {
    if (hasFailed(store, tree.row(under))) failed++
  }
  return { spans: after - place - 1, failed }
}

function barOf(store: ColumnStore, row: number, axis: TimeAxis, window: TimeAxis): Bar {
  const { spans } = store.rows
  const isOpen = (spans.problems(row) & PROBLEM['never-ended']) !== 0
  const start = placeOf(window, spans.start(row))
  const end = placeOf(window, isOpen ? nowOf(axis) : spans.end(row))
  const [first, last] = [Math.min(start, end), Math.max(start, end)]
  return {
    start: withinReach(first),
    end: withinReach(last),
    isOpen,
    isBackwards: end < start,
    ...(last < 0 && { outside: 'earlier' }),
    ...(first > 1 && { outside: 'later' }),
  }
}

/** Places far outside would be beyond what a style sheet can count. */
function withinReach(place: number): number {
  return Math.min(Math.max(place, -BEYOND), 1 + BEYOND)
}
