/**
 * A fold is a run between its two forms: the stream that a logger would have written, a row for each line and for each start and
 * end of a span, and the tree that ids make of it, a row for each span with its lines below it.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { eachMoment, type Moment } from './replay-moments.ts'
import { WaterfallRows } from './waterfall-rows.ts'

/** What the telemetry says of who belongs to whom: everything, all but the parents, or not even which span it is. */
export const FOLD_IDS = ['all', 'no-parent', 'none'] as const

export type FoldIds = (typeof FOLD_IDS)[number]

/** A line, or a span, with the rows where it stands. Rows are counted from 0. */
export interface FoldMark {
  readonly kind: 'line' | 'span'
  /** In the store. */
  readonly row: number
  /** Of a line, or of the start of a span, in the stream. */
  readonly first: number
  /** Of the end of a span in the stream; where it began, if it has not ended. */
  readonly last: number
  readonly tree: FoldRow
  /** If nobody had written the parents. */
  readonly flat: FoldRow
}

interface FoldRow {
  readonly at: number
  readonly depth: number
}

export interface Fold {
  /** In the order of the stream: spans where they began. */
  readonly marks: readonly FoldMark[]
  readonly streamRows: number
  readonly treeRows: number
  /** Rows of the tree at which another trace begins. */
  readonly traceStarts: readonly number[]
  /** What is not in it, because there would be too many rows. */
  readonly left: { readonly lines: number; readonly spans: number }
}

/** Whatever is in a fold. Rows in the store. */
interface Chosen {
  readonly spans: ReadonlySet<number>
  readonly lines: ReadonlySet<number>
  /** The traces that are shown; absent if that is all there is. */
  readonly traces?: readonly number[]
}

/**
 * @param trace the only one that is shown; all of them, if absent
 * @param most how many rows the stream may have: of a longer run the first traces that fit, or the beginning of the first one
 */
export function foldRun(store: ColumnStore, trace: number | undefined, most: number): Fold {
  const chosen = choose(store, trace, most)
  const stream = streamOf(store, chosen)
  const rows = new WaterfallRows(store)
  const tree = treeOf(rows, store, chosen)
  const flat = flatOf(store, stream.order)
  const marks = stream.order.map(({ kind, row }) => {
    const key = keyOf(kind, row)
    const first = stream.first.get(key) as number
    return {
      kind,
      row,
      first,
      last: stream.last.get(key) ?? first,
      tree: tree.places.get(key) as FoldRow,
      flat: flat.get(key) as FoldRow,
    }
  })
  return {
    marks,
    streamRows: stream.count,
    treeRows: marks.length,
    traceStarts: tree.traceStarts,
    left: {
      lines: store.lineCount - chosen.lines.size,
      spans: store.spanCount - chosen.spans.size,
    },
  }
}

/** Pixels. */
export interface FoldHeights {
  /** Of a row of the stream. */
  readonly stream: number
  /** Of a row of the tree. */
  readonly tree: number
}

/** Where a mark is. Pixels from the top to the middle of its row. */
export interface FoldPlace {
  /** Of a line, or of the start of a span. */
  readonly first: number
  /** Of the end of a span. */
  readonly last: number
  readonly depth: number
  /** How much of a bar it is: 0 if start and end stand apart, 1 if they are one. */
  readonly whole: number
}

/** Where a mark stands in the stream. */
export function inStream({ first, last }: FoldMark, { stream }: FoldHeights): FoldPlace {
  return {
    first: (first + 0.5) * stream,
    last: (last + 0.5) * stream,
    depth: 0,
    whole: 0,
  }
}

/** Where it stands when it is folded, as far as what is known allows it. */
export function whenFolded(mark: FoldMark, ids: FoldIds, heights: FoldHeights): FoldPlace {
  if (ids === 'none') return inStream(mark, heights)
  const { at, depth } = ids === 'all' ? mark.tree : mark.flat
  const middle = (at + 0.5) * heights.tree
  return { first: middle, last: middle, depth, whole: 1 }
}

/** Between two places. @param part of the way: 0 to 1 */
export function between(from: FoldPlace, to: FoldPlace, part: number): FoldPlace {
  const mix = (a: number, b: number) => a + (b - a) * part
  return {
    first: mix(from.first, to.first),
    last: mix(from.last, to.last),
    depth: mix(from.depth, to.depth),
    whole: mix(from.whole, to.whole),
  }
}

/** Marks with the rows that a reader of the folded run, or of the stream, goes through. */
export function foldOrder(
  { marks }: Fold,
  ids: FoldIds | 'stream',
): readonly { readonly mark: FoldMark; readonly part: 'first' | 'last' | 'whole' }[] {
  if (ids === 'all' || ids === 'no-parent') {
    const form = ids === 'all' ? 'tree' : 'flat'
    return marks
      .toSorted((a, b) => a[form].at - b[form].at)
      .map((mark) => ({ mark, part: 'whole' as const }))
  }
  return marks
    .flatMap((mark) => [
      { mark, part: 'first' as const, at: mark.first },
      ...(mark.last === mark.first ? [] : [{ mark, part: 'last' as const, at: mark.last }]),
    ])
    .sort((a, b) => a.at - b.at)
}

