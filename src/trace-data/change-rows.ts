/** Change rows are what happened to spans beside their start and their plain end: attributes, events, links, and the like. */

import type { DroppedFromSpan, SpanEvent, SpanLink } from '../telemetry/tracing/span-record.ts'
import { type BatchColumns, ID_FORM, SAID } from './event-batch.ts'
import type { FieldRows } from './field-rows.ts'
import { digitsText } from './id-digits.ts'
import { addToRing, rowsInRing } from './ring.ts'
import { Table } from './table.ts'
import type { TextRows } from './text-rows.ts'
import type { TraceRows } from './trace-rows.ts'

export class ChangeRows {
  readonly #texts: TextRows
  readonly #fields: FieldRows
  readonly #traces: TraceRows
  readonly #moments = new Table({ time: 'f64', fields: 'u32' })
  readonly #links = new Table({
    flags: 'f64',
    trace: 'u32',
    high: 'u32',
    low: 'u32',
    traceState: 'u32',
    fields: 'u32',
    form: 'u8',
    isRemote: 'u8',
  })
  readonly #ends = new Table({
    time: 'f64',
    attributes: 'f64',
    events: 'f64',
    links: 'f64',
    hasDropped: 'u8',
  })
  /** The links with which spans began, in the order of the spans. */
  readonly #firstLinks = new Table({ span: 'u32', first: 'u32', count: 'u32' })

  readonly table = new Table({
    /** A span, one higher than its row, or below 0 an absent one; see `SpanIds`. */
    span: 'i32',
    /** A ring; see `ring.ts`. */
    nextInSpan: 'u32',
    /** What it is about: of an attribute its block of fields, of a link or an end its row, else a text. */
    what: 'u32',
    /** Of an event its moment, of a status its code, of a new name the old one, which is one higher. */
    more: 'u32',
    /** @see EVENT */
    kind: 'u8',
  })

  constructor(texts: TextRows, fields: FieldRows, traces: TraceRows) {
    this.#texts = texts
    this.#fields = fields
    this.#traces = traces
  }

  get count(): number {
    return this.table.count
  }

  get bytes(): number {
    const tables = [this.table, this.#moments, this.#links, this.#ends, this.#firstLinks]
    return tables.reduce((bytes, table) => bytes + table.bytes, 0)
  }

  add(kind: number, span: number, what: number, more: number): number {
    const row = this.table.add()
    const { columns } = this.table
    columns.kind[row] = kind
    columns.span[row] = span
    columns.what[row] = what
    columns.more[row] = more
    return row
  }

  /** @returns the last one of the ring now */
  addTo(last: number, row: number): number {
    addToRing(this.table.columns.nextInSpan, last, row + 1)
    return row + 1
  }

  /** The changes of a ring. */
  inRing(last: number): number[] {
    return rowsInRing(this.table.columns.nextInSpan, last)
  }

  /** When a span event happened, and its fields. @returns its row */
  addMoment(time: number, fields: number): number {
    const row = this.#moments.add()
    this.#moments.columns.time[row] = time
    this.#moments.columns.fields[row] = fields
    return row
  }

  /** An end of which there is more to keep than its time. @returns its row */
  addEnd(time: number): number {
    const row = this.#ends.add()
    this.#ends.columns.time[row] = time
    return row
  }

  /** What the limits of a span left out, told at its end. */
  setDropped(end: number, dropped: BatchColumns['dropped'], from: number): void {
    const { columns } = this.#ends
    columns.attributes[end] = dropped.attributes[from] as number
    columns.events[end] = dropped.events[from] as number
    columns.links[end] = dropped.links[from] as number
    columns.hasDropped[end] = 1
  }

  /** @param fields a block @returns the row of the link */
  addLink(links: BatchColumns['links'], from: number, fields: number): number {
    const row = this.#links.add()
    const { columns } = this.#links
    columns.flags[row] = links.flags[from] as number
    columns.trace[row] = this.#traces.meant(links.trace[from] as number)
    columns.high[row] = links.high[from] as number
    columns.low[row] = links.low[from] as number
    columns.traceState[row] = links.traceState[from] as number
    columns.form[row] = links.form[from] as number
    columns.isRemote[row] = links.isRemote[from] as number
    columns.fields[row] = fields
    return row
  }

  /** A span began with links. @param first the row of the first one */
  setFirstLinks(span: number, first: number, count: number): void {
    const row = this.#firstLinks.add()
    const { columns } = this.#firstLinks
    columns.span[row] = span
    columns.first[row] = first
    columns.count[row] = count
  }

  /** The links with which a span began, if it is said to have any. */
  firstLinks(span: number): SpanLink[] {
    const { columns } = this.#firstLinks
    let [before, at] = [-1, this.#firstLinks.count]
    while (at - before > 1) {
      const middle = (before + at) >> 1
      if ((columns.span[middle] as number) < span) before = middle
      else at = middle
    }
    const [first, count] = [columns.first[at] as number, columns.count[at] as number]
    return Array.from({ length: count }, (_, index) => this.link(first + index))
  }

  link(row: number): SpanLink {
    const { flags, trace, high, low, traceState, fields, form, isRemote } = this.#links.columns
    const state = traceState[row] as number
    return {
      context: {
        traceId: this.#traces.id(trace[row] as number),
        spanId:
          form[row] === ID_FORM.text
            ? this.#texts.text(low[row] as number)
            : digitsText(high[row] as number) + digitsText(low[row] as number),
        traceFlags: flags[row] as number,
        ...(state > 0 && { traceState: this.#texts.text(state - 1) }),
        ...(isRemote[row] !== SAID.nothing && { isRemote: isRemote[row] === SAID.yes }),
      },
      attributes: this.#fields.block(fields[row] as number),
    }
  }

  /** @param row of a change that is one */
  spanEvent(row: number): SpanEvent {
    const { what, more } = this.table.columns
    const moment = more[row] as number
    const { time, fields } = this.#moments.columns
    return {
      name: this.#texts.text(what[row] as number),
      time: time[moment] as number,
      attributes: this.#fields.block(fields[moment] as number),
    }
  }

  /** The block of fields of a span event. @param row of a change that is one */
  fieldsOfEvent(row: number): number {
    return this.#moments.columns.fields[this.table.columns.more[row] as number] as number
  }

  /** @param row of a change that is one */
  end(row: number): { readonly time: number; readonly dropped?: DroppedFromSpan } {
    const end = this.table.columns.what[row] as number
    const { time, attributes, events, links, hasDropped } = this.#ends.columns
    return {
      time: time[end] as number,
      ...(hasDropped[end] === 1 && {
        dropped: {
          attributes: attributes[end] as number,
          events: events[end] as number,
          links: links[end] as number,
        },
      }),
    }
  }

  kind(row: number): number {
    return this.table.columns.kind[row] as number
  }

  trim(): void {
    for (const table of [this.table, this.#moments, this.#links, this.#ends, this.#firstLinks]) {
      table.trim()
    }
  }
}
