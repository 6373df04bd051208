/** Sent traces are those that a run has told of so far: each has a number, by which it is meant from then on. */

import { ID_FORM, LAYOUT } from './event-batch.ts'
import { digitsAt, TRACE_ID_DIGITS } from './id-digits.ts'
import { RecentTexts } from './recent-texts.ts'
import type { SentTexts } from './sent-texts.ts'
import { Table } from './table.ts'

export class SentTraces {
  readonly #texts: SentTexts
  readonly #numbers = new RecentTexts()
  /** Those that wait to be sent. */
  readonly table = new Table(LAYOUT.traces)
  #count = 0
  #last = 0
  #lastId: string | undefined

  constructor(texts: SentTexts) {
    this.#texts = texts
  }

  /** The number of a trace, which is sent if it must be. Most events belong to the trace of the event before them. */
  numberOf(traceId: string): number {
    if (traceId !== this.#lastId) {
      this.#last = this.#numberOf(traceId)
      this.#lastId = traceId
    }
    return this.#last
  }

  #numberOf(traceId: string): number {
    const known = this.#numbers.numberOf(traceId)
    if (known !== undefined) return known
    this.#add(traceId)
    this.#numbers.add(traceId, this.#count)
    return this.#count++
  }

  #add(traceId: string): void {
    const row = this.table.add()
    const { columns } = this.table
    const hasDigits = traceId.length === TRACE_ID_DIGITS
    const a = hasDigits ? digitsAt(traceId, 0) : -1
    const b = a >= 0 ? digitsAt(traceId, 8) : -1
    const c = b >= 0 ? digitsAt(traceId, 16) : -1
    const d = c >= 0 ? digitsAt(traceId, 24) : -1
    columns.a[row] = d >= 0 ? a : 0
    columns.b[row] = d >= 0 ? b : 0
    columns.c[row] = d >= 0 ? c : 0
    columns.d[row] = d >= 0 ? d : this.#texts.word(traceId)
    columns.form[row] = d >= 0 ? ID_FORM.digits : ID_FORM.text
  }
}
