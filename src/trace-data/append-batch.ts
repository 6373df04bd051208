/** Appending a batch means to give each of its rows a place in the tables of a run, and to tie it to what was there before. */

import {
  type BatchColumns,
  type BatchCounts,
  columnsOf,
  countsIn,
  EVENT,
  type EventBatch,
  STATUS_CODES,
} from './event-batch.ts'
import { STANDS_IN } from './event-order.ts'
import { addToRing } from './ring.ts'
import { STATE } from './span-table.ts'
import type { StoreRows } from './store-rows.ts'

const FAILED = STATUS_CODES.indexOf('error')

/** What the times in a batch say of the run: its first moment and its last. Microseconds since the Unix epoch. */
export interface TimeSpan {
  readonly first: number
  readonly last: number
}

/** @param batch a good one, and the next one of this run */
export function appendBatch(store: StoreRows, batch: EventBatch): TimeSpan {
  const counts = countsIn(batch.bytes)
  const columns = columnsOf(batch.bytes, counts)
  store.texts.append(batch.text, columns.texts.length)
  store.traces.append(columns.traces, counts.traces)
  store.lineOrigins.append(columns.lineOrigins, counts.lineOrigins)
  store.spanOrigins.append(columns.spanOrigins, counts.spanOrigins)
  return new BatchAppender(store, columns, counts).append()
}

/** Walks through the events of one batch: the rows that they are about stand in the same order in its tables. */
class BatchAppender {
  readonly #store: StoreRows
  readonly #columns: BatchColumns
  readonly #counts: BatchCounts
  #lines = 0
  #spans = 0
  #ends = 0
  #changes = 0
  #fields = 0
  #links = 0
  #moments = 0
  #dropped = 0
  #first = Number.POSITIVE_INFINITY
  #last = Number.NEGATIVE_INFINITY

  constructor(store: StoreRows, columns: BatchColumns, counts: BatchCounts) {
    this.#store = store
    this.#columns = columns
    this.#counts = counts
  }

  append(): TimeSpan {
    const { kind } = this.#columns.events
    const firstLine = this.#appendLines()
    const firstSpan = this.#appendSpans()
    for (let index = 0; index < this.#counts.events; index++) {
      switch (kind[index]) {
        case EVENT.line:
          this.#line(firstLine + this.#lines)
          break
        case EVENT.spanStart:
          this.#spanStart(firstSpan + this.#spans)
          break
        case EVENT.spanEnd:
          this.#spanEnd()
          break
        default:
          this.#change(kind[index] as number)
      }
    }
    return { first: this.#first, last: this.#last }
  }

  /** What stays as it came is copied column by column. */
  #appendLines(): number {
    const { lines } = this.#columns
    const { table } = this.#store.lines
    const first = table.addAll(this.#counts.lines)
    const { time, origin, message, more } = table.columns
    time.set(lines.time, first)
    origin.set(lines.origin, first)
    message.set(lines.message, first)
    more.set(lines.more, first)
    return first
  }

  #appendSpans(): number {
    const { spans } = this.#columns
    const { table } = this.#store.spans
    const first = table.addAll(this.#counts.spans)
    const { start, origin, name } = table.columns
    start.set(spans.time, first)
    origin.set(spans.origin, first)
    name.set(spans.name, first)
    return first
  }

  #line(row: number): void {
    const { lines } = this.#columns
    const at = this.#lines++
    const { columns } = this.#store.lines.table
    this.#extendTo(lines.time[at] as number)
    this.#store.order.add(STANDS_IN.lines)
    this.#store.lineOrigins.use(lines.origin[at] as number)
    columns.fields[row] = this.#block(lines.fields[at] as number)
    const trace = lines.trace[at] as number
    if (trace > 0) columns.trace[row] = this.#store.traces.meant(trace - 1) + 1
    const form = lines.spanForm[at] as number
    if (form === 0) return
    const { ids, table } = this.#store.spans
    const span = ids.named(form, lines.spanHigh[at] as number, lines.spanLow[at] as number)
    columns.span[row] = span
    const { lastLine } = span > 0 ? table.columns : ids.absents.columns
    const owner = span > 0 ? span - 1 : -span - 1
    lastLine[owner] = this.#store.lines.addTo(lastLine[owner] as number, row)
  }

