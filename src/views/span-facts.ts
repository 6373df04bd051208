/** Span facts are what is asked of many spans at once, read from their columns without making an object of any. */

import type { SpanKind } from '../telemetry/tracing/span-record.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { EVENT, STATUS_CODES } from '../trace-data/event-batch.ts'
import { firstInRing, nextInRing } from '../trace-data/ring.ts'
import { STATE } from '../trace-data/span-table.ts'

const ERROR = STATUS_CODES.indexOf('error')

/** Spans are meant by their rows. */
export class SpanFacts {
  readonly #store: ColumnStore
  /** Equal names can have several numbers; whoever compares many reads each once. */
  readonly #names = new Map<number, string>()

  constructor(store: ColumnStore) {
    this.#store = store
  }

  service(row: number): string {
    const { spans, spanOrigins, services } = this.#store.rows
    const origin = spans.table.columns.origin[row] as number
    return services.names[spanOrigins.table.columns.serviceNumber[origin] as number] as string
  }

  kind(row: number): SpanKind {
    const { spans, spanOrigins } = this.#store.rows
    return spanOrigins.kind(spans.table.columns.origin[row] as number)
  }

  name(row: number): string {
    return this.text(this.#store.rows.spans.table.columns.name[row] as number)
  }

  /** A text that many rows share. @param number of a text of the store */
  text(number: number): string {
    const known = this.#names.get(number)
    if (known !== undefined) return known
    const text = this.#store.rows.texts.text(number)
    this.#names.set(number, text)
    return text
  }

  hasFailed(row: number): boolean {
    const { state } = this.#store.rows.spans.table.columns
    return ((state[row] as number) & STATE.statusBits) === ERROR
  }

  /** Microseconds; NaN if it has not ended. One that ended before it began took no time. */
  duration(row: number): number {
    const { spans } = this.#store.rows
    const took = spans.end(row) - spans.start(row)
    return took < 0 ? 0 : took
  }

  /** The row of the span under which it stands; −1 for a root. */
  parent(row: number): number {
    return this.#store.rows.spans.treeParent(row)
  }

  /** Visits the attributes of a span, those that were set later after those that it began with. @param visit with rows of fields */
  eachField(row: number, visit: (field: number) => void): void {
    const { spans, fields, changes } = this.#store.rows
    const { attributes, lastChange } = spans.table.columns
    for (let at = (attributes[row] as number) - 1; at >= 0; at = fields.after(at)) visit(at)
    const last = lastChange[row] as number
    if (last === 0) return
    const { kind, what, nextInSpan } = changes.table.columns
    for (let at = firstInRing(nextInSpan, last); at !== 0; at = nextInRing(nextInSpan, last, at)) {
      if (kind[at - 1] === EVENT.attribute) visit((what[at - 1] as number) - 1)
    }
  }

  /** The last value of an attribute, if it is a text. */
  textField(row: number, name: string): string | undefined {
    const { fields } = this.#store.rows
    let found: string | undefined
    this.eachField(row, (field) => {
      if (this.text(fields.nameText(field)) !== name) return
      const value = fields.value(field)
      found = typeof value === 'string' ? value : undefined
    })
    return found
  }
}
