/**
 * A text search finds the lines and spans in which a pattern occurs: in their words, names, fields, targets and services. It goes on
 * in slices, so that the page stays awake, and goes on when the run does. Ids are left out: made by chance, they hold every
 * short number somewhere; a whole one is looked up.
 */

import { EVENT, FIELD_TYPE } from './event-batch.ts'
import type { StoreRows } from './store-rows.ts'
import type { TextPattern } from './text-pattern.ts'

/** So many texts or rows are looked at between two looks at the clock. */
const SLICE = 64

/** Which rows were found: a bit each. */
class FoundRows {
  #bits = new Uint32Array(32)
  #count = 0

  get count(): number {
    return this.#count
  }

  has(row: number): boolean {
    return (((this.#bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1
  }

  add(row: number): void {
    if (this.has(row)) return
    const word = row >>> 5
    if (word >= this.#bits.length) {
      const longer = new Uint32Array(Math.max(word + 1, this.#bits.length * 2))
      longer.set(this.#bits)
      this.#bits = longer
    }
    this.#bits[word] = (this.#bits[word] as number) | (1 << (row & 31))
    this.#count++
  }
}

export class TextSearch {
  readonly #store: StoreRows
  readonly #pattern: TextPattern
  /** The texts in which the pattern occurs. Each is looked at once, however many rows it stands in. */
  readonly #texts = new FoundRows()
  readonly #lines = new FoundRows()
  readonly #spans = new FoundRows()
  #textsDone = 0
  #linesDone = 0
  #spansDone = 0
  #changesDone = 0

  constructor(store: StoreRows, pattern: TextPattern) {
    this.#store = store
    this.#pattern = pattern
  }

  /** How many lines were found so far. */
  get lineCount(): number {
    return this.#lines.count
  }

  get spanCount(): number {
    return this.#spans.count
  }

  hasLine(row: number): boolean {
    return this.#lines.has(row)
  }

  hasSpan(row: number): boolean {
    return this.#spans.has(row)
  }

  /** How much of the store it has seen: 0 to 1. */
  get progress(): number {
    const { texts, lines, spans, changes } = this.#store
    const all = texts.count + lines.count + spans.count + changes.count
    const done = this.#textsDone + this.#linesDone + this.#spansDone + this.#changesDone
    return all === 0 ? 1 : done / all
  }

  /**
   * Looks at what it has not looked at yet, and yields whenever its time is up. Of what is appended meanwhile it looks at all, too.
   * @param budget how long it may go on at a time, in milliseconds
   * @param now real milliseconds from some fixed moment
   */
  *run(budget: number, now: () => number): Generator<void> {
    let until = now() + budget
    while (this.progress < 1) {
      for (let step = 0; step < SLICE && this.#step(); step++);
      if (now() < until) continue
      yield
      until = now() + budget
    }
  }

  /** Texts first: rows are found by them. @returns whether there was anything left to do */
  #step(): boolean {
    const { texts, lines, spans, changes } = this.#store
    if (this.#textsDone < texts.count) {
      const text = this.#textsDone++
      if (this.#pattern.isIn(texts.text(text))) this.#texts.add(text)
    } else if (this.#linesDone < lines.count) {
      const row = this.#linesDone++
      if (this.#isLine(row)) this.#lines.add(row)
    } else if (this.#spansDone < spans.count) {
      const row = this.#spansDone++
      if (this.#isSpan(row)) this.#spans.add(row)
    } else if (this.#changesDone < changes.count) {
      this.#change(this.#changesDone++)
    } else {
      return false
    }
    return true
  }

  #isLine(row: number): boolean {
    const { lines, lineOrigins } = this.#store
    const { origin, message, fields } = lines.table.columns
    const { target, service } = lineOrigins.table.columns
    const from = origin[row] as number
    return (
      this.#texts.has(message[row] as number) ||
      this.#texts.has(target[from] as number) ||
      this.#texts.has(service[from] as number) ||
      this.#isInFields(fields[row] as number)
    )
  }

  #isSpan(row: number): boolean {
    const { spans, spanOrigins } = this.#store
    const { origin, name, attributes } = spans.table.columns
    const { service } = spanOrigins.table.columns
    return (
      this.#texts.has(name[row] as number) ||
      this.#texts.has(service[origin[row] as number] as number) ||
      this.#isInFields(attributes[row] as number) ||
      this.#isInEarlyChange(row)
    )
  }

  /** What was said of a span before it began may have been looked at when there was no span to be found. */
  #isInEarlyChange(row: number): boolean {
    if (this.#changesDone === 0) return false
    const { changes, spans } = this.#store
    return changes
      .inRing(spans.table.columns.lastChange[row] as number)
      .some((change) => change < this.#changesDone && this.#isInChange(change))
  }

  /** Changes find their span. */
  #change(row: number): void {
    const { changes } = this.#store
    const span = changes.table.columns.span[row] as number
    if (span > 0 && this.#isInChange(row)) this.#spans.add(span - 1)
  }

  #isInChange(row: number): boolean {
    const { changes } = this.#store
    const what = changes.table.columns.what[row] as number
    switch (changes.kind(row)) {
      case EVENT.attribute:
        return this.#isInFields(what)
      case EVENT.spanEvent:
        return this.#texts.has(what) || this.#isInFields(changes.fieldsOfEvent(row))
      case EVENT.status:
        return what > 0 && this.#texts.has(what - 1)
      case EVENT.rename:
        return this.#texts.has(what)
      default:
        return false
    }
  }

  /** @param block of fields; see `FieldRows` */
  #isInFields(block: number): boolean {
    const { fields } = this.#store
    for (let row = block - 1; row >= 0; row = fields.after(row)) {
      if (this.#texts.has(fields.nameText(row)) || this.#isInValue(row)) return true
    }
    return false
  }

  #isInValue(row: number): boolean {
    const { fields } = this.#store
    switch (fields.type(row)) {
      case FIELD_TYPE.text:
      case FIELD_TYPE.nested:
        return this.#texts.has(fields.table.columns.value[row] as number)
      default:
        return this.#pattern.isIn(String(fields.value(row)))
    }
  }
}
