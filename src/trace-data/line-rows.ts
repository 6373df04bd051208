/** Line rows are the lines of a run: log records, what the console wrote, and diagnostics, in the order in which they came. */

import { addToRing, rowsInRing } from './ring.ts'
import { Table } from './table.ts'

export class LineRows {
  /** Rows of others are one higher than they are; 0 is none. */
  readonly table = new Table({
    /** Microseconds since the Unix epoch. */
    time: 'f64',
    origin: 'u32',
    /** The number of a text. */
    message: 'u32',
    /** Of a log record the text that is its template, of a console line, if at all, one higher, the one that holds its values. */
    more: 'u32',
    trace: 'u32',
    /** A span, or below 0 an absent one; see `SpanIds`. */
    span: 'i32',
    /** A block. */
    fields: 'u32',
    /** A ring; see `ring.ts`. */
    nextInSpan: 'u32',
  })

  get count(): number {
    return this.table.count
  }

  /** The lines of a ring. */
  inRing(last: number): number[] {
    return rowsInRing(this.table.columns.nextInSpan, last)
  }

  /** The lines of a ring belong to a span that has begun. @param span one higher than its row */
  giveTo(span: number, last: number): void {
    for (const row of this.inRing(last)) this.table.columns.span[row] = span
  }

  /** @returns the last one of the ring now */
  addTo(last: number, row: number): number {
    addToRing(this.table.columns.nextInSpan, last, row + 1)
    return row + 1
  }
}
