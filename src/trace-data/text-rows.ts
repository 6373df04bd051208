/** Text rows are all texts of a run, by number. They stay in the strings in which they came, until somebody reads one. */

import { Table } from './table.ts'

/**
 * To look for this makes one string of the many that a text was joined from, which would all be kept otherwise. That is for texts
 * that did not travel: handing over makes them one, too. A method whose result nobody uses would be optimised away.
 */
const BEGINNING = /^\0/

export class TextRows {
  readonly #chunks: string[] = []
  readonly #table = new Table({ chunk: 'u32', from: 'u32' })

  get count(): number {
    return this.#table.count
  }

  /** What they occupy, beside the characters. Bytes. */
  get bytes(): number {
    return this.#table.bytes
  }

  /** @param lengths of each, in UTF-16 code units */
  append(joined: string, lengths: Uint32Array): void {
    if (lengths.length === 0) return
    BEGINNING.test(joined)
    const chunk = this.#chunks.push(joined) - 1
    const first = this.#table.addAll(lengths.length)
    const { columns } = this.#table
    let from = 0
    for (let index = 0; index < lengths.length; index++) {
      columns.chunk[first + index] = chunk
      columns.from[first + index] = from
      from += lengths[index] as number
    }
  }

  text(row: number): string {
    const { chunk, from } = this.#table.columns
    const joined = this.#chunks[chunk[row] as number] as string
    const isLast = row + 1 >= this.#table.count || chunk[row + 1] !== chunk[row]
    return joined.slice(from[row], isLast ? undefined : from[row + 1])
  }

  trim(): void {
    this.#table.trim()
  }
}
