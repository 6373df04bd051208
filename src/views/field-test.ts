/** A field test tells which lines and spans have a field with a value. */

import { FIELD_TYPE } from '../trace-data/event-batch.ts'
import { fieldKey } from '../trace-data/field-key.ts'
import { FieldLookup, NO_FIELD } from '../trace-data/field-lookup.ts'
import { KnownTexts } from '../trace-data/known-texts.ts'
import type { StoreRows } from '../trace-data/store-rows.ts'

export class FieldTest {
  readonly #store: StoreRows
  readonly #lookup: FieldLookup
  readonly #wanted: string
  readonly #texts: KnownTexts

  /** @param value as `fieldKey` writes it */
  constructor(
    store: StoreRows,
    { name, value }: { readonly name: string; readonly value: string },
  ) {
    this.#store = store
    this.#lookup = new FieldLookup(store, name)
    this.#wanted = value
    this.#texts = new KnownTexts(store.texts, (text) => text === value)
  }

  hasLine(line: number): boolean {
    return this.#isIt(this.#lookup.inLine(line))
  }

  hasSpan(span: number): boolean {
    return this.#isIt(this.#lookup.inSpan(span))
  }

  #isIt(field: number): boolean {
    if (field === NO_FIELD) return false
    const { fields } = this.#store
    if (fields.type(field) === FIELD_TYPE.text) {
      return this.#texts.has(fields.table.columns.value[field] as number)
    }
    return fieldKey(fields.value(field)) === this.#wanted
  }
}
