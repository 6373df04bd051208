/** The event order tells which row the event with a number is about: one byte an event, because rows of a table come in order. */

import { Table } from './table.ts'

/** In which table an event stands. */
export const STANDS_IN = { lines: 0, spans: 1, ends: 2, changes: 3 } as const

const TABLES = 4
/** How often the rows so far are noted. Events. */
const STRIDE = 256

/** An event, as the table and the row where it stands. */
export interface EventPlace {
  readonly table: number
  readonly row: number
}

export class EventOrder {
  readonly #events = new Table({ table: 'u8' })
  /** How many rows of each table come before each event whose number is a multiple of {@link STRIDE}. */
  readonly #notes = new Table({ rows: 'u32' })
  readonly #rows = new Uint32Array(TABLES)

  get count(): number {
    return this.#events.count
  }

  get bytes(): number {
    return this.#events.bytes + this.#notes.bytes
  }

  /** Another event stands in a table, in its next row. */
  add(table: number): void {
    const index = this.#events.add()
    if (index % STRIDE === 0) this.#note()
    this.#events.columns.table[index] = table
    this.#rows[table] = (this.#rows[table] as number) + 1
  }

  /** Some events, from one number up to another. */
  *places(from: number, to: number): Generator<EventPlace> {
    const rows = [0, 0, 0, 0]
    const noted = Math.floor(from / STRIDE)
    for (let table = 0; table < TABLES && from < to; table++) {
      rows[table] = this.#notes.columns.rows[noted * TABLES + table] as number
    }
    for (let index = noted * STRIDE; index < Math.min(to, this.count); index++) {
      const table = this.#events.columns.table[index] as number
      const row = rows[table] as number
      if (index >= from) yield { table, row }
      rows[table] = row + 1
    }
  }

  trim(): void {
    this.#events.trim()
    this.#notes.trim()
  }

  #note(): void {
    const first = this.#notes.addAll(TABLES)
    this.#notes.columns.rows.set(this.#rows, first)
  }
}
