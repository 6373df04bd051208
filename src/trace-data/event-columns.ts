/** Event columns are where a program writes down what happens: no objects, only numbers in columns, to be handed over in batches. */

import type { ConsoleLine } from '../telemetry/console-line.ts'
import type { LogRecord } from '../telemetry/logging/log-record.ts'
import type { Diagnostic, SpanEnd, TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { SpanLink, SpanStart } from '../telemetry/tracing/span-record.ts'
import { NativeArrayBuffer, NativeUint32Array } from '../telemetry/untouched.ts'
import {
  BATCH_TABLES,
  type BatchTable,
  CONSOLE_CODES,
  DIAGNOSTIC,
  EVENT,
  type EventBatch,
  HEADER_BYTES,
  ID_FORM,
  LAYOUT,
  LEVEL_CODES,
  TEXT_FORM,
} from './event-batch.ts'
import { FieldColumns } from './field-columns.ts'
import { type Origin, SentLineOrigins, SentSpanOrigins, saidOf } from './sent-origins.ts'
import { SentTexts } from './sent-texts.ts'
import { SentTraces } from './sent-traces.ts'
import { SpanIdReader } from './span-id-reader.ts'
import { bytesOf, Table } from './table.ts'

/**
 * One run has one of these, from its beginning to its end. It trusts the types of what it is given, and cuts nothing: what is
 * too long, or no telemetry, is to be kept from it.
 */
export class EventColumns {
  readonly #texts = new SentTexts()
  readonly #traces = new SentTraces(this.#texts)
  readonly #ids = new SpanIdReader(this.#texts)
  readonly #fields = new FieldColumns(this.#texts)
  readonly #lineOrigins = new SentLineOrigins(this.#texts)
  readonly #spanOrigins = new SentSpanOrigins(this.#texts)
  readonly #tables = {
    events: new Table(LAYOUT.events),
    texts: this.#texts.table,
    traces: this.#traces.table,
    lineOrigins: this.#lineOrigins.table,
    spanOrigins: this.#spanOrigins.table,
    lines: new Table(LAYOUT.lines),
    spans: new Table(LAYOUT.spans),
    ends: new Table(LAYOUT.ends),
    dropped: new Table(LAYOUT.dropped),
    changes: new Table(LAYOUT.changes),
    moments: new Table(LAYOUT.moments),
    links: new Table(LAYOUT.links),
    fields: this.#fields.fields,
    numbers: this.#fields.numbers,
  }

  /** How many events wait to be taken. */
  get count(): number {
    return this.#tables.events.count
  }

  /** How much text waits to be taken. UTF-16 code units. */
  get textLength(): number {
    return this.#texts.length
  }

  append(event: TelemetryEvent): void {
    switch (event.kind) {
      case 'log':
        this.#log(event)
        break
      case 'console':
        this.#console(event)
        break
      case 'diagnostic':
        this.#diagnostic(event)
        break
      case 'span-start':
        this.#spanStart(event)
        break
      case 'span-end':
        this.#spanEnd(event)
        break
      case 'attribute': {
        const row = this.#change(EVENT.attribute, event.spanId)
        this.#fields.addOne(event.name, event.value)
        this.#tables.changes.columns.fields[row] = 1
        break
      }
      case 'span-event': {
        const row = this.#change(EVENT.spanEvent, event.spanId)
        this.#tables.changes.columns.text[row] = this.#texts.word(event.name) + 1
        this.#tables.changes.columns.fields[row] = this.#fields.add(event.attributes)
        const moment = this.#tables.moments.add()
        this.#tables.moments.columns.time[moment] = event.time
        break
      }
      case 'link':
        this.#change(EVENT.link, event.spanId)
        this.#link(event.link)
        break
      case 'status': {
        const row = this.#change(EVENT.status, event.spanId)
        const { code, message } = event.status
        this.#tables.changes.columns.status[row] = code === 'error' ? 2 : code === 'ok' ? 1 : 0
        this.#tables.changes.columns.text[row] = this.#texts.wordIfAny(message)
        break
      }
      case 'rename': {
        const row = this.#change(EVENT.rename, event.spanId)
        this.#tables.changes.columns.text[row] = this.#texts.word(event.name) + 1
        break
      }
    }
  }

  /** All that was appended since the last time. */
  take(): EventBatch {
    const tables = this.#tables
    let length = HEADER_BYTES
    for (let index = 0; index < BATCH_TABLES.length; index++) {
      const name = BATCH_TABLES[index] as BatchTable
      length += bytesOf(LAYOUT[name], tables[name].count)
    }
    const bytes = new NativeArrayBuffer(length)
    const header = new NativeUint32Array(bytes, 0, BATCH_TABLES.length)
    let offset = HEADER_BYTES
    for (let index = 0; index < BATCH_TABLES.length; index++) {
      const name = BATCH_TABLES[index] as BatchTable
      const table = tables[name]
      header[index] = table.count
      table.copyTo(bytes, offset)
      offset += bytesOf(LAYOUT[name], table.count)
      table.clear()
    }
    return { bytes, text: this.#texts.take() }
  }

  #log(event: LogRecord): void {
    const { level, site, target, service, traceFlags, template, message } = event
    const type = LEVEL_CODES[level] as number
    const origin = this.#lineOrigins.of(type, site, target, service, traceFlags, undefined)
    const templateText = this.#usual(origin, template)
    // A sentence with its holes filled is hardly ever said again.
    const text = message === template ? templateText : this.#texts.add(message, TEXT_FORM.words)
    const row = this.#line(event.time, origin, text)
    const { columns } = this.#tables.lines
    columns.more[row] = templateText
    columns.trace[row] = event.traceId === undefined ? 0 : this.#traces.numberOf(event.traceId) + 1
    this.#ids.read(event.spanId)
    columns.spanHigh[row] = this.#ids.high
    columns.spanLow[row] = this.#ids.low
    columns.spanForm[row] = this.#ids.form
    columns.fields[row] = this.#fields.addUsual(origin, event.fields)
  }

  #console(event: ConsoleLine): void {
    const { time, method, text, site, depth, snapshot } = event
    const type = CONSOLE_CODES[method] as number
    const origin = this.#lineOrigins.of(type, site, '', '', undefined, depth)
    const row = this.#line(time, origin, this.#usual(origin, text))
    this.#withoutSpan(
      row,
      snapshot === undefined ? 0 : this.#texts.add(snapshot, TEXT_FORM.snapshot) + 1,
    )
  }

  #diagnostic({ time, message, site }: Diagnostic): void {
    const origin = this.#lineOrigins.of(DIAGNOSTIC, site, '', '', undefined, undefined)
    const row = this.#line(time, origin, this.#usual(origin, message))
    this.#withoutSpan(row, 0)
  }

  #line(time: number, origin: Origin, text: number): number {
    this.#event(EVENT.line)
    const row = this.#tables.lines.add()
    const { columns } = this.#tables.lines
    columns.time[row] = time
    columns.origin[row] = origin.number
    columns.message[row] = text
    return row
  }

  /** What rows of an earlier batch have left behind is overwritten. */
  #withoutSpan(row: number, more: number): void {
    const { columns } = this.#tables.lines
    columns.more[row] = more
    columns.trace[row] = 0
    columns.spanHigh[row] = 0
    columns.spanLow[row] = 0
    columns.spanForm[row] = ID_FORM.none
    columns.fields[row] = 0
  }

  #spanStart(event: SpanStart): void {
    this.#event(EVENT.spanStart)
    const row = this.#tables.spans.add()
    const { columns } = this.#tables.spans
    columns.time[row] = event.time
    const origin = this.#spanOrigins.of(event)
    columns.origin[row] = origin.number
    columns.name[row] = this.#usual(origin, event.name)
    columns.trace[row] = this.#traces.numberOf(event.traceId)
    this.#ids.read(event.parentSpanId)
    columns.parentHigh[row] = this.#ids.high
    columns.parentLow[row] = this.#ids.low
    columns.parentForm[row] = this.#ids.form
    this.#ids.read(event.spanId)
    columns.high[row] = this.#ids.high
    columns.low[row] = this.#ids.low
    columns.form[row] = this.#ids.form
    columns.fields[row] = this.#fields.addUsual(origin, event.attributes)
    const { links } = event
    columns.links[row] = links.length
    for (let index = 0; index < links.length; index++) this.#link(links[index] as SpanLink)
  }

  #spanEnd({ spanId, time, dropped }: SpanEnd): void {
    this.#event(EVENT.spanEnd)
    const row = this.#tables.ends.add()
    const { columns } = this.#tables.ends
    columns.time[row] = time
    this.#ids.read(spanId)
    columns.high[row] = this.#ids.high
    columns.low[row] = this.#ids.low
    columns.form[row] = this.#ids.form
    columns.hasDropped[row] = dropped === undefined ? 0 : 1
    if (dropped === undefined) return
    const counts = this.#tables.dropped.add()
    const { columns: left } = this.#tables.dropped
    left.attributes[counts] = dropped.attributes
    left.events[counts] = dropped.events
    left.links[counts] = dropped.links
  }

  #change(kind: number, spanId: string): number {
    this.#event(kind)
    const row = this.#tables.changes.add()
    const { columns } = this.#tables.changes
    this.#ids.read(spanId)
    columns.high[row] = this.#ids.high
    columns.low[row] = this.#ids.low
    columns.form[row] = this.#ids.form
    columns.text[row] = 0
    columns.fields[row] = 0
    columns.status[row] = 0
    return row
  }

  #link({ context, attributes }: SpanLink): void {
    const row = this.#tables.links.add()
    const { columns } = this.#tables.links
    columns.flags[row] = context.traceFlags
    columns.trace[row] = this.#traces.numberOf(context.traceId)
    this.#ids.read(context.spanId)
    columns.high[row] = this.#ids.high
    columns.low[row] = this.#ids.low
    columns.form[row] = this.#ids.form
    columns.traceState[row] = this.#texts.wordIfAny(context.traceState)
    columns.isRemote[row] = saidOf(context.isRemote)
    columns.fields[row] = this.#fields.add(attributes)
  }

  /** The number of a text that is mostly the same for one origin. */
  #usual(origin: Origin, text: string): number {
    if (text === origin.text && origin.textNumber >= 0) return origin.textNumber
    const number = this.#texts.word(text)
    origin.text = text
    origin.textNumber = number
    return number
  }

  #event(kind: number): void {
    const row = this.#tables.events.add()
    this.#tables.events.columns.kind[row] = kind
  }
}
