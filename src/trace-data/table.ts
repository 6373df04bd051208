/** A table is a number of columns of numbers that grow together: what would take an object a row takes a few bytes here. */

import { copyInto, defineProperty, keys, NativeArrayBuffer } from '../telemetry/untouched.ts'

const TYPES = {
  f64: Float64Array,
  u32: Uint32Array,
  i32: Int32Array,
  u16: Uint16Array,
  u8: Uint8Array,
}
const BYTES = { f64: 8, u32: 4, i32: 4, u16: 2, u8: 1 } as const

export type ColumnType = keyof typeof TYPES

/** The columns of a table, by name. Wide ones come first, so that each begins at a multiple of its width. */
export type TableSpec = Readonly<Record<string, ColumnType>>

interface ColumnOf {
  readonly f64: Float64Array
  readonly u32: Uint32Array
  readonly i32: Int32Array
  readonly u16: Uint16Array
  readonly u8: Uint8Array
}

export type Columns<Spec extends TableSpec> = {
  readonly [Name in keyof Spec]: ColumnOf[Spec[Name]]
}

const FEWEST_ROWS = 16
/** Up to here a table doubles; a larger one grows by an eighth, so that little of its memory is empty. Rows. */
const DOUBLES_UP_TO = 2 ** 17

/** How much memory so many rows need, filled up to a multiple of eight. Bytes. */
export function bytesOf(spec: TableSpec, rows: number): number {
  const names = keys(spec)
  let each = 0
  for (let index = 0; index < names.length; index++) {
    each += BYTES[spec[names[index] as string] as ColumnType]
  }
  const bytes = each * rows + 7
  return bytes - (bytes % 8)
}

/** The columns of a table in a buffer. @param offset where the first one begins: a multiple of eight; bytes */
export function columnsIn<Spec extends TableSpec>(
  spec: Spec,
  rows: number,
  buffer: ArrayBuffer,
  offset = 0,
): Columns<Spec> {
  const columns: Record<string, ColumnOf[ColumnType]> = {}
  const names = keys(spec)
  let at = offset
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string
    const type = spec[name] as ColumnType
    // A program can have all objects trap what is written to a name.
    defineProperty(columns, name, {
      __proto__: null,
      value: new TYPES[type](buffer, at, rows),
      enumerable: true,
    } as PropertyDescriptor)
    at += BYTES[type] * rows
  }
  return columns as Columns<Spec>
}

export class Table<Spec extends TableSpec> {
  readonly #spec: Spec
  #count = 0
  #capacity = 0
  #buffer = new NativeArrayBuffer(0)
  #columns: Columns<Spec>

  constructor(spec: Spec) {
    this.#spec = spec
    this.#columns = columnsIn(spec, 0, this.#buffer)
  }

  /** How many rows it has. */
  get count(): number {
    return this.#count
  }

  /** Longer than the table; replaced when it grows, so that nobody should keep them. New rows are all zeros. */
  get columns(): Columns<Spec> {
    return this.#columns
  }

  /** What it occupies, empty rows included. Bytes. */
  get bytes(): number {
    return bytesOf(this.#spec, this.#capacity)
  }

  /** Adds a row. @returns its number */
  add(): number {
    if (this.#count === this.#capacity) this.#resize(roomFor(this.#count + 1, this.#capacity))
    return this.#count++
  }

  /** Adds rows. @returns the number of the first one */
  addAll(rows: number): number {
    const first = this.#count
    const needed = first + rows
    if (needed > this.#capacity) this.#resize(roomFor(needed, this.#capacity))
    this.#count = needed
    return first
  }

  /** Gives back the memory of rows that it does not have. */
  trim(): void {
    if (this.#count < this.#capacity) this.#resize(this.#count)
  }

  /** Copies all rows to another buffer, column after column. */
  copyTo(buffer: ArrayBuffer, offset: number): void {
    const target = columnsIn(this.#spec, this.#count, buffer, offset)
    this.#copy(target, this.#count)
  }

  /** Forgets all rows. Their memory stays, and they are not zero when they come again. */
  clear(): void {
    this.#count = 0
  }

  #resize(capacity: number): void {
    const buffer = new NativeArrayBuffer(bytesOf(this.#spec, capacity))
    const columns = columnsIn(this.#spec, capacity, buffer)
    this.#copy(columns, this.#count)
    this.#buffer = buffer
    this.#columns = columns
    this.#capacity = capacity
  }

  #copy(target: Columns<Spec>, rows: number): void {
    if (rows === 0) return
    const names = keys(this.#spec)
    let at = 0
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string
      const type = this.#spec[name] as ColumnType
      copyInto(target[name] as ArrayBufferView, new TYPES[type](this.#buffer, at, rows))
      at += BYTES[type] * this.#capacity
    }
  }
}

function roomFor(needed: number, capacity: number): number {
  const grown = capacity + (capacity < DOUBLES_UP_TO ? capacity : capacity >> 3)
  if (needed < FEWEST_ROWS && grown < FEWEST_ROWS) return FEWEST_ROWS
  return needed > grown ? needed : grown
}
