/**
 * Validating a batch means to look at every number in it and believe none: what a reader's program sends is hostile until proven
 * otherwise. Nothing is decoded and nothing is copied; a batch is good as a whole, or refused as a whole.
 */

import { LEVELS } from '../telemetry/logging/level.ts'
import { SPAN_KINDS } from '../telemetry/tracing/span-record.ts'
import {
  BATCH_TABLES,
  type BatchColumns,
  type BatchCounts,
  batchBytes,
  columnsOf,
  countsIn,
  DIAGNOSTIC,
  EVENT,
  type EventBatch,
  FIELD_TYPE,
  HEADER_BYTES,
  ID_FORM,
  LINE_TYPES,
  SAID,
  STATUS_CODES,
  TEXT_FORM,
} from './event-batch.ts'
import { type Columns, Table } from './table.ts'

/** Thrown for a batch that no honest program sends. */
export class BadBatch extends Error {}

/** How large the parts of a batch may be. Texts in UTF-16 code units. */
export interface BatchLimits {
  readonly events: number
  /** All new texts together. */
  readonly batchText: number
  /** All texts of a run together. */
  readonly runText: number
  readonly text: number
  readonly name: number
  readonly id: number
  /** A nested value, or what a console line holds beside its words, as JSON. */
  readonly json: number
  /** Fields of one record, span, event or link. */
  readonly fields: number
  /** Links with which a span begins. */
  readonly links: number
  /** Items of a list, and members of an object, inside of a field. */
  readonly items: number
  /** How deep a value may be nested. */
  readonly nesting: number
  /** Is this what a console line may hold beside its words? It is plain data, but of any shape. */
  isConsoleContent(value: unknown): boolean
}

/** What a good batch says. */
export interface ValidBatch {
  /** The same buffer and text, and nothing else that came with them. */
  readonly batch: EventBatch
  readonly counts: BatchCounts
  /** The latest moment that it names in passing: that of its last event with a time. Microseconds since the Unix epoch. */
  readonly lastTime: number | undefined
}

/** One run has one of these: batches mean what earlier ones said. After a bad one it is of no use. */
export class BatchValidator {
  readonly #limits: BatchLimits
  readonly #texts = new Table({ length: 'u32', form: 'u8' })
  readonly #lineTypes = new Table({ type: 'u8' })
  #spanOrigins = 0
  #traces = 0
  #text = 0

  constructor(limits: BatchLimits) {
    this.#limits = limits
  }

  /** @throws BadBatch if it is none that the lab could have sent */
  validate(message: unknown): ValidBatch {
    const batch = batchOf(message)
    const counts = this.#counts(batch)
    const columns = columnsOf(batch.bytes, counts)
    this.#newTexts(columns.texts, counts.texts, batch.text)
    this.#newTraces(columns.traces, counts.traces)
    this.#newLineOrigins(columns.lineOrigins, counts.lineOrigins)
    this.#newSpanOrigins(columns.spanOrigins, counts.spanOrigins)
    const inLines = this.#lines(columns.lines, counts.lines)
    const inSpans = this.#spans(columns.spans, counts)
    this.#ends(columns, counts)
    const inChanges = this.#changes(columns, counts)
    const inLinks = this.#links(columns.links, counts.links)
    expect(inLines + inSpans + inChanges + inLinks === counts.fields)
    this.#fields(columns, counts)
    return { batch, counts, lastTime: lastTime(columns, counts) }
  }

  #counts({ bytes, text }: EventBatch): BatchCounts {
    expect(bytes.byteLength >= HEADER_BYTES)
    const limits = this.#limits
    const counts = countsIn(bytes)
    const { events, lines, spans, ends, changes, links, fields } = counts
    expect(events > 0 && events <= limits.events)
    expect(lines + spans + ends + changes === events)
    expect(counts.moments <= changes && counts.dropped <= ends)
    expect(links <= spans * limits.links + changes)
    expect(fields <= (events + links) * limits.fields)
    expect(counts.numbers <= fields)
    expect(counts.lineOrigins <= lines && counts.spanOrigins <= spans)
    expect(counts.traces <= lines + spans + links)
    // So many references there are: nobody needs more.
    expect(counts.texts <= 8 * (events + links + fields))
    for (const name of BATCH_TABLES) expect(counts[name] < 2 ** 28)
    expect(bytes.byteLength === batchBytes(counts))
    expect(text.length <= limits.batchText && text.length <= limits.runText - this.#text)
    this.#text += text.length
    return counts
  }

