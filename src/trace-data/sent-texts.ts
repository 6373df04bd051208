/** Sent texts are those that a run has sent so far: each has a number, by which it is meant from then on. */

import type { FieldValue } from '../telemetry/field.ts'
import { LAYOUT, TEXT_FORM } from './event-batch.ts'
import { nestedJson } from './nested-json.ts'
import { RecentTexts } from './recent-texts.ts'
import { Table } from './table.ts'

export class SentTexts {
  /** Those that wait to be sent. */
  readonly table = new Table(LAYOUT.texts)
  readonly #words = new RecentTexts()
  readonly #nestedValues = new RecentTexts()
  #joined = ''
  #count = 0

  /** How much text waits to be sent. UTF-16 code units. */
  get length(): number {
    return this.#joined.length
  }

  /** The texts that wait, one after another; from now on none does. */
  take(): string {
    const joined = this.#joined
    this.#joined = ''
    this.table.clear()
    return joined
  }

  /** The number of a text, which is sent if it must be. */
  word(text: string): number {
    const known = this.#words.numberOf(text)
    if (known !== undefined) return known
    const number = this.add(text, TEXT_FORM.words)
    this.#words.add(text, number)
    return number
  }

  /** One higher than the number of a text; 0 if there is none. */
  wordIfAny(text: string | undefined): number {
    return text === undefined ? 0 : this.word(text) + 1
  }

  /** The number of a list or an object, as JSON. */
  nested(value: FieldValue): number {
    const json = nestedJson(value)
    const known = this.#nestedValues.numberOf(json)
    if (known !== undefined) return known
    const number = this.add(json, TEXT_FORM.value)
    this.#nestedValues.add(json, number)
    return number
  }

  /** Sends a text, whether it was sent before or not. @param form see {@link TEXT_FORM} */
  add(text: string, form: number): number {
    const row = this.table.add()
    const { columns } = this.table
    columns.length[row] = text.length
    columns.form[row] = form
    this.#joined += text
    return this.#count++
  }
}
