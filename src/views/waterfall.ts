/** A waterfall is a trace as rows: every span a bar on the time axis, under its parent, indented by depth. */

import type { Line } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import { placeOf, type TimeAxis } from './time-axis.ts'

/** What a waterfall asks of a run. A `RunStore` has it. */
export interface SpanSource {
  roots(): readonly SpanRecord[]
  childrenOf(spanId: string): readonly SpanRecord[]
  linesOf(spanId: string): readonly Line[]
  /** Do its parents lead back to it, and was the cycle broken here? */
  isCycleStart(spanId: string): boolean
}

export interface WaterfallRow {
  readonly span: SpanRecord
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
  readonly bar: Bar
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
 * @param collapsed ids of spans whose children are hidden
 */
export function layOutWaterfall(
  source: SpanSource,
  axis: TimeAxis,
  collapsed: ReadonlySet<string> = new Set(),
): WaterfallRow[] {
  const rows: WaterfallRow[] = []
  // Iterative, because a trace can be a hundred thousand spans deep.
  const waiting: Waiting[] = []
  const push = (siblings: readonly SpanRecord[], depth: number) => {
    for (let index = siblings.length - 1; index >= 0; index--) {
      waiting.push({
        span: siblings[index] as SpanRecord,
        depth,
        position: index + 1,
        siblings: siblings.length,
      })
    }
  }
  push(source.roots(), 0)
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { span, depth } = next
    const children = source.childrenOf(span.spanId)
    const isCollapsed = collapsed.has(span.spanId)
    const isInCycle = depth === 0 && source.isCycleStart(span.spanId)
    rows.push({
      ...next,
      hasChildren: children.length > 0,
      isCollapsed,
      isOrphan: depth === 0 && span.parentSpanId !== undefined && !isInCycle,
      isInCycle,
      bar: barOf(span, axis),
    })
    if (!isCollapsed) push(children, depth + 1)
  }
  return rows
}

/** As many ticks as can be told apart on a screen. */
const TICKS = 500

/** Places on the axis where there are lines. Where many stand close to each other, there is one tick for them all. */
export function lineTicks(lines: readonly Line[], axis: TimeAxis): number[] {
  const taken = new Uint8Array(TICKS + 1)
  const ticks: number[] = []
  for (const { time } of lines) {
    const place = placeOf(axis, time)
    const at = Math.min(Math.max(0, Math.round(place * TICKS)), TICKS)
    if (taken[at]) continue
    taken[at] = 1
    ticks.push(place)
  }
  return ticks
}

type Waiting = Pick<WaterfallRow, 'span' | 'depth' | 'position' | 'siblings'>

function barOf(span: SpanRecord, axis: TimeAxis): Bar {
  const start = placeOf(axis, span.start)
  const end = placeOf(axis, span.end ?? axis.to)
  return {
    start: Math.min(start, end),
    end: Math.max(start, end),
    isOpen: span.end === undefined,
    hasFailed: span.status.code === 'error',
    isBackwards: end < start,
  }
}
