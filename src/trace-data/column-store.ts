/**
 * A column store holds all that one run said, in columns of numbers: a million spans in a hundred megabytes. It only grows. Lines
 * and spans are meant by their rows; objects are made of those that somebody looks at.
 */

import type { Line, TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import { appendBatch } from './append-batch.ts'
import { type EventBatch, STATUS_CODES } from './event-batch.ts'
import { EventColumns } from './event-columns.ts'
import { eventsAt, lineAt, spanRecordAt } from './read-rows.ts'
import { rowsInRing } from './ring.ts'
import { countSites, type SiteCounts } from './site-index.ts'
import { type ProblemCounts, problemsIn, SPAN_PROBLEMS, type SpanProblem } from './span-problems.ts'
import { STATE } from './span-table.ts'
import { StoreRows } from './store-rows.ts'
import { TimeOrder } from './time-order.ts'

export class ColumnStore {
  /** The tables themselves, for view models that go over all rows. Nobody but the store changes them. */
  readonly rows = new StoreRows()
  /** Lines by their times: of several services, clocks may differ. */
  readonly linesByTime = new TimeOrder({
    count: () => this.lineCount,
    times: () => this.rows.lines.table.columns.time,
  })
  /** Spans by their starts. */
  readonly spansByTime = new TimeOrder({
    count: () => this.spanCount,
    times: () => this.rows.spans.table.columns.start,
  })
  /** Writes down events that did not come in batches. */
  readonly #columns = new EventColumns()
  #revision = 0
  #sites: { readonly asOf: number; readonly counts: ReadonlyMap<number, SiteCounts> } | undefined
  #first = Number.POSITIVE_INFINITY
  #last = Number.NEGATIVE_INFINITY

  static of(events: readonly TelemetryEvent[]): ColumnStore {
    const store = new ColumnStore()
    store.appendEvents(events)
    return store
  }

  /** @param batch a good one, and the next one of this run: batches mean what earlier ones said */
  append(batch: EventBatch): void {
    const { first, last } = appendBatch(this.rows, batch)
    this.#first = Math.min(this.#first, first)
    this.#last = Math.max(this.#last, last)
    this.#revision++
  }

  /** Appends events that did not come in batches. All that one store is given comes in one of the two ways. */
  appendEvents(events: readonly TelemetryEvent[]): void {
    for (const event of events) this.#columns.append(event)
    if (this.#columns.count > 0) this.append(this.#columns.take())
  }

  /** The run is over: memory for more is given back. */
  trim(): void {
    this.rows.trim()
  }

  /** Grows with each batch, so that what was computed from the store can be kept until then. */
  get revision(): number {
    return this.#revision
  }

  get eventCount(): number {
    return this.rows.order.count
  }

  get lineCount(): number {
    return this.rows.lines.count
  }

  /** How many lines were written with the console. */
  get consoleCount(): number {
    const { lineOrigins } = this.rows
    const { lines } = lineOrigins.table.columns
    let count = 0
    for (let origin = 0; origin < lineOrigins.table.count; origin++) {
      if (lineOrigins.isConsole(origin)) count += lines[origin] as number
    }
    return count
  }

  get spanCount(): number {
    return this.rows.spans.count
  }

  /** What the columns occupy, beside the characters of texts. */
  get bytes(): number {
    return this.rows.bytes
  }

  /** The moment of the first event, in microseconds since the Unix epoch; 0 for an empty run. */
  get start(): number {
    return this.#first <= this.#last ? this.#first : 0
  }

  /** The moment of the last event, in microseconds since the Unix epoch; 0 for an empty run. */
  get end(): number {
    return this.#first <= this.#last ? this.#last : 0
  }

  /** Services in the order of their first appearance. */
  get services(): readonly string[] {
    return this.rows.services.names
  }

  /** Targets of log records in the order of their first appearance. */
  get targets(): readonly string[] {
    return this.rows.targets.names
  }

  /** What was made where, by the numbers of the places in the source. */
  get sites(): ReadonlyMap<number, SiteCounts> {
    if (this.#sites?.asOf !== this.#revision) {
      this.#sites = { asOf: this.#revision, counts: countSites(this.rows) }
    }
    return this.#sites.counts
  }

  /** The place in the source that wrote a line. */
  siteOfLine(line: number): number {
    const origin = this.rows.lines.table.columns.origin[line] as number
    return this.rows.lineOrigins.table.columns.site[origin] as number
  }

  /** The place in the source that made a span. */
  siteOfSpan(span: number): number {
    const origin = this.rows.spans.table.columns.origin[span] as number
    return this.rows.spanOrigins.table.columns.site[origin] as number
  }

  line(row: number): Line {
    return lineAt(this.rows, row)
  }

  spanRecord(row: number): SpanRecord {
    return spanRecordAt(this.rows, row)
  }

  /** Lines as they came, from one row up to another: an object each. */
  lines(from = 0, to = this.lineCount): Line[] {
    return rowsFrom(from, Math.min(to, this.lineCount)).map((row) => this.line(row))
  }

  /** Spans as they came, from one row up to another: an object each. */
  spans(from = 0, to = this.spanCount): SpanRecord[] {
    return rowsFrom(from, Math.min(to, this.spanCount)).map((row) => this.spanRecord(row))
  }

  /** Events as they came, from one number up to another. */
  events(from = 0, to = this.eventCount): TelemetryEvent[] {
    return eventsAt(this.rows, from, to)
  }

  spanId(span: number): string {
    return this.rows.spans.ids.id(span + 1)
  }

  /** The row of the first span with an id; −1 if there is none. */
  spanRow(spanId: string): number {
    return this.rows.spans.ids.rowOf(spanId)
  }

  /** The row of the span in which a line was written; −1 if it names none, or one that is not here. */
  spanOfLine(line: number): number {
    return Math.max((this.rows.lines.table.columns.span[line] as number) - 1, -1)
  }

  /** Was a line written with the console? */
  isConsoleLine(line: number): boolean {
    return this.rows.lineOrigins.isConsole(this.rows.lines.table.columns.origin[line] as number)
  }

  /** Rows of the lines written while this span was active. */
  linesOf(span: number): number[] {
    return this.rows.lines.inRing(this.rows.spans.table.columns.lastLine[span] as number)
  }

  /** Rows of the spans that stand under this one in the tree, in the order in which they came. */
  childrenOf(span: number): number[] {
    const { nextSibling, lastChild } = this.rows.spans.table.columns
    const children = rowsInRing(nextSibling, lastChild[span] as number)
    return children.filter((row) => this.rows.spans.treeParent(row) === span)
  }

  /** Rows of the spans with which a tree begins: those without a parent, or whose parent is not here, and one of every circle. */
  roots(): number[] {
    return rowsFrom(0, this.spanCount).filter((row) => this.rows.spans.treeParent(row) < 0)
  }

  /** Rows of the spans of a trace, in the order in which they came. */
  spansOfTrace(trace: number): number[] {
    const { nextInTrace } = this.rows.spans.table.columns
    return rowsInRing(nextInTrace, this.rows.traces.table.columns.lastSpan[trace] as number)
  }

  get traceCount(): number {
    return this.rows.traces.count
  }

  /** The trace of a span: a row. */
  traceOf(span: number): number {
    return this.rows.spans.table.columns.trace[span] as number
  }

  traceId(trace: number): string {
    return this.rows.traces.id(trace)
  }

  /** Does its status say that it failed? */
  hasFailed(span: number): boolean {
    const state = this.rows.spans.table.columns.state[span] as number
    return STATUS_CODES[state & STATE.statusBits] === 'error'
  }

  /** When a line was written, in microseconds since the Unix epoch. */
  timeOfLine(line: number): number {
    return this.rows.lines.table.columns.time[line] as number
  }

  /** What is odd about a span. */
  problemsOf(span: number): SpanProblem[] {
    return problemsIn(this.rows.spans.problems(span))
  }

  /** How many spans have each problem. */
  get problemCounts(): ProblemCounts {
    const counts = SPAN_PROBLEMS.map((problem) => [problem, this.rows.spans.countOf(problem)])
    return Object.fromEntries(counts) as ProblemCounts
  }
}

function rowsFrom(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
}
