/** Store rows are the tables of one run. They refer to each other by the numbers of their rows. */

import { ChangeRows } from './change-rows.ts'
import { EventOrder } from './event-order.ts'
import { FieldRows } from './field-rows.ts'
import { LineRows } from './line-rows.ts'
import { NameNumbers } from './name-numbers.ts'
import { LineOriginRows, SpanOriginRows } from './origin-rows.ts'
import { SpanRows } from './span-rows.ts'
import { Table } from './table.ts'
import { TextRows } from './text-rows.ts'
import { TraceRows } from './trace-rows.ts'

export class StoreRows {
  readonly texts = new TextRows()
  readonly fields = new FieldRows(this.texts)
  readonly traces = new TraceRows(this.texts)
  readonly changes = new ChangeRows(this.texts, this.fields, this.traces)
  readonly lines = new LineRows()
  readonly spans = new SpanRows(this.texts)
  /** The row of the span of each end that is nothing but that. */
  readonly ends = new Table({ span: 'u32' })
  readonly order = new EventOrder()
  readonly services = new NameNumbers()
  readonly targets = new NameNumbers()
  readonly lineOrigins = new LineOriginRows(this.texts, this)
  readonly spanOrigins = new SpanOriginRows(this.texts, this)

  /** What they occupy, beside the characters of texts. */
  get bytes(): number {
    return [
      this.texts,
      this.fields,
      this.traces,
      this.changes,
      this.lines.table,
      this.spans,
      this.ends,
      this.order,
      this.lineOrigins.table,
      this.spanOrigins.table,
    ].reduce((bytes, rows) => bytes + rows.bytes, 0)
  }

  trim(): void {
    this.texts.trim()
    this.fields.trim()
    this.traces.trim()
    this.changes.trim()
    this.lines.table.trim()
    this.spans.trim()
    this.ends.trim()
    this.order.trim()
  }
}
