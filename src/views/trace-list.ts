/** A trace list is the traces of a run with what tells them apart: who began each, how long it took, and whether it failed. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { durationText } from './duration-text.ts'
import { nowOf, type TimeAxis } from './time-axis.ts'
import { visibleText } from './visible-text.ts'
import { hasFailed } from './waterfall-row.ts'

export const TRACE_ORDERS = ['earliest', 'longest', 'failed'] as const

/** In what order traces are listed: by their start, by how long they took, or those with most failed spans first. */
export type TraceOrder = (typeof TRACE_ORDERS)[number]

export interface TraceSummary {
  /** Its row. */
  readonly trace: number
  /** The span with which it began: one without a parent, if there is any. */
  readonly root: number
  readonly name: string
  readonly service: string
  /** Microseconds since the Unix epoch. */
  readonly from: number
  readonly to: number
  readonly duration: string
  readonly spans: number
  readonly failed: number
  readonly services: number
}

export class TraceList {
  readonly #store: ColumnStore
  readonly #axis: TimeAxis
  readonly #root: Int32Array
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #failed: Uint32Array
  readonly #order: Uint32Array

  /** Once through all spans. @param axis those that have not ended go on to its end */
  constructor(store: ColumnStore, axis: TimeAxis, order: TraceOrder = 'earliest') {
    this.#store = store
    this.#axis = axis
    const { traceCount, spanCount } = store
    this.#root = new Int32Array(traceCount).fill(-1)
    this.#from = new Float64Array(traceCount).fill(Number.POSITIVE_INFINITY)
    this.#to = new Float64Array(traceCount).fill(Number.NEGATIVE_INFINITY)
    this.#failed = new Uint32Array(traceCount)
    for (let row = 0; row < spanCount; row++) this.#add(row)
    const traces = new Uint32Array(traceCount)
    let count = 0
    for (let trace = 0; trace < traceCount; trace++) {
      if ((this.#root[trace] as number) >= 0) traces[count++] = trace
    }
    this.#order = traces.subarray(0, count).sort(this.#comparison(order))
  }

  /** How many traces have spans. Lines alone can name one, too. */
  get count(): number {
    return this.#order.length
  }

  /** The trace at a place in the list: its row. */
  trace(index: number): number {
    return this.#order[index] as number
  }

  /** Where a trace stands in the list; −1 if it has no spans. */
  indexOf(trace: number): number {
    return this.#order.indexOf(trace)
  }

  from(trace: number): number {
    return this.#from[trace] as number
  }

  to(trace: number): number {
    return this.#to[trace] as number
  }

  summary(trace: number): TraceSummary {
    const { rows } = this.#store
    const root = this.#root[trace] as number
    const { name, origin } = rows.spans.table.columns
    const services = new Set(
      this.#store.spansOfTrace(trace).map((row) => rows.spanOrigins.service(origin[row] as number)),
    )
    const [from, to] = [this.from(trace), this.to(trace)]
    return {
      trace,
      root,
      name: visibleText(rows.texts.text(name[root] as number)),
      service: rows.spanOrigins.service(origin[root] as number),
      from,
      to,
      duration: durationText(to - from),
      spans: rows.traces.table.columns.spans[trace] as number,
      failed: this.#failed[trace] as number,
      services: services.size,
    }
  }

  #add(row: number): void {
    const { spans } = this.#store.rows
    const { parent } = spans.table.columns
    const trace = this.#store.traceOf(row)
    const start = spans.start(row)
    const ended = spans.end(row)
    const end = Number.isNaN(ended) ? nowOf(this.#axis) : ended
    this.#from[trace] = Math.min(this.from(trace), start, end)
    this.#to[trace] = Math.max(this.to(trace), start, end)
    if (hasFailed(this.#store, row)) this.#failed[trace] = (this.#failed[trace] as number) + 1
    const root = this.#root[trace] as number
    const isBetter = root < 0 || ((parent[root] as number) !== 0 && (parent[row] as number) === 0)
    if (isBetter) this.#root[trace] = row
  }

  /** Of equal ones the one that came first stands first. */
  #comparison(order: TraceOrder): (a: number, b: number) => number {
    const lengthOf = (trace: number) => this.to(trace) - this.from(trace)
    switch (order) {
      case 'earliest':
        return (a, b) => this.from(a) - this.from(b) || a - b
      case 'longest':
        return (a, b) => lengthOf(b) - lengthOf(a) || a - b
      case 'failed':
        return (a, b) => (this.#failed[b] as number) - (this.#failed[a] as number) || a - b
    }
  }
}