  #spanStart(row: number): void {
    const { spans } = this.#columns
    const at = this.#spans++
    const { traces, order, spanOrigins, spans: rows } = this.#store
    this.#extendTo(spans.time[at] as number)
    order.add(STANDS_IN.spans)
    spanOrigins.use(spans.origin[at] as number)
    const { attributes, trace, nextInTrace, state } = rows.table.columns
    attributes[row] = this.#block(spans.fields[at] as number)
    const ofTrace = traces.meant(spans.trace[at] as number)
    const { lastSpan, spans: inTrace } = traces.table.columns
    trace[row] = ofTrace
    addToRing(nextInTrace, lastSpan[ofTrace] as number, row + 1)
    lastSpan[ofTrace] = row + 1
    inTrace[ofTrace] = (inTrace[ofTrace] as number) + 1
    const links = spans.links[at] as number
    if (links > 0) {
      state[row] = (state[row] as number) | STATE.hasLinks
      this.#firstLinks(row, links)
    }
    const absent = rows.begin(
      row,
      spans.form[at] as number,
      spans.high[at] as number,
      spans.low[at] as number,
      spans.parentForm[at] as number,
      spans.parentHigh[at] as number,
      spans.parentLow[at] as number,
    )
    if (absent >= 0) this.#hearOfIt(row, absent)
  }

  /** Gives a span that has begun what came before its start: lines, and changes. */
  #hearOfIt(row: number, absent: number): void {
    const { spans, lines, changes } = this.#store
    const waiting = spans.ids.absents.columns
    const lastLine = waiting.lastLine[absent] as number
    const lastChange = waiting.lastChange[absent] as number
    spans.table.columns.lastLine[row] = lastLine
    spans.table.columns.lastChange[row] = lastChange
    lines.giveTo(row + 1, lastLine)
    for (const change of changes.inRing(lastChange)) {
      changes.table.columns.span[change] = row + 1
      this.#apply(change, row)
    }
  }

  #spanEnd(): void {
    const { ends } = this.#columns
    const at = this.#ends++
    const time = ends.time[at] as number
    this.#extendTo(time)
    const { spans, changes, order } = this.#store
    const span = spans.ids.named(
      ends.form[at] as number,
      ends.high[at] as number,
      ends.low[at] as number,
    )
    const hasDropped = ends.hasDropped[at] === 1
    if (!hasDropped && span > 0 && spans.isOpen(span - 1)) {
      spans.finish(span - 1, time)
      order.add(STANDS_IN.ends)
      const row = this.#store.ends.add()
      this.#store.ends.columns.span[row] = span - 1
      return
    }
    // There is more to keep than a span and its end: it stands among the changes.
    const end = changes.addEnd(time)
    if (hasDropped) changes.setDropped(end, this.#columns.dropped, this.#dropped++)
    this.#tie(changes.add(EVENT.spanEnd, span, end, 0), span)
  }

  #change(kind: number): void {
    const { changes: columns, moments } = this.#columns
    const { spans, changes } = this.#store
    const at = this.#changes++
    const span = spans.ids.named(
      columns.form[at] as number,
      columns.high[at] as number,
      columns.low[at] as number,
    )
    const text = columns.text[at] as number
    const fields = kind === EVENT.link ? 0 : this.#block(columns.fields[at] as number)
    let row: number
    switch (kind) {
      case EVENT.attribute:
        row = changes.add(kind, span, fields, 0)
        break
      case EVENT.spanEvent: {
        const time = moments.time[this.#moments++] as number
        this.#extendTo(time)
        row = changes.add(kind, span, text - 1, changes.addMoment(time, fields))
        break
      }
      case EVENT.link:
        row = changes.add(kind, span, this.#link(), 0)
        break
      case EVENT.status:
        row = changes.add(kind, span, text, columns.status[at] as number)
        break
      default:
        row = changes.add(kind, span, text - 1, 0)
    }
    this.#tie(row, span)
  }

  /** Gives a change to its span, or to whoever is named. */
  #tie(change: number, span: number): void {
    const { spans, changes, order } = this.#store
    order.add(STANDS_IN.changes)
    const { lastChange } = span > 0 ? spans.table.columns : spans.ids.absents.columns
    const owner = span > 0 ? span - 1 : -span - 1
    lastChange[owner] = changes.addTo(lastChange[owner] as number, change)
    if (span > 0) this.#apply(change, span - 1)
  }

  /** What a change means for the columns of its span. */
  #apply(change: number, span: number): void {
    const { spans, changes } = this.#store
    const { state, name } = spans.table.columns
    const { kind, what, more } = changes.table.columns
    if (kind[change] === EVENT.spanEnd) {
      spans.finish(span, changes.end(change).time)
      return
    }
    spans.changed(span)
    if (kind[change] === EVENT.status) {
      this.#setStatus(span, more[change] as number)
    } else if (kind[change] === EVENT.rename) {
      more[change] = (name[span] as number) + 1
      name[span] = what[change] as number
      state[span] = (state[span] as number) | STATE.isRenamed
    }
  }

  /** @param status see `STATUS_CODES` */
  #setStatus(span: number, status: number): void {
    const { spans, spanOrigins } = this.#store
    const { state, origin } = spans.table.columns
    const before = (state[span] as number) & STATE.statusBits
    state[span] = ((state[span] as number) & ~STATE.statusBits) | status
    const change = Number(status === FAILED) - Number(before === FAILED)
    if (change !== 0) spanOrigins.countFailed(origin[span] as number, change)
  }

  #firstLinks(row: number, count: number): void {
    const first = this.#link()
    for (let index = 1; index < count; index++) this.#link()
    this.#store.changes.setFirstLinks(row, first, count)
  }

  #link(): number {
    const { links } = this.#columns
    const at = this.#links++
    return this.#store.changes.addLink(links, at, this.#block(links.fields[at] as number))
  }

  /** The next fields of the batch. */
  #block(count: number): number {
    const from = this.#fields
    this.#fields += count
    return this.#store.fields.append(this.#columns, from, count)
  }

  #extendTo(time: number): void {
    if (time < this.#first) this.#first = time
    if (time > this.#last) this.#last = time
  }
}
