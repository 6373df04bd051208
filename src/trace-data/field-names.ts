/** Field names are the names of the fields that the lines, or the spans, of a run have. They are added to as the run goes on. */

import { EVENT } from './event-batch.ts'
import type { StoreRows } from './store-rows.ts'

export class FieldNames {
  readonly #store: StoreRows
  readonly #ofLines: NamesSeen
  readonly #ofSpans: NamesSeen
  #linesDone = 0
  #spansDone = 0
  #changesDone = 0

  constructor(store: StoreRows) {
    this.#store = store
    this.#ofLines = new NamesSeen(store)
    this.#ofSpans = new NamesSeen(store)
  }

  /** Of the fields of lines, in the order of their first appearance. */
  get ofLines(): ReadonlySet<string> {
    const { fields } = this.#store.lines.table.columns
    while (this.#linesDone < this.#store.lines.count) {
      this.#ofLines.addBlock(fields[this.#linesDone++] as number)
    }
    return this.#ofLines.names
  }

  /** Of the attributes of spans: first those with which spans began, then those that were set later. */
  get ofSpans(): ReadonlySet<string> {
    const { spans, changes } = this.#store
    const { attributes } = spans.table.columns
    while (this.#spansDone < spans.count) {
      this.#ofSpans.addBlock(attributes[this.#spansDone++] as number)
    }
    const { what } = changes.table.columns
    for (; this.#changesDone < changes.count; this.#changesDone++) {
      if (changes.kind(this.#changesDone) !== EVENT.attribute) continue
      this.#ofSpans.add((what[this.#changesDone] as number) - 1)
    }
    return this.#ofSpans.names
  }
}

class NamesSeen {
  readonly #store: StoreRows
  /** By the number of the text: each is read once. */
  #isSeen = new Uint8Array(64)
  readonly names = new Set<string>()

  constructor(store: StoreRows) {
    this.#store = store
  }

  addBlock(block: number): void {
    const { fields } = this.#store
    for (let row = block - 1; row >= 0; row = fields.after(row)) this.add(row)
  }

  /** @param field a row */
  add(field: number): void {
    const text = this.#store.fields.nameText(field)
    if (this.#isSeen[text] === 1) return
    if (text >= this.#isSeen.length) {
      const longer = new Uint8Array(Math.max(text + 1, this.#isSeen.length * 2))
      longer.set(this.#isSeen)
      this.#isSeen = longer
    }
    this.#isSeen[text] = 1
    this.names.add(this.#store.texts.text(text))
  }
}
