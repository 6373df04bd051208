/**
 * Span rows are the spans of a run, and how they hang together: who is whose child, in whatever order they come. What makes no
 * sense is kept, and marked; see `span-problems.ts`.
 */

import { ID_FORM } from './event-batch.ts'
import { addToRing, firstInRing, nextInRing } from './ring.ts'
import { findCircles } from './span-circles.ts'
import { SECOND_WITH_ID, SpanIds } from './span-ids.ts'
import { PROBLEM, SPAN_PROBLEMS, type SpanProblem } from './span-problems.ts'
import { SPAN_COLUMNS, type SpanTable, STATE } from './span-table.ts'
import { Table } from './table.ts'
import type { TextRows } from './text-rows.ts'

const NOT_ENDED = 2 ** 32 - 1
/** A duration from here on stands in a table of its own. */
const LONG = 2 ** 31

const BIT = PROBLEM

export class SpanRows {
  readonly #ids: SpanIds
  readonly #longEnds = new Table({ end: 'f64' })
  readonly #counts = new Uint32Array(SPAN_PROBLEMS.length)
  /** Spans that were their parent's child and their children's parent at once when they came: only they close circles. */
  #suspects: number[] = []
  #treeVersion = 0

  readonly table: SpanTable = new Table(SPAN_COLUMNS)

  constructor(texts: TextRows) {
    this.#ids = new SpanIds(texts, this.table)
  }

  get count(): number {
    return this.table.count
  }

  get bytes(): number {
    return this.table.bytes + this.#ids.bytes + this.#longEnds.bytes
  }

  /** Grows whenever a span that was there before gets another parent, or a parent at all. */
  get treeVersion(): number {
    this.#settle()
    return this.#treeVersion
  }

  get ids(): SpanIds {
    return this.#ids
  }

  /** How many spans have a problem. */
  countOf(problem: SpanProblem): number {
    this.#settle()
    return this.#counts[SPAN_PROBLEMS.indexOf(problem)] as number
  }

  /** Bits of {@link PROBLEM}. */
  problems(row: number): number {
    this.#settle()
    return this.table.columns.problems[row] as number
  }

  /** The row of the span under which it stands in the tree; −1 for a root, which may still name a parent. */
  treeParent(row: number): number {
    this.#settle()
    return this.#treeParent(row)
  }

  /** Does it stand at a root although it names a parent that is here? There a circle of parents is cut open. */
  isCutOff(row: number): boolean {
    this.#settle()
    return ((this.table.columns.state[row] as number) & STATE.isCutOff) !== 0
  }

  /** When it began, in microseconds since the Unix epoch. */
  start(row: number): number {
    return this.table.columns.start[row] as number
  }

  /** When it ended, in microseconds since the Unix epoch; NaN if it did not. */
  end(row: number): number {
    const { start, duration } = this.table.columns
    const took = duration[row] as number
    if (took < LONG) return (start[row] as number) + took
    if (took === NOT_ENDED) return Number.NaN
    return this.#longEnds.columns.end[took - LONG] as number
  }

  /**
   * A span has begun. Its row is there already, with all that others have nothing to do with.
   * @returns the number of the absent span that it was until now; below 0 if it was none
   */
  begin(
    row: number,
    form: number,
    high: number,
    low: number,
    parentForm: number,
    parentHigh: number,
    parentLow: number,
  ): number {
    const { columns } = this.table
    columns.duration[row] = NOT_ENDED
    this.#mark(row, BIT['never-ended'])
    const absent = this.#ids.begin(row, form, high, low)
    if (absent === SECOND_WITH_ID) this.#mark(row, BIT['second-with-id'])
    if (parentForm !== ID_FORM.none) this.#setParent(row, parentForm, parentHigh, parentLow)
    if (absent >= 0) this.#adopt(row, absent)
    return absent
  }

  isOpen(row: number): boolean {
    return this.table.columns.duration[row] === NOT_ENDED
  }

  /** A span has ended. Only its first end counts. */
  finish(row: number, time: number): void {
    if (!this.isOpen(row)) {
      this.#mark(row, BIT['ended-twice'])
      return
    }
    const { start, duration, parent, lastChild } = this.table.columns
    const took = time - (start[row] as number)
    if (took >= 0 && took < LONG) {
      duration[row] = took
    } else {
      const long = this.#longEnds.add()
      this.#longEnds.columns.end[long] = time
      duration[row] = LONG + long
    }
    this.#clear(row, BIT['never-ended'])
    if (took < 0) this.#mark(row, BIT['ends-before-start'])
    const above = parent[row] as number
    if (above > 0) this.#compareEnds(row, above - 1)
    if (lastChild[row] !== 0) this.#eachChild(row, (child) => this.#compareEnds(child, row))
  }

