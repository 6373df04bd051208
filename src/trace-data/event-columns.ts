/** Event columns are where a program writes down what happens: no objects, only numbers in columns, to be handed over in batches. */

import type { Fields, FieldValue } from '../telemetry/field.ts'
import type { LogRecord } from '../telemetry/logging/log-record.ts'
import type {
  ConsoleLine,
  Diagnostic,
  SpanEnd,
  TelemetryEvent,
} from '../telemetry/telemetry-event.ts'
import { SPAN_KINDS, type SpanLink, type SpanStart } from '../telemetry/tracing/span-record.ts'
import {
  BATCH_TABLES,
  type BatchTable,
  batchBytes,
  CONSOLE_CODES,
  DIAGNOSTIC,
  EVENT,
  type EventBatch,
  FIELD_TYPE,
  HEADER_BYTES,
  ID_FORM,
  LAYOUT,
  LEVEL_CODES,
  SAID,
  TEXT_FORM,
} from './event-batch.ts'
import { digitsAt, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from './id-digits.ts'
import { nestedJson } from './nested-json.ts'
import { LineOrigins, type Origin, SpanOrigins } from './origins.ts'
import { RecentTexts } from './recent-texts.ts'
import { bytesOf, Table } from './table.ts'
import { keys, NewBuffer, NewWords } from './untouched-methods.ts'

/**
 * One run has one of these, from its beginning to its end. It trusts the types of what it is given, and cuts nothing: what is
 * too long, or no telemetry, is to be kept from it.
 */
export class EventColumns {
  readonly #tables = {
    events: new Table(LAYOUT.events),
    texts: new Table(LAYOUT.texts),
    traces: new Table(LAYOUT.traces),
    lineOrigins: new Table(LAYOUT.lineOrigins),
    spanOrigins: new Table(LAYOUT.spanOrigins),
    lines: new Table(LAYOUT.lines),
    spans: new Table(LAYOUT.spans),
    ends: new Table(LAYOUT.ends),
    dropped: new Table(LAYOUT.dropped),
    changes: new Table(LAYOUT.changes),
    moments: new Table(LAYOUT.moments),
    links: new Table(LAYOUT.links),
    fields: new Table(LAYOUT.fields),
    numbers: new Table(LAYOUT.numbers),
  }
  /** New texts, joined. */
  #text = ''
  #textCount = 0
  #traceCount = 0
  readonly #words = new RecentTexts()
  readonly #nestedValues = new RecentTexts()
  readonly #traceNumbers = new RecentTexts()
  readonly #lineOrigins = new LineOrigins()
  readonly #spanOrigins = new SpanOrigins()
  /** The id that was read last; see {@link #readId}. */
  #form = 0
  #high = 0
  #low = 0
  #lastId: string | undefined
  #lastTrace = 0
  #lastTraceId: string | undefined

  /** How many events wait to be taken. */
  get count(): number {
    return this.#tables.events.count
  }

  /** How much text waits to be taken. UTF-16 code units. */
  get textLength(): number {
    return this.#text.length
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
        this.#field(this.#word(event.name), event.value)
        this.#tables.changes.columns.fields[row] = 1
        break
      }
      case 'span-event': {
        const row = this.#change(EVENT.spanEvent, event.spanId)
        this.#tables.changes.columns.text[row] = this.#word(event.name) + 1
        this.#tables.changes.columns.fields[row] = this.#fields(event.attributes)
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
        this.#tables.changes.columns.text[row] = this.#wordIfAny(message)
        break
      }
      case 'rename': {
        const row = this.#change(EVENT.rename, event.spanId)
        this.#tables.changes.columns.text[row] = this.#word(event.name) + 1
        break
      }
    }
  }

  /** All that was appended since the last time. */
  take(): EventBatch {
    const tables = this.#tables
    const bytes = new NewBuffer(
      batchBytes({
        events: tables.events.count,
        texts: tables.texts.count,
        traces: tables.traces.count,
        lineOrigins: tables.lineOrigins.count,
        spanOrigins: tables.spanOrigins.count,
        lines: tables.lines.count,
        spans: tables.spans.count,
        ends: tables.ends.count,
        dropped: tables.dropped.count,
        changes: tables.changes.count,
        moments: tables.moments.count,
        links: tables.links.count,
        fields: tables.fields.count,
        numbers: tables.numbers.count,
      }),
    )
    const header = new NewWords(bytes, 0, BATCH_TABLES.length)
    let offset = HEADER_BYTES
    for (let index = 0; index < BATCH_TABLES.length; index++) {
      const name = BATCH_TABLES[index] as BatchTable
      const table = tables[name]
      header[index] = table.count
      table.copyTo(bytes, offset)
      offset += bytesOf(LAYOUT[name], table.count)
      table.clear()
    }
    const text = this.#text
    this.#text = ''
    return { bytes, text }
  }

  #log(event: LogRecord): void {
    const { level, site, target, service, traceFlags, template, message } = event
    const type = LEVEL_CODES[level] as number
    const origin = this.#lineOrigin(type, site, target, service, traceFlags)
    const templateText = this.#usual(origin, template)
    // A sentence with its holes filled is hardly ever said again.
    const text = message === template ? templateText : this.#newText(message, TEXT_FORM.words)
    const row = this.#line(event.time, origin, text)
    const { columns } = this.#tables.lines
    columns.more[row] = templateText
    columns.trace[row] = event.traceId === undefined ? 0 : this.#trace(event.traceId) + 1
    this.#readId(event.spanId)
    columns.spanHigh[row] = this.#high
    columns.spanLow[row] = this.#low
    columns.spanForm[row] = this.#form
    columns.fields[row] = this.#usualFields(origin, event.fields)
  }

  #console(event: ConsoleLine): void {
    const { kind: _, time, method, text, site, ...more } = event
    const type = CONSOLE_CODES[method] as number
    const origin = this.#lineOrigin(type, site, '', '', undefined)
    const row = this.#line(time, origin, this.#usual(origin, text))
    const isMore = keys(more).length > 0
    this.#withoutSpan(
      row,
      isMore ? this.#newText(nestedJson(more as Fields), TEXT_FORM.console) + 1 : 0,
    )
  }

  #diagnostic({ time, message, site }: Diagnostic): void {
    const origin = this.#lineOrigin(DIAGNOSTIC, site, '', '', undefined)
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

  #lineOrigin(
    type: number,
    site: number,
    target: string,
    service: string,
    flags: number | undefined,
  ): Origin {
    const known = this.#lineOrigins.find(type, site, target, service, flags)
    if (known !== undefined) return known
    const row = this.#tables.lineOrigins.add()
    const { columns } = this.#tables.lineOrigins
    columns.site[row] = site
    columns.flags[row] = flags === undefined ? NOT_SAID : flags
    columns.target[row] = this.#word(target)
    columns.service[row] = this.#word(service)
    columns.type[row] = type
    return this.#lineOrigins.add(type, site, target, service, flags)
  }

  #spanStart(event: SpanStart): void {
    this.#event(EVENT.spanStart)
    const row = this.#tables.spans.add()
    const { columns } = this.#tables.spans
    columns.time[row] = event.time
    const origin = this.#spanOrigin(event)
    columns.origin[row] = origin.number
    columns.name[row] = this.#usual(origin, event.name)
    columns.trace[row] = this.#trace(event.traceId)
    this.#readId(event.parentSpanId)
    columns.parentHigh[row] = this.#high
    columns.parentLow[row] = this.#low
    columns.parentForm[row] = this.#form
    this.#readId(event.spanId)
    columns.high[row] = this.#high
    columns.low[row] = this.#low
    columns.form[row] = this.#form
    columns.fields[row] = this.#usualFields(origin, event.attributes)
    const { links } = event
    columns.links[row] = links.length
    for (let index = 0; index < links.length; index++) this.#link(links[index] as SpanLink)
  }

  #spanOrigin(event: SpanStart): Origin {
    const known = this.#spanOrigins.find(event)
    if (known !== undefined) return known
    const row = this.#tables.spanOrigins.add()
    const { columns } = this.#tables.spanOrigins
    columns.site[row] = event.site
    columns.flags[row] = event.traceFlags
    columns.service[row] = this.#word(event.service)
    columns.scopeName[row] = this.#word(event.scope.name)
    columns.scopeVersion[row] = this.#wordIfAny(event.scope.version)
    columns.traceState[row] = this.#wordIfAny(event.traceState)
    columns.kind[row] = indexOf(SPAN_KINDS, event.spanKind)
    columns.hasRemoteParent[row] = saidOf(event.isParentRemote)
    return this.#spanOrigins.add(event)
  }

  #spanEnd({ spanId, time, dropped }: SpanEnd): void {
    this.#event(EVENT.spanEnd)
    const row = this.#tables.ends.add()
    const { columns } = this.#tables.ends
    columns.time[row] = time
    this.#readId(spanId)
    columns.high[row] = this.#high
    columns.low[row] = this.#low
    columns.form[row] = this.#form
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
    this.#readId(spanId)
    columns.high[row] = this.#high
    columns.low[row] = this.#low
    columns.form[row] = this.#form
    columns.text[row] = 0
    columns.fields[row] = 0
    columns.status[row] = 0
    return row
  }

  #link({ context, attributes }: SpanLink): void {
    const row = this.#tables.links.add()
    const { columns } = this.#tables.links
    columns.flags[row] = context.traceFlags
    columns.trace[row] = this.#trace(context.traceId)
    this.#readId(context.spanId)
    columns.high[row] = this.#high
    columns.low[row] = this.#low
    columns.form[row] = this.#form
    columns.traceState[row] = this.#wordIfAny(context.traceState)
    columns.isRemote[row] = saidOf(context.isRemote)
    columns.fields[row] = this.#fields(attributes)
  }

  /** The number of a text that is mostly the same for one origin. */
  #usual(origin: Origin, text: string): number {
    if (text === origin.text && origin.textNumber >= 0) return origin.textNumber
    const number = this.#word(text)
    origin.text = text
    origin.textNumber = number
    return number
  }

  /** Fields whose names are mostly the same for one origin. @returns how many they are */
  #usualFields(origin: Origin, fields: Fields): number {
    const { fieldNames, fieldNumbers } = origin
    const names = keys(fields)
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string
      let number =
        index < fieldNames.length && fieldNames[index] === name ? fieldNumbers[index] : undefined
      if (number === undefined) {
        number = this.#word(name)
        fieldNames[index] = name
        fieldNumbers[index] = number
      }
      this.#field(number, fields[name] as FieldValue)
    }
    return names.length
  }

  /** @returns how many they are */
  #fields(fields: Fields): number {
    const names = keys(fields)
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string
      this.#field(this.#word(name), fields[name] as FieldValue)
    }
    return names.length
  }

  /** @param name the number of its text */
  #field(name: number, value: FieldValue): void {
    const row = this.#tables.fields.add()
    const { columns } = this.#tables.fields
    columns.name[row] = name
    switch (typeof value) {
      case 'string':
        columns.type[row] = FIELD_TYPE.text
        columns.value[row] = this.#word(value)
        break
      case 'number':
        if (isSmall(value)) {
          columns.type[row] = FIELD_TYPE.small
          columns.value[row] = value
        } else {
          columns.type[row] = FIELD_TYPE.number
          columns.value[row] = this.#number(value)
        }
        break
      case 'boolean':
        columns.type[row] = value ? FIELD_TYPE.yes : FIELD_TYPE.no
        columns.value[row] = 0
        break
      default:
        columns.type[row] = value === null ? FIELD_TYPE.null : FIELD_TYPE.nested
        columns.value[row] = value === null ? 0 : this.#nested(value)
    }
  }

  #number(value: number): number {
    const row = this.#tables.numbers.add()
    this.#tables.numbers.columns.value[row] = value
    return row
  }

  #nested(value: FieldValue): number {
    const json = nestedJson(value)
    const known = this.#nestedValues.numberOf(json)
    if (known !== undefined) return known
    const number = this.#newText(json, TEXT_FORM.value)
    this.#nestedValues.add(json, number)
    return number
  }

  /** The number of a text, which is sent if it must be. */
  #word(text: string): number {
    const known = this.#words.numberOf(text)
    if (known !== undefined) return known
    const number = this.#newText(text, TEXT_FORM.words)
    this.#words.add(text, number)
    return number
  }

  #wordIfAny(text: string | undefined): number {
    return text === undefined ? 0 : this.#word(text) + 1
  }

  #newText(text: string, form: number): number {
    const row = this.#tables.texts.add()
    const { columns } = this.#tables.texts
    columns.length[row] = text.length
    columns.form[row] = form
    this.#text += text
    return this.#textCount++
  }

  /** The number of a trace, which is sent if it must be. Most events belong to the trace of the event before them. */
  #trace(traceId: string): number {
    if (traceId !== this.#lastTraceId) {
      this.#lastTrace = this.#traceNumber(traceId)
      this.#lastTraceId = traceId
    }
    return this.#lastTrace
  }

  #traceNumber(traceId: string): number {
    const known = this.#traceNumbers.numberOf(traceId)
    if (known !== undefined) return known
    const row = this.#tables.traces.add()
    const { columns } = this.#tables.traces
    const hasDigits = traceId.length === TRACE_ID_DIGITS
    const a = hasDigits ? digitsAt(traceId, 0) : -1
    const b = a >= 0 ? digitsAt(traceId, 8) : -1
    const c = b >= 0 ? digitsAt(traceId, 16) : -1
    const d = c >= 0 ? digitsAt(traceId, 24) : -1
    columns.a[row] = d >= 0 ? a : 0
    columns.b[row] = d >= 0 ? b : 0
    columns.c[row] = d >= 0 ? c : 0
    columns.d[row] = d >= 0 ? d : this.#word(traceId)
    columns.form[row] = d >= 0 ? ID_FORM.digits : ID_FORM.text
    this.#traceNumbers.add(traceId, this.#traceCount)
    return this.#traceCount++
  }

  /** Reads a span id into `#form`, `#high` and `#low`. Most events are about the span of the event before them. */
  #readId(spanId: string | undefined): void {
    if (spanId === this.#lastId) return
    this.#lastId = spanId
    if (spanId === undefined) {
      this.#form = ID_FORM.none
      this.#high = 0
      this.#low = 0
      return
    }
    const high = spanId.length === SPAN_ID_DIGITS ? digitsAt(spanId, 0) : -1
    const low = high >= 0 ? digitsAt(spanId, 8) : -1
    this.#form = low >= 0 ? ID_FORM.digits : ID_FORM.text
    this.#high = low >= 0 ? high : 0
    this.#low = low >= 0 ? low : this.#word(spanId)
  }

  #event(kind: number): void {
    const row = this.#tables.events.add()
    this.#tables.events.columns.kind[row] = kind
  }
}

/** Not `Number.NaN`: a program can replace `Number`. */
const NOT_SAID = 0 / 0

/** Is it a whole number of 32 bits, with a sign? −0 is not. */
function isSmall(value: number): boolean {
  return (value | 0) === value && (value !== 0 || 1 / value > 0)
}

function saidOf(value: boolean | undefined): number {
  if (value === undefined) return SAID.nothing
  return value ? SAID.yes : SAID.no
}

function indexOf(words: readonly string[], word: string): number {
  for (let index = 0; index < words.length; index++) if (words[index] === word) return index
  return 0
}
