/**
 * Span ids are how events name spans: from an id to the row of the span that has it. A span that is named before it begins, or
 * that never begins, is an **absent** span: it has a number of its own, and what is known of it waits there.
 *
 * Whoever is named is a number: one higher than the row of a span, or below 0 for an absent one: −1 for the first.
 */

import { ID_FORM } from './event-batch.ts'
import { HashSlots, hashOfPair } from './hash-slots.ts'
import { digitsAt, digitsText, SPAN_ID_DIGITS } from './id-digits.ts'
import { PROBLEM } from './span-problems.ts'
import { type SpanTable, STATE } from './span-table.ts'
import { Table } from './table.ts'
import type { TextRows } from './text-rows.ts'

/** Spans that share one id. */
interface Namesakes {
  /** In the order of their start. Those at the end may have ended since. */
  readonly open: number[]
  latest: number
}

/** What {@link SpanIds.begin} found. */
const NEW_ID = -1
export const SECOND_WITH_ID = -2

export class SpanIds {
  readonly #texts: TextRows
  readonly #spans: SpanTable
  readonly #slots = new HashSlots()
  /** Ids that are not made of digits, and the numbers of their texts. */
  readonly #oddIds = new Map<string, number>()
  readonly #oddTexts: number[] = []
  /** By the row of the first one. */
  readonly #namesakes = new Map<number, Namesakes>()

  /** Rings of what waits for an absent span; those of one that has begun are out of date. */
  readonly absents = new Table({
    high: 'u32',
    low: 'u32',
    lastChild: 'u32',
    lastLine: 'u32',
    lastChange: 'u32',
    form: 'u8',
  })

  constructor(texts: TextRows, spans: SpanTable) {
    this.#texts = texts
    this.#spans = spans
  }

  get bytes(): number {
    return this.#slots.bytes + this.absents.bytes
  }

  /**
   * A span has begun.
   * @returns the number of the absent span that it was, from 0; {@link SECOND_WITH_ID}, or −1 if nobody has named it yet
   */
  begin(row: number, form: number, high: number, low: number): number {
    const { columns } = this.#spans
    const isText = form === ID_FORM.text
    const key = isText ? this.#oddId(low) : high
    columns.high[row] = key
    columns.low[row] = isText ? 0 : low
    if (isText) columns.state[row] = (columns.state[row] as number) | STATE.hasTextId
    const slot = this.#slotOf(isText, key, isText ? 0 : low)
    const ref = this.#slots.refs[slot] as number
    if (ref > 0) {
      this.#addNamesake(ref - 1, row)
      return SECOND_WITH_ID
    }
    if (ref < 0) {
      this.#slots.refs[slot] = row + 1
      return -ref - 1
    }
    this.#slots.put(slot, row + 1, this.#hashOfRef)
    return NEW_ID
  }

  /** Whoever an event names. Of several spans with one id it is the last one that has not ended. */
  named(form: number, high: number, low: number): number {
    const isText = form === ID_FORM.text
    const key = isText ? this.#oddId(low) : high
    const slot = this.#slotOf(isText, key, isText ? 0 : low)
    const ref = this.#slots.refs[slot] as number
    if (ref > 0) return this.#namesakes.size === 0 ? ref : this.#current(ref - 1) + 1
    if (ref < 0) return ref
    const absent = this.absents.add()
    const { columns } = this.absents
    columns.high[absent] = key
    columns.low[absent] = isText ? 0 : low
    columns.form[absent] = form
    this.#slots.put(slot, -absent - 1, this.#hashOfRef)
    return -absent - 1
  }

  /** The row of the first span with an id; −1 if there is none. */
  rowOf(id: string): number {
    const high = id.length === SPAN_ID_DIGITS ? digitsAt(id, 0) : -1
    const low = high >= 0 ? digitsAt(id, 8) : -1
    const key = low >= 0 ? high : this.#oddIds.get(id)
    if (key === undefined) return -1
    const slot = this.#slotOf(low < 0, key, low >= 0 ? low : 0)
    return Math.max((this.#slots.refs[slot] as number) - 1, -1)
  }

  haveSameId(row: number, other: number): boolean {
    const { high, low, state } = this.#spans.columns
    const form = (state[row] as number) ^ (state[other] as number)
    return high[row] === high[other] && low[row] === low[other] && (form & STATE.hasTextId) === 0
  }

  /** The id of a span, or of an absent one. @param ref as {@link named} gives it */
  id(ref: number): string {
    if (ref > 0) {
      const { high, low, state } = this.#spans.columns
      const isText = ((state[ref - 1] as number) & STATE.hasTextId) !== 0
      return this.#idText(isText, high[ref - 1] as number, low[ref - 1] as number)
    }
    const { high, low, form } = this.absents.columns
    const absent = -ref - 1
    return this.#idText(
      form[absent] === ID_FORM.text,
      high[absent] as number,
      low[absent] as number,
    )
  }

  trim(): void {
    this.absents.trim()
  }

  #idText(isText: boolean, high: number, low: number): string {
    if (isText) return this.#texts.text(this.#oddTexts[high] as number)
    return digitsText(high) + digitsText(low)
  }

  #oddId(text: number): number {
    const id = this.#texts.text(text)
    const known = this.#oddIds.get(id)
    if (known !== undefined) return known
    const number = this.#oddTexts.push(text) - 1
    this.#oddIds.set(id, number)
    return number
  }

  #addNamesake(first: number, row: number): void {
    const namesakes = this.#namesakes.get(first) ?? { open: [first], latest: first }
    namesakes.open.push(row)
    namesakes.latest = row
    this.#namesakes.set(first, namesakes)
  }

  #current(first: number): number {
    const namesakes = this.#namesakes.get(first)
    if (!namesakes) return first
    const { open } = namesakes
    const { problems } = this.#spans.columns
    for (let row = open.at(-1); row !== undefined; row = open.at(-1)) {
      if (((problems[row] as number) & PROBLEM['never-ended']) !== 0) return row
      open.pop()
    }
    return namesakes.latest
  }

  /** The slot where an id is, or where it belongs. */
  #slotOf(isText: boolean, high: number, low: number): number {
    const { refs } = this.#slots
    const spans = this.#spans.columns
    const absents = this.absents.columns
    let slot = this.#slots.first(hashOfPair(high, low))
    for (; ; slot = this.#slots.after(slot)) {
      const ref = refs[slot] as number
      if (ref === 0) return slot
      if (ref > 0) {
        const row = ref - 1
        const isOdd = ((spans.state[row] as number) & STATE.hasTextId) !== 0
        if (spans.low[row] === low && spans.high[row] === high && isOdd === isText) return slot
      } else {
        const absent = -ref - 1
        const isOdd = absents.form[absent] === ID_FORM.text
        if (absents.low[absent] === low && absents.high[absent] === high && isOdd === isText) {
          return slot
        }
      }
    }
  }

  readonly #hashOfRef = (ref: number): number => {
    const { high, low } = ref > 0 ? this.#spans.columns : this.absents.columns
    const row = ref > 0 ? ref - 1 : -ref - 1
    return hashOfPair(high[row] as number, low[row] as number)
  }
}
