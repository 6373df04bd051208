/** A span id reader splits an id into the numbers that columns have room for. */

import { ID_FORM } from './event-batch.ts'
import { digitsAt, SPAN_ID_DIGITS } from './id-digits.ts'
import type { SentTexts } from './sent-texts.ts'

export class SpanIdReader {
  readonly #texts: SentTexts
  #last: string | undefined
  /** What the id that was read last is: see {@link ID_FORM}. */
  form: number = ID_FORM.none
  high = 0
  /** Of an id that is a text, the number of it. */
  low = 0

  constructor(texts: SentTexts) {
    this.#texts = texts
  }

  /** Most events are about the span of the event before them. */
  read(spanId: string | undefined): void {
    if (spanId === this.#last) return
    this.#last = spanId
    if (spanId === undefined) {
      this.form = ID_FORM.none
      this.high = 0
      this.low = 0
      return
    }
    const high = spanId.length === SPAN_ID_DIGITS ? digitsAt(spanId, 0) : -1
    const low = high >= 0 ? digitsAt(spanId, 8) : -1
    this.form = low >= 0 ? ID_FORM.digits : ID_FORM.text
    this.high = low >= 0 ? high : 0
    this.low = low >= 0 ? low : this.#texts.word(spanId)
  }
}
