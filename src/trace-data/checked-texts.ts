/** Checked texts are what is known of the texts of a run without keeping them: how long each is, and whether it is JSON. */

import { BadBatch, demand } from './bad-batch.ts'
import { type BatchColumns, ID_FORM, TEXT_FORM } from './event-batch.ts'
import { isNestedValue, type NestedLimits } from './nested-limits.ts'
import { Table } from './table.ts'

/** Texts in UTF-16 code units. */
export interface TextLimits extends NestedLimits {
  /** All texts of a run together. */
  readonly runText: number
  readonly id: number
  /** A nested value as JSON. */
  readonly json: number
  /** The values of a console line as JSON. */
  readonly snapshot: number
  /** Are these the values of a console line? @param value what was JSON: plain data, but of any shape */
  isSnapshot(value: unknown): boolean
}

export class CheckedTexts {
  readonly #limits: TextLimits
  readonly #table = new Table({ length: 'u32', form: 'u8' })
  #length = 0

  constructor(limits: TextLimits) {
    this.#limits = limits
  }

  /** @throws BadBatch if a text is cut anywhere else than where it ends, or if JSON is none */
  append({ length, form }: BatchColumns['texts'], count: number, text: string): void {
    const { json, snapshot, runText } = this.#limits
    demand(text.length <= runText - this.#length)
    this.#length += text.length
    const first = this.#table.addAll(count)
    const { columns } = this.#table
    let from = 0
    for (let row = 0; row < count; row++) {
      const [to, what] = [from + (length[row] as number), form[row] as number]
      demand(to <= text.length && what <= TEXT_FORM.snapshot)
      if (what !== TEXT_FORM.words) {
        demand(to - from <= (what === TEXT_FORM.value ? json : snapshot))
        this.#demandContent(text.slice(from, to), what)
      }
      columns.length[first + row] = to - from
      columns.form[first + row] = what
      from = to
    }
    demand(from === text.length)
  }

  #demandContent(json: string, form: number): void {
    let value: unknown
    try {
      value = JSON.parse(json)
    } catch {
      throw new BadBatch('what should be JSON is none')
    }
    if (form === TEXT_FORM.value) demand(isNestedValue(value, this.#limits))
    else demand(this.#limits.isSnapshot(value))
  }

  /** @throws BadBatch if there is no such text, or if it is JSON, or longer */
  demandWords(number: number, longest: number): void {
    this.demandForm(number, TEXT_FORM.words)
    demand((this.#table.columns.length[number] as number) <= longest)
  }

  /** @param numberIfAny one higher than it is; 0 for none */
  demandWordsIfAny(numberIfAny: number, longest: number): void {
    if (numberIfAny !== 0) this.demandWords(numberIfAny - 1, longest)
  }

  demandForm(number: number, form: number): void {
    demand(number < this.#table.count && this.#table.columns.form[number] === form)
  }

  /** @param form see {@link ID_FORM} */
  demandId(form: number, high: number, low: number): void {
    if (form === ID_FORM.digits) return
    demand(form <= ID_FORM.text && high === 0)
    if (form === ID_FORM.text) this.demandWords(low, this.#limits.id)
    else demand(low === 0)
  }
}
