/** A field lookup finds the field with a name in lines and spans, and tells what its value is without making objects of the rest. */

import type { FieldValue } from '../telemetry/field.ts'
import { EVENT, FIELD_TYPE } from './event-batch.ts'
import { KnownTexts } from './known-texts.ts'
import type { StoreRows } from './store-rows.ts'

/** Where a lookup found nothing. */
export const NO_FIELD = -1

export class FieldLookup {
  readonly #store: StoreRows
  readonly #names: KnownTexts

  constructor(store: StoreRows, name: string) {
    this.#store = store
    this.#names = new KnownTexts(store.texts, (text) => text === name)
  }

  /** The row of the field in a line; {@link NO_FIELD} if it has none. */
  inLine(line: number): number {
    return this.#inBlock(this.#store.lines.table.columns.fields[line] as number)
  }

  /** The row of the attribute of a span, as it was set last; {@link NO_FIELD} if it has none. */
  inSpan(span: number): number {
    const { attributes, lastChange } = this.#store.spans.table.columns
    const first = this.#inBlock(attributes[span] as number)
    const last = lastChange[span] as number
    return last === 0 ? first : this.#inChanges(last, first)
  }

  /** Its value. @param field a row */
  value(field: number): FieldValue {
    return this.#store.fields.value(field)
  }

  /** Its value, if it is a number; else NaN. @param field a row, or {@link NO_FIELD} */
  number(field: number): number {
    if (field === NO_FIELD) return Number.NaN
    const type = this.#store.fields.type(field)
    const isNumber = type === FIELD_TYPE.small || type === FIELD_TYPE.number
    return isNumber ? (this.#store.fields.value(field) as number) : Number.NaN
  }

  #inChanges(last: number, first: number): number {
    const { changes, fields } = this.#store
    let found = first
    for (const change of changes.inRing(last)) {
      if (changes.kind(change) !== EVENT.attribute) continue
      const field = (changes.table.columns.what[change] as number) - 1
      if (this.#names.has(fields.nameText(field))) found = field
    }
    return found
  }

  /** Of two fields with one name the last counts, as it does when an object is made of them. */
  #inBlock(block: number): number {
    const { fields } = this.#store
    let found = NO_FIELD
    for (let row = block - 1; row >= 0; row = fields.after(row)) {
      if (this.#names.has(fields.nameText(row))) found = row
    }
    return found
  }
}
