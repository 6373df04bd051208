/** Field rows are the fields of all records, spans, events and links of a run, eight bytes each; a block of them belongs together. */

import type { Fields, FieldValue } from '../telemetry/field.ts'
import { type BatchColumns, FIELD_TYPE } from './event-batch.ts'
import { parseNested } from './nested-json.ts'
import { Table } from './table.ts'
import type { TextRows } from './text-rows.ts'

/** The name of a field stands in the lower bits of its key, what its value is above, and whether it ends its block on top. */
const TYPE_SHIFT = 28
const NAME_BITS = 2 ** TYPE_SHIFT - 1
const TYPE_BITS = 0b111
const LAST_BIT = 2 ** 31

export class FieldRows {
  readonly #texts: TextRows
  readonly #numbers = new Table({ value: 'f64' })
  readonly table = new Table({ key: 'u32', value: 'u32' })

  constructor(texts: TextRows) {
    this.#texts = texts
  }

  get bytes(): number {
    return this.#numbers.bytes + this.table.bytes
  }

  /**
   * Appends some of the fields of a batch as one block.
   * @returns its number, from 1; 0 if it is empty
   */
  append({ fields, numbers }: BatchColumns, from: number, count: number): number {
    if (count === 0) return 0
    const first = this.table.addAll(count)
    const { key, value } = this.table.columns
    for (let index = 0; index < count; index++) {
      const type = fields.type[from + index] as number
      const given = fields.value[from + index] as number
      value[first + index] =
        type === FIELD_TYPE.number ? this.#number(numbers.value[given] as number) : given
      key[first + index] = (fields.name[from + index] as number) | (type << TYPE_SHIFT)
    }
    const last = first + count - 1
    key[last] = (key[last] as number) | LAST_BIT
    return first + 1
  }

  /** The fields of a block. Without a prototype, so that one called `__proto__` is a field like any other. */
  block(block: number): Fields {
    const fields: Fields = Object.create(null)
    this.addTo(fields, block)
    return fields
  }

  /** Sets the fields of a block, also over others. */
  addTo(fields: Fields, block: number): void {
    for (let row = block - 1; row >= 0; row = this.after(row)) {
      fields[this.name(row)] = this.value(row)
    }
  }

  /** The next row of a block, or −1. */
  after(row: number): number {
    return (this.table.columns.key[row] as number) >= LAST_BIT ? -1 : row + 1
  }

  name(row: number): string {
    return this.#texts.text(this.nameText(row))
  }

  /** The number of the text that is its name. */
  nameText(row: number): number {
    return (this.table.columns.key[row] as number) & NAME_BITS
  }

  /** @see FIELD_TYPE */
  type(row: number): number {
    return ((this.table.columns.key[row] as number) >>> TYPE_SHIFT) & TYPE_BITS
  }

  value(row: number): FieldValue {
    const value = this.table.columns.value[row] as number
    switch (this.type(row)) {
      case FIELD_TYPE.no:
        return false
      case FIELD_TYPE.yes:
        return true
      case FIELD_TYPE.small:
        return value | 0
      case FIELD_TYPE.number:
        return this.#numbers.columns.value[value] as number
      case FIELD_TYPE.text:
        return this.#texts.text(value)
      case FIELD_TYPE.nested:
        return parseNested(this.#texts.text(value))
      default:
        return null
    }
  }

  trim(): void {
    this.#numbers.trim()
    this.table.trim()
  }

  #number(value: number): number {
    const row = this.#numbers.add()
    this.#numbers.columns.value[row] = value
    return row
  }
}
