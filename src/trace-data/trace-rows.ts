/** Trace rows are the traces of a run, each with its id and the spans that belong to it. */

import { type BatchColumns, ID_FORM } from './event-batch.ts'
import { HashSlots, hashOfPair } from './hash-slots.ts'
import { digitsText } from './id-digits.ts'
import { Table } from './table.ts'
import type { TextRows } from './text-rows.ts'

export class TraceRows {
  readonly #texts: TextRows
  readonly #slots = new HashSlots()
  /** Traces whose ids are not made of digits. */
  readonly #oddIds = new Map<string, number>()
  /** The trace that each number on the wire means: a program can forget that it has told of one, and tell again. */
  readonly #meant = new Table({ row: 'u32' })
  readonly table = new Table({
    a: 'u32',
    b: 'u32',
    c: 'u32',
    d: 'u32',
    /** Of its spans the one that came last, which names the first one as the next; one higher than its row. */
    lastSpan: 'u32',
    spans: 'u32',
    form: 'u8',
  })

  constructor(texts: TextRows) {
    this.#texts = texts
  }

  get count(): number {
    return this.table.count
  }

  get bytes(): number {
    return this.#slots.bytes + this.#meant.bytes + this.table.bytes
  }

  append(columns: BatchColumns['traces'], count: number): void {
    const { a, b, c, d, form } = columns
    const first = this.#meant.addAll(count)
    for (let index = 0; index < count; index++) {
      this.#meant.columns.row[first + index] =
        form[index] === ID_FORM.text
          ? this.#oddRow(d[index] as number)
          : this.#row(
              a[index] as number,
              b[index] as number,
              c[index] as number,
              d[index] as number,
            )
    }
  }

  /** The row of a trace, by its number on the wire. */
  meant(number: number): number {
    return this.#meant.columns.row[number] as number
  }

  id(row: number): string {
    const { a, b, c, d, form } = this.table.columns
    if (form[row] === ID_FORM.text) return this.#texts.text(d[row] as number)
    return [a, b, c, d].map((part) => digitsText(part[row] as number)).join('')
  }

  trim(): void {
    this.table.trim()
    this.#meant.trim()
  }

  #row(a: number, b: number, c: number, d: number): number {
    const { refs } = this.#slots
    const { columns } = this.table
    let slot = this.#slots.first(this.#hash(a, b, c, d))
    for (; refs[slot] !== 0; slot = this.#slots.after(slot)) {
      const row = (refs[slot] as number) - 1
      const isIt =
        columns.a[row] === a && columns.b[row] === b && columns.c[row] === c && columns.d[row] === d
      if (isIt) return row
    }
    const row = this.#add(a, b, c, d, ID_FORM.digits)
    this.#slots.put(slot, row + 1, this.#hashOfRef)
    return row
  }

  #oddRow(text: number): number {
    const id = this.#texts.text(text)
    const known = this.#oddIds.get(id)
    if (known !== undefined) return known
    const row = this.#add(0, 0, 0, text, ID_FORM.text)
    this.#oddIds.set(id, row)
    return row
  }

  #add(a: number, b: number, c: number, d: number, form: number): number {
    const row = this.table.add()
    const { columns } = this.table
    columns.a[row] = a
    columns.b[row] = b
    columns.c[row] = c
    columns.d[row] = d
    columns.form[row] = form
    return row
  }

  #hash(a: number, b: number, c: number, d: number): number {
    return hashOfPair(hashOfPair(a, b), hashOfPair(c, d))
  }

  readonly #hashOfRef = (ref: number): number => {
    const { a, b, c, d } = this.table.columns
    const row = ref - 1
    return this.#hash(a[row] as number, b[row] as number, c[row] as number, d[row] as number)
  }
}