  #newTexts({ length, form }: Columns<{ length: 'u32'; form: 'u8' }>, count: number, text: string) {
    const { json } = this.#limits
    const first = this.#texts.addAll(count)
    const { columns } = this.#texts
    let from = 0
    for (let row = 0; row < count; row++) {
      const [to, what] = [from + (length[row] as number), form[row] as number]
      expect(to <= text.length && what <= TEXT_FORM.console)
      if (what !== TEXT_FORM.words) {
        expect(to - from <= json)
        this.#content(text.slice(from, to), what)
      }
      columns.length[first + row] = to - from
      columns.form[first + row] = what
      from = to
    }
    expect(from === text.length)
  }

  #content(json: string, form: number): void {
    let value: unknown
    try {
      value = JSON.parse(json)
    } catch {
      throw new BadBatch('what should be JSON is none')
    }
    expect(
      typeof value === 'object' &&
        value !== null &&
        (form === TEXT_FORM.value
          ? isNested(value, this.#limits, 0)
          : isMoreOfLine(value) && this.#limits.isConsoleContent(value)),
    )
  }

  #newTraces({ a, b, c, d, form }: BatchColumns['traces'], count: number): void {
    for (let row = 0; row < count; row++) {
      if (form[row] === ID_FORM.digits) continue
      expect(form[row] === ID_FORM.text && a[row] === 0 && b[row] === 0 && c[row] === 0)
      this.#isText(d[row] as number, this.#limits.id)
    }
    this.#traces += count
  }

  #newLineOrigins(columns: BatchColumns['lineOrigins'], count: number): void {
    const { name } = this.#limits
    const { site, flags, target, service, type } = columns
    const first = this.#lineTypes.addAll(count)
    for (let row = 0; row < count; row++) {
      expect(Number.isSafeInteger(site[row]) && (type[row] as number) < LINE_TYPES.length)
      expect(Number.isNaN(flags[row]) || Number.isSafeInteger(flags[row]))
      this.#isText(target[row] as number, name)
      this.#isText(service[row] as number, name)
      this.#lineTypes.columns.type[first + row] = type[row] as number
    }
  }

  #newSpanOrigins(columns: BatchColumns['spanOrigins'], count: number): void {
    const { name, text } = this.#limits
    const { site, flags, service, scopeName, scopeVersion, traceState, kind } = columns
    for (let row = 0; row < count; row++) {
      expect(Number.isSafeInteger(site[row]) && Number.isSafeInteger(flags[row]))
      this.#isText(service[row] as number, name)
      this.#isText(scopeName[row] as number, name)
      this.#isTextIfAny(scopeVersion[row] as number, name)
      this.#isTextIfAny(traceState[row] as number, text)
      expect((kind[row] as number) < SPAN_KINDS.length)
      expect((columns.hasRemoteParent[row] as number) <= SAID.yes)
    }
    this.#spanOrigins += count
  }

  /** @returns how many fields they have */
  #lines(columns: BatchColumns['lines'], count: number): number {
    const { time, origin, message, more, trace, spanHigh, spanLow, spanForm } = columns
    const { text, fields: most } = this.#limits
    const types = this.#lineTypes.columns.type
    const origins = this.#lineTypes.count
    let fields = 0
    for (let row = 0; row < count; row++) {
      expect(Number.isSafeInteger(time[row]) && (origin[row] as number) < origins)
      this.#isText(message[row] as number, text)
      expect((trace[row] as number) <= this.#traces && (columns.fields[row] as number) <= most)
      this.#isId(spanForm[row] as number, spanHigh[row] as number, spanLow[row] as number)
      fields += columns.fields[row] as number
      const type = types[origin[row] as number] as number
      if (type < LEVELS.length) {
        this.#isText(more[row] as number, text)
        continue
      }
      // A console line and a diagnostic are in no trace, and have no fields.
      expect(trace[row] === 0 && spanForm[row] === ID_FORM.none && columns.fields[row] === 0)
      if (more[row] === 0) continue
      expect(type !== DIAGNOSTIC)
      this.#hasForm((more[row] as number) - 1, TEXT_FORM.console)
    }
    return fields
  }

  /** @returns how many fields they have */
  #spans(columns: BatchColumns['spans'], { spans, links: allLinks }: BatchCounts): number {
    const { time, origin, name, trace, high, low, parentHigh, parentLow, form } = columns
    const { name: longest, fields: most, links: mostLinks } = this.#limits
    let fields = 0
    let links = 0
    for (let row = 0; row < spans; row++) {
      expect(Number.isSafeInteger(time[row]) && (origin[row] as number) < this.#spanOrigins)
      this.#isText(name[row] as number, longest)
      expect((trace[row] as number) < this.#traces && form[row] !== ID_FORM.none)
      this.#isId(form[row] as number, high[row] as number, low[row] as number)
      this.#isId(
        columns.parentForm[row] as number,
        parentHigh[row] as number,
        parentLow[row] as number,
      )
      expect((columns.fields[row] as number) <= most && (columns.links[row] as number) <= mostLinks)
      fields += columns.fields[row] as number
      links += columns.links[row] as number
    }
    expect(links <= allLinks)
    return fields
  }

  #ends({ ends, dropped }: BatchColumns, counts: BatchCounts): void {
    let rows = 0
    for (let row = 0; row < counts.ends; row++) {
      expect(Number.isSafeInteger(ends.time[row]) && ends.form[row] !== ID_FORM.none)
      this.#isId(ends.form[row] as number, ends.high[row] as number, ends.low[row] as number)
      expect((ends.hasDropped[row] as number) <= 1)
      rows += ends.hasDropped[row] as number
    }
    expect(rows === counts.dropped)
    for (let row = 0; row < rows; row++) {
      expect(Number.isSafeInteger(dropped.attributes[row]))
      expect(Number.isSafeInteger(dropped.events[row]) && Number.isSafeInteger(dropped.links[row]))
    }
  }

  /** Also that the events are of as many kinds as there are rows. @returns how many fields the changes have */
  #changes({ events, changes, moments, spans }: BatchColumns, counts: BatchCounts): number {
    const { name, text, fields: most } = this.#limits
    const seen = new Uint32Array(EVENT.rename + 1)
    let fields = 0
    let row = 0
    for (let index = 0; index < counts.events; index++) {
      const kind = events.kind[index] as number
      expect(kind >= EVENT.line && kind <= EVENT.rename)
      seen[kind] = (seen[kind] as number) + 1
      if (kind <= EVENT.spanEnd) continue
      expect(row < counts.changes && changes.form[row] !== ID_FORM.none)
      this.#isId(
        changes.form[row] as number,
        changes.high[row] as number,
        changes.low[row] as number,
      )
      const own = changes.fields[row] as number
      const said = changes.text[row] as number
      fields += own
      expect(own <= (kind === EVENT.attribute ? 1 : kind === EVENT.spanEvent ? most : 0))
      if (kind === EVENT.attribute) expect(own === 1)
      if (kind === EVENT.spanEvent || kind === EVENT.rename) {
        expect(said > 0)
        this.#isTextIfAny(said, name)
      } else if (kind === EVENT.status) {
        this.#isTextIfAny(said, text)
      } else {
        expect(said === 0)
      }
      expect((changes.status[row] as number) < (kind === EVENT.status ? STATUS_CODES.length : 1))
      row++
    }
    expect(seen[EVENT.line] === counts.lines && seen[EVENT.spanStart] === counts.spans)
    expect(seen[EVENT.spanEnd] === counts.ends && row === counts.changes)
    expect(seen[EVENT.spanEvent] === counts.moments)
    for (let moment = 0; moment < counts.moments; moment++) {
      expect(Number.isSafeInteger(moments.time[moment]))
    }
    let links = seen[EVENT.link] as number
    for (let span = 0; span < counts.spans; span++) links += spans.links[span] as number
    expect(links === counts.links)
    return fields
  }

  /** @returns how many fields they have */
  #links(columns: BatchColumns['links'], count: number): number {
    const { flags, trace, high, low, traceState, form, isRemote } = columns
    let fields = 0
    for (let row = 0; row < count; row++) {
      expect(Number.isSafeInteger(flags[row]) && (trace[row] as number) < this.#traces)
      expect(form[row] !== ID_FORM.none && (isRemote[row] as number) <= SAID.yes)
      this.#isId(form[row] as number, high[row] as number, low[row] as number)
      this.#isTextIfAny(traceState[row] as number, this.#limits.text)
      expect((columns.fields[row] as number) <= this.#limits.fields)
      fields += columns.fields[row] as number
    }
    return fields
  }

  #fields({ fields, numbers }: BatchColumns, counts: BatchCounts): void {
    const { name: longest, text } = this.#limits
    const { name, type, value } = fields
    for (let row = 0; row < counts.fields; row++) {
      this.#isText(name[row] as number, longest)
      const what = value[row] as number
      switch (type[row]) {
        case FIELD_TYPE.null:
        case FIELD_TYPE.no:
        case FIELD_TYPE.yes:
          expect(what === 0)
          break
        case FIELD_TYPE.small:
          break
        case FIELD_TYPE.number:
          expect(what < counts.numbers)
          break
        case FIELD_TYPE.text:
          this.#isText(what, text)
          break
        case FIELD_TYPE.nested:
          this.#hasForm(what, TEXT_FORM.value)
          break
        default:
          expect(false)
      }
    }
    for (let row = 0; row < counts.numbers; row++) expect(Number.isFinite(numbers.value[row]))
  }

  #isText(number: number, longest: number): void {
    this.#hasForm(number, TEXT_FORM.words)
    expect((this.#texts.columns.length[number] as number) <= longest)
  }

  #isTextIfAny(numberIfAny: number, longest: number): void {
    if (numberIfAny !== 0) this.#isText(numberIfAny - 1, longest)
  }

  #hasForm(number: number, form: number): void {
    expect(number < this.#texts.count && this.#texts.columns.form[number] === form)
  }

  #isId(form: number, high: number, low: number): void {
    if (form === ID_FORM.digits) return
    expect(form <= ID_FORM.text && high === 0)
    if (form === ID_FORM.text) this.#isText(low, this.#limits.id)
    else expect(low === 0)
  }
}

