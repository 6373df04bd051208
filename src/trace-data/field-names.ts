/** Field names are the names of the fields that the lines, or the spans, of a run have. They are added to as the run goes on. */

import { EVENT, FIELD_TYPE } from './event-batch.ts'
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

  /** Of the fields of lines, in the order of their first appearance. True of those that are numbers at times. */
  get ofLines(): ReadonlyMap<string, boolean> {
    const { fields } = this.#store.lines.table.columns
    while (this.#linesDone < this.#store.lines.count) {
      this.#ofLines.addBlock(fields[this.#linesDone++] as number)
    }
    return this.#ofLines.names
  }

  /** Of the attributes of spans: first those with which spans began, then those that were set later. */
  get ofSpans(): ReadonlyMap<string, boolean> {
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

/** What is known of a name by now. */
const SEEN = { never: 0, before: 1, asNumber: 2 } as const

class NamesSeen {
  readonly #store: StoreRows
  /** By the number of the text: each is read once. @see SEEN */
  #seen = new Uint8Array(64)
  readonly names = new Map<string, boolean>()

  constructor(store: StoreRows) {
    this.#store = store
  }

  addBlock(block: number): void {
    const { fields } = this.#store
    for (let row = block - 1; row >= 0; row = fields.after(row)) this.add(row)
  }

  /** @param field a row */
  add(field: number): void {
    const { fields, texts } = this.#store
    const text = fields.nameText(field)
    const before = this.#seen[text] ?? SEEN.never
    if (before === SEEN.asNumber) return
    const type = fields.type(field)
    const isNumber = type === FIELD_TYPE.small || type === FIELD_TYPE.number
    if (before === SEEN.before && !isNumber) return
    if (text >= this.#seen.length) this.#grow(text)
    this.#seen[text] = isNumber ? SEEN.asNumber : SEEN.before
    const name = texts.text(text)
    this.names.set(name, isNumber || this.names.get(name) === true)
  }

  #grow(text: number): void {
    const longer = new Uint8Array(Math.max(text + 1, this.#seen.length * 2))
    longer.set(this.#seen)
    this.#seen = longer
  }
}
