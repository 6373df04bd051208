/**
 * Waterfall rows are what a waterfall shows, from top to bottom: the spans that are not folded away, and, if they are wanted, the
 * lines in the places where they were written.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { SpanTree } from './span-tree.ts'
import { VisibleSpans } from './visible-spans.ts'

/** Tells a line from a span. No store has so many rows. */
const LINE_BIT = 2 ** 31

/** A span below which lines stand, and those of them that do not stand there yet. */
interface OpenSpan {
  /** −1 for the lines of no span. */
  readonly place: number
  /** The first place that is not below it any more. */
  readonly after: number
  readonly lines: readonly number[]
  next: number
}

export class WaterfallRows {
  readonly #store: ColumnStore
  readonly tree: SpanTree
  readonly folds: VisibleSpans
  #showsLines = false
  #trace: number | undefined
  /** Rows of spans, and those of lines with their bit. */
  #items = new Uint32Array(0)
  #count = 0
  /** Where in them the spans stand, if lines stand between them. */
  #spanIndexes: Uint32Array | undefined
  #isFresh = false
  #revision: number
  /** Grows with each change of the rows or of what stands in them. */
  version = 0

  constructor(store: ColumnStore) {
    this.#store = store
    this.#revision = store.revision
    this.tree = new SpanTree(store.rows.spans)
    this.folds = new VisibleSpans(this.tree)
  }