function batchOf(message: unknown): EventBatch {
  expect(typeof message === 'object' && message !== null)
  const { bytes, text } = message as { bytes?: unknown; text?: unknown }
  // A shared buffer is no ArrayBuffer; one that can be resized could change under the reader's eyes.
  if (!(bytes instanceof ArrayBuffer) || typeof text !== 'string') throw new BadBatch(NO_BATCH)
  expect(bytes.resizable !== true)
  return { bytes, text }
}

const NO_BATCH = 'this is no batch of events'

function expect(isSo: boolean): asserts isSo {
  if (!isSo) throw new BadBatch(NO_BATCH)
}

/** Is it a value that a field can hold, within limits? */
function isNested(value: unknown, limits: BatchLimits, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      return value.length <= limits.text
    case 'number':
      // JSON can say 1e999.
      return Number.isFinite(value)
    case 'boolean':
      return true
    default:
      return value === null || isContainer(value as object, limits, depth)
  }
}

function isContainer(value: object, limits: BatchLimits, depth: number): boolean {
  if (depth >= limits.nesting) return false
  if (Array.isArray(value)) {
    return value.length <= limits.items && value.every((item) => isNested(item, limits, depth + 1))
  }
  const members = Object.entries(value)
  return (
    members.length <= limits.items &&
    members.every(
      ([name, member]) => name.length <= limits.name && isNested(member, limits, depth + 1),
    )
  )
}

/** Nothing that a console line says already. */
function isMoreOfLine(value: object): boolean {
  return (
    !Array.isArray(value) &&
    !['kind', 'time', 'method', 'text', 'site', '__proto__'].some((name) =>
      Object.hasOwn(value, name),
    )
  )
}

/** Found from behind, in the tables where times stand. */
function lastTime(columns: BatchColumns, counts: BatchCounts): number | undefined {
  const { kind } = columns.events
  for (let index = counts.events - 1; index >= 0; index--) {
    switch (kind[index]) {
      case EVENT.line:
        return columns.lines.time[counts.lines - 1]
      case EVENT.spanStart:
        return columns.spans.time[counts.spans - 1]
      case EVENT.spanEnd:
        return columns.ends.time[counts.ends - 1]
      case EVENT.spanEvent:
        return columns.moments.time[counts.moments - 1]
    }
  }
  return undefined
}
