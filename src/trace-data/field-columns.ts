/** Field columns are where a program writes the fields of its events, each with its name, its type and its value. */

import type { Fields, FieldValue } from '../telemetry/field.ts'
import { keys } from '../telemetry/untouched.ts'
import { FIELD_TYPE, LAYOUT } from './event-batch.ts'
import type { Origin } from './sent-origins.ts'
import type { SentTexts } from './sent-texts.ts'
import { Table } from './table.ts'

export class FieldColumns {
  readonly #texts: SentTexts
  readonly fields = new Table(LAYOUT.fields)
  readonly numbers = new Table(LAYOUT.numbers)

  constructor(texts: SentTexts) {
    this.#texts = texts
  }

  /** @returns how many they are */
  add(fields: Fields): number {
    const names = keys(fields)
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string
      this.addOne(name, fields[name] as FieldValue)
    }
    return names.length
  }

  /** Fields whose names are mostly the same for one origin. @returns how many they are */
  addUsual(origin: Origin, fields: Fields): number {
    const { fieldNames, fieldNumbers } = origin
    const names = keys(fields)
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string
      const isUsual = index < fieldNames.length && fieldNames[index] === name
      let number = isUsual ? fieldNumbers[index] : undefined
      if (number === undefined) {
        number = this.#texts.word(name)
        fieldNames[index] = name
        fieldNumbers[index] = number
      }
      this.#add(number, fields[name] as FieldValue)
    }
    return names.length
  }

  addOne(name: string, value: FieldValue): void {
    this.#add(this.#texts.word(name), value)
  }

  /** @param name the number of its text */
  #add(name: number, value: FieldValue): void {
    const row = this.fields.add()
    const { columns } = this.fields
    columns.name[row] = name
    switch (typeof value) {
      case 'string':
        columns.type[row] = FIELD_TYPE.text
        columns.value[row] = this.#texts.word(value)
        break
      case 'number':
        columns.type[row] = isSmall(value) ? FIELD_TYPE.small : FIELD_TYPE.number
        columns.value[row] = isSmall(value) ? value : this.#number(value)
        break
      case 'boolean':
        columns.type[row] = value ? FIELD_TYPE.yes : FIELD_TYPE.no
        columns.value[row] = 0
        break
      default:
        columns.type[row] = value === null ? FIELD_TYPE.null : FIELD_TYPE.nested
        columns.value[row] = value === null ? 0 : this.#texts.nested(value)
    }
  }

  #number(value: number): number {
    const row = this.numbers.add()
    this.numbers.columns.value[row] = value
    return row
  }
}

/** Is it a whole number of 32 bits, with a sign? −0 is not. */
function isSmall(value: number): boolean {
  return (value | 0) === value && (value !== 0 || 1 / value > 0)
}