  /** Something was said about a span. */
  changed(row: number): void {
    if (!this.isOpen(row)) this.#mark(row, BIT['changed-after-end'])
  }

  trim(): void {
    this.table.trim()
    this.#ids.trim()
  }

  #setParent(row: number, form: number, high: number, low: number): void {
    const { columns } = this.table
    const parent = this.#ids.named(form, high, low)
    columns.parent[row] = parent
    if (parent > 0 && this.#ids.haveSameId(row, parent - 1)) {
      columns.state[row] = (columns.state[row] as number) | STATE.isCutOff
      this.#mark(row, BIT['own-parent'])
    } else if (parent > 0) {
      addToRing(columns.nextSibling, columns.lastChild[parent - 1] as number, row + 1)
      columns.lastChild[parent - 1] = row + 1
      this.#compare(row, parent - 1)
    } else {
      const { lastChild } = this.#ids.absents.columns
      addToRing(columns.nextSibling, lastChild[-parent - 1] as number, row + 1)
      lastChild[-parent - 1] = row + 1
      this.#mark(row, BIT['parent-missing'])
    }
  }

  /** Gives a span the children that waited for it. */
  #adopt(row: number, absent: number): void {
    const { columns } = this.table
    const last = this.#ids.absents.columns.lastChild[absent] as number
    if (last === 0) return
    columns.lastChild[row] = last
    this.#eachChild(row, (child) => {
      columns.parent[child] = row + 1
      this.#clear(child, BIT['parent-missing'])
      this.#compare(child, row)
    })
    this.#treeVersion++
    if ((columns.parent[row] as number) > 0) this.#suspects.push(row)
  }

  #compare(child: number, parent: number): void {
    const { start } = this.table.columns
    if ((start[child] as number) < (start[parent] as number)) {
      this.#mark(child, BIT['starts-before-parent'])
    }
    this.#compareEnds(child, parent)
  }

  #compareEnds(child: number, parent: number): void {
    // One that has not ended is not later than anything.
    if (this.end(child) > this.end(parent)) this.#mark(child, BIT['ends-after-parent'])
  }

  #eachChild(row: number, visit: (child: number) => void): void {
    const { nextSibling, lastChild } = this.table.columns
    const last = lastChild[row] as number
    for (
      let child = firstInRing(nextSibling, last);
      child !== 0;
      child = nextInRing(nextSibling, last, child)
    ) {
      visit(child - 1)
    }
  }

  #treeParent(row: number): number {
    const { parent, state } = this.table.columns
    const isRoot = (parent[row] as number) <= 0 || ((state[row] as number) & STATE.isCutOff) !== 0
    return isRoot ? -1 : (parent[row] as number) - 1
  }

  /** Looks for circles where one may have been closed. They are cut open at the span that began first. */
  #settle(): void {
    if (this.#suspects.length === 0) return
    const suspects = this.#suspects
    this.#suspects = []
    const { columns } = this.table
    for (const circle of findCircles(suspects, this.count, (row) => this.#treeParent(row))) {
      let first = circle[0] as number
      for (const row of circle) {
        this.#mark(row, BIT['in-circle'])
        const [start, earliest] = [columns.start[row] as number, columns.start[first] as number]
        if (start < earliest || (start === earliest && row < first)) first = row
      }
      columns.state[first] = (columns.state[first] as number) | STATE.isCutOff
      this.#treeVersion++
    }
  }

  #mark(row: number, bit: number): void {
    const { problems } = this.table.columns
    const bits = problems[row] as number
    if ((bits & bit) !== 0) return
    problems[row] = bits | bit
    this.#count(bit, 1)
  }

  #clear(row: number, bit: number): void {
    const { problems } = this.table.columns
    const bits = problems[row] as number
    if ((bits & bit) === 0) return
    problems[row] = bits & ~bit
    this.#count(bit, -1)
  }

  #count(bit: number, change: number): void {
    const index = 31 - Math.clz32(bit)
    this.#counts[index] = (this.#counts[index] as number) + change
  }
}