function choose(store: ColumnStore, only: number | undefined, most: number): Chosen {
  const spans = new Set<number>()
  const lines = new Set<number>()
  if (only === undefined && store.lineCount + 2 * store.spanCount <= most) {
    for (let row = 0; row < store.spanCount; row++) spans.add(row)
    for (let row = 0; row < store.lineCount; row++) lines.add(row)
    return { spans, lines }
  }
  const traces: number[] = []
  let room = most
  for (const trace of only === undefined ? tracesByStart(store) : [only]) {
    const inTrace = store.spansOfTrace(trace)
    const linesInTrace = inTrace.flatMap((span) => store.linesOf(span))
    const fits = 2 * inTrace.length + linesInTrace.length <= room
    if (!fits && traces.length > 0) break
    traces.push(trace)
    room -= 2 * inTrace.length + linesInTrace.length
    if (!fits) {
      takeFirst(store, inTrace, most, spans, lines)
      break
    }
    for (const span of inTrace) spans.add(span)
    for (const line of linesInTrace) lines.add(line)
  }
  return { spans, lines, traces }
}

/** Rows of the traces that have spans, by the first one that came. More than fit are not looked for. */
function* tracesByStart(store: ColumnStore): Generator<number> {
  const seen = new Set<number>()
  for (let row = 0; row < store.spanCount; row++) {
    const trace = store.traceOf(row)
    if (seen.has(trace)) continue
    seen.add(trace)
    yield trace
  }
}

/** Of a trace that is too long, its first spans with their lines. */
function takeFirst(
  store: ColumnStore,
  inTrace: readonly number[],
  most: number,
  spans: Set<number>,
  lines: Set<number>,
): void {
  let room = most
  for (const span of inTrace) {
    if (room < 2) return
    spans.add(span)
    room -= 2
    for (const line of store.linesOf(span).slice(0, room)) {
      lines.add(line)
      room--
    }
  }
}

/** One number for each mark: lines are odd. */
function keyOf(kind: FoldMark['kind'], row: number): number {
  return row * 2 + (kind === 'line' ? 1 : 0)
}

interface Stream {
  /** Marks as they first appear. */
  readonly order: readonly Pick<FoldMark, 'kind' | 'row'>[]
  readonly first: ReadonlyMap<number, number>
  readonly last: ReadonlyMap<number, number>
  readonly count: number
}

function streamOf(store: ColumnStore, { spans, lines }: Chosen): Stream {
  const said: Moment[] = []
  for (const moment of eachMoment(store)) {
    const { kind, row } = moment
    if (kind !== 'event' && (kind === 'line' ? lines : spans).has(row)) said.push(moment)
  }
  // Clocks differ, and times can be given: what comes later can be earlier.
  said.sort((a, b) => a.time - b.time)
  const order: Pick<FoldMark, 'kind' | 'row'>[] = []
  const first = new Map<number, number>()
  const last = new Map<number, number>()
  let count = 0
  for (const { kind, row } of said) {
    const key = keyOf(kind === 'line' ? 'line' : 'span', row)
    if (kind === 'end') {
      // Only the first end counts.
      if (!last.has(key)) last.set(key, count++)
      continue
    }
    first.set(key, count++)
    order.push({ kind: kind === 'line' ? 'line' : 'span', row })
  }
  return { order, first, last, count }
}

interface Tree {
  readonly places: ReadonlyMap<number, FoldRow>
  readonly traceStarts: readonly number[]
}

/** The rows of the waterfall, without those that are not chosen. */
function treeOf(rows: WaterfallRows, store: ColumnStore, { spans, lines, traces }: Chosen): Tree {
  const places = new Map<number, FoldRow>()
  const traceStarts: number[] = []
  let trace = -1
  rows.showLines(true)
  for (const shown of traces ?? [undefined]) {
    rows.showTrace(shown)
    for (let index = 0; index < rows.count; index++) {
      const row = rows.row(index)
      const at = places.size
      if (rows.isLine(index)) {
        if (lines.has(row)) places.set(keyOf('line', row), { at, depth: rows.depthOfLine(row) })
      } else if (spans.has(row)) {
        if (store.traceOf(row) !== trace && trace >= 0) traceStarts.push(at)
        trace = store.traceOf(row)
        places.set(keyOf('span', row), { at, depth: rows.tree.depth(rows.tree.place(row)) })
      }
    }
  }
  return { places, traceStarts }
}

/** Spans as they began, each with its lines: what a span's own id is enough for. */
function flatOf(store: ColumnStore, order: Stream['order']): ReadonlyMap<number, FoldRow> {
  const places = new Map<number, FoldRow>()
  const lines = new Map<number, number[]>()
  const isShown = new Set(order.flatMap(({ kind, row }) => (kind === 'span' ? [row] : [])))
  const spanOf = (line: number) => {
    const span = store.spanOfLine(line)
    return isShown.has(span) ? span : -1
  }
  for (const { kind, row } of order) {
    if (kind === 'span') continue
    const span = spanOf(row)
    if (span >= 0) lines.set(span, [...(lines.get(span) ?? []), row])
  }
  for (const { kind, row } of order) {
    if (kind === 'line' && spanOf(row) >= 0) continue
    places.set(keyOf(kind, row), { at: places.size, depth: 0 })
    if (kind === 'line') continue
    for (const line of lines.get(row) ?? []) {
      places.set(keyOf('line', line), { at: places.size, depth: 1 })
    }
  }
  return places
}