  /** Takes in what the store has got since. */
  grow(): void {
    if (this.#revision === this.#store.revision) return
    this.#revision = this.#store.revision
    this.tree.grow()
    this.folds.refresh()
    this.#change()
  }

  get showsLines(): boolean {
    return this.#showsLines
  }

  showLines(showsLines: boolean): void {
    if (showsLines === this.#showsLines) return
    this.#showsLines = showsLines
    this.#change()
  }

  /** The trace that is shown; all of them if absent. */
  get shownTrace(): number | undefined {
    return this.#trace
  }

  /** @param trace its row: only its trees are shown; all of them if absent */
  showTrace(trace: number | undefined): void {
    if (trace === this.#trace) return
    this.#trace = trace
    this.#change()
  }

  toggle(place: number): void {
    if (this.folds.isCollapsed(place)) this.folds.expand(place)
    else this.folds.collapse(place)
    this.#change()
  }

  /** Shows spans down to a depth: 0 shows only roots, infinity all. */
  showTo(depth: number): void {
    this.folds.showTo(depth)
    this.#change()
  }

  /** Brings a span in sight, if it belongs to a trace that is shown. @returns its index; −1 if it does not */
  reveal(row: number): number {
    this.folds.reveal(this.tree.place(row))
    this.#change()
    return this.indexOfSpan(row)
  }

  /** How many they are. */
  get count(): number {
    this.#update()
    return this.#count
  }

  isLine(index: number): boolean {
    this.#update()
    return (this.#items[index] as number) >= LINE_BIT
  }

  /** The row of a span, or of a line. */
  row(index: number): number {
    this.#update()
    const item = this.#items[index] as number
    return item >= LINE_BIT ? item - LINE_BIT : item
  }

  /** How deep a line stands: below its span; 0 if it has none. */
  depthOfLine(line: number): number {
    const span = this.#store.spanOfLine(line)
    return span < 0 ? 0 : this.tree.depth(this.tree.place(span)) + 1
  }

  /** The index of a span, or of the one in which it is folded away; −1 if it belongs to a trace that is not shown. */
  indexOfSpan(row: number): number {
    this.#update()
    const spans = this.#spanIndexes
    const indexOf = (nth: number) => (spans ? (spans[nth] as number) : nth)
    const placeOf = (nth: number) => this.tree.place(this.#items[indexOf(nth)] as number)
    const place = this.tree.place(row)
    let [at, after] = [-1, spans ? spans.length : this.#count]
    while (after - at > 1) {
      const middle = (at + after) >> 1
      if (placeOf(middle) <= place) at = middle
      else after = middle
    }
    if (at < 0) return -1
    const found = placeOf(at)
    return place < found + this.tree.size(found) ? indexOf(at) : -1
  }

  /** The index of a line; that of its span if lines are not shown, or its span is folded away; −1 if neither is there. */
  indexOfLine(line: number): number {
    const span = this.#store.spanOfLine(line)
    const from = span < 0 ? -1 : this.indexOfSpan(span)
    if (!this.#showsLines || (span >= 0 && from < 0)) return from
    const at = this.#items.subarray(0, this.#count).indexOf(line + LINE_BIT, Math.max(from, 0))
    return at < 0 ? from : at
  }

  /** The rows of all spans of the traces that are shown, also of those that are folded away. */
  allSpans(): Uint32Array {
    const { tree } = this
    const rows = new Uint32Array(tree.count)
    let count = 0
    for (const root of this.roots()) {
      const after = root + tree.size(root)
      for (let place = root; place < after; place++) rows[count++] = tree.row(place)
    }
    return rows.subarray(0, count)
  }

  /** The places of the roots that are shown. */
  *roots(): Generator<number> {
    const { tree } = this
    for (let place = 0; place < tree.count; place += tree.size(place)) {
      if (this.#isShown(place)) yield place
    }
  }

  #isShown(root: number): boolean {
    return this.#trace === undefined || this.#store.traceOf(this.tree.row(root)) === this.#trace
  }

  #change(): void {
    this.#isFresh = false
    this.version++
  }

  #update(): void {
    if (this.#isFresh) return
    this.#isFresh = true
    const room = this.tree.count + (this.#showsLines ? this.#store.lineCount : 0)
    if (this.#items.length < room) this.#items = new Uint32Array(room + (room >> 3))
    this.#spanIndexes = undefined
    if (this.#showsLines) this.#fillWithLines()
    else this.#fill()
  }

  #fill(): void {
    const { tree, folds } = this
    let index = 0
    for (let root = 0; root < tree.count; ) {
      const after = root + tree.size(root)
      if (this.#isShown(root)) {
        for (let place = root; place < after; ) {
          this.#items[index++] = tree.row(place)
          place += folds.isCollapsed(place) ? tree.size(place) : 1
        }
      }
      root = after
    }
    this.#count = index
  }

  #fillWithLines(): void {
    const { tree, folds } = this
    const spanIndexes: number[] = []
    const { start } = this.#store.rows.spans.table.columns
    const open: OpenSpan[] = [this.#linesOfNoSpan()]
    this.#count = 0
    for (const root of this.roots()) {
      const after = root + tree.size(root)
      for (let place = root; place < after; ) {
        this.#closeUpTo(place, open)
        const row = tree.row(place)
        const above = open.at(-1)
        if (above && above.place === tree.parentPlace(place)) {
          this.#putLines(above, start[row] as number)
        }
        spanIndexes.push(this.#count)
        this.#items[this.#count++] = row
        const isCollapsed = folds.isCollapsed(place)
        const size = tree.size(place)
        const lines = isCollapsed ? [] : this.#store.linesOf(row)
        if (lines.length > 0) open.push({ place, after: place + size, lines, next: 0 })
        place += isCollapsed ? size : 1
      }
    }
    this.#closeUpTo(Number.POSITIVE_INFINITY, open)
    this.#spanIndexes = Uint32Array.from(spanIndexes)
  }

  /** They stand beside the roots; of one trace alone they are no part. */
  #linesOfNoSpan(): OpenSpan {
    const lines: number[] = []
    if (this.#trace === undefined) {
      for (let line = 0; line < this.#store.lineCount; line++) {
        if (this.#store.spanOfLine(line) < 0) lines.push(line)
      }
    }
    return { place: -1, after: Number.POSITIVE_INFINITY, lines, next: 0 }
  }

  #closeUpTo(place: number, open: OpenSpan[]): void {
    for (let last = open.at(-1); last && last.after <= place; last = open.at(-1)) {
      this.#putLines(last, Number.POSITIVE_INFINITY)
      open.pop()
    }
  }

  #putLines(span: OpenSpan, before: number): void {
    const { time } = this.#store.rows.lines.table.columns
    for (; span.next < span.lines.length; span.next++) {
      const line = span.lines[span.next] as number
      // At the same moment a line stands first: it tells of what is done next.
      if ((time[line] as number) > before) break
      this.#items[this.#count++] = line + LINE_BIT
    }
  }
}
