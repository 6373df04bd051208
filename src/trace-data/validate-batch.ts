/**
 * Validating a batch means to look at every number in it and believe none: what a reader's program sends is hostile until proven
 * otherwise. Nothing is decoded and nothing is copied; a batch is good as a whole, or refused as a whole.
 */

import { LEVELS } from '../telemetry/logging/level.ts'
import { SPAN_KINDS } from '../telemetry/tracing/span-record.ts'
import { BadBatch, demand } from './bad-batch.ts'
import { CheckedTexts, type TextLimits } from './checked-texts.ts'
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
import { Table } from './table.ts'

/** How large the parts of a batch may be. Texts in UTF-16 code units. */
export interface BatchLimits extends TextLimits {
  readonly events: number
  /** Of its buffer. */
  readonly bytes: number
  /** All new texts together. */
  readonly batchText: number
  /** Fields of one record, span, event or link. */
  readonly fields: number
  /** Links with which a span begins. */
  readonly links: number
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
  readonly #texts: CheckedTexts
  readonly #lineTypes = new Table({ type: 'u8' })
  #spanOrigins = 0
  #traces = 0

  constructor(limits: BatchLimits) {
    this.#limits = limits
    this.#texts = new CheckedTexts(limits)
  }

  /** @throws BadBatch if it is none that the lab could have sent */
  validate(message: unknown): ValidBatch {
    const batch = batchOf(message)
    const counts = this.#counts(batch)
    const columns = columnsOf(batch.bytes, counts)
    this.#texts.append(columns.texts, counts.texts, batch.text)
    this.#newTraces(columns.traces, counts.traces)
    this.#newLineOrigins(columns.lineOrigins, counts.lineOrigins)
    this.#newSpanOrigins(columns.spanOrigins, counts.spanOrigins)
    const inLines = this.#lines(columns.lines, counts.lines)
    const inSpans = this.#spans(columns.spans, counts)
    this.#ends(columns, counts)
    const inChanges = this.#changes(columns, counts)
    const inLinks = this.#links(columns.links, counts.links)
    demand(inLines + inSpans + inChanges + inLinks === counts.fields)
    this.#fields(columns, counts)
    return { batch, counts, lastTime: lastTime(columns, counts) }
  }

  #counts({ bytes, text }: EventBatch): BatchCounts {
    const limits = this.#limits
    demand(bytes.byteLength >= HEADER_BYTES && bytes.byteLength <= limits.bytes)
    const counts = countsIn(bytes)
    const { events, lines, spans, ends, changes, links, fields } = counts
    demand(events > 0 && events <= limits.events)
    demand(lines + spans + ends + changes === events)
    demand(counts.moments <= changes && counts.dropped <= ends)
    demand(links <= spans * limits.links + changes)
    demand(fields <= (events + links) * limits.fields)
    demand(counts.numbers <= fields)
    demand(counts.lineOrigins <= lines && counts.spanOrigins <= spans)
    demand(counts.traces <= lines + spans + links)
    // So many references there are: nobody needs more.
    demand(counts.texts <= 8 * (events + links + fields))
    for (const name of BATCH_TABLES) demand(counts[name] < 2 ** 28)
    demand(bytes.byteLength === batchBytes(counts))
    demand(text.length <= limits.batchText)
    return counts
  }

  #newTraces({ a, b, c, d, form }: BatchColumns['traces'], count: number): void {
    for (let row = 0; row < count; row++) {
      if (form[row] === ID_FORM.digits) continue
      demand(form[row] === ID_FORM.text && a[row] === 0 && b[row] === 0 && c[row] === 0)
      this.#texts.demandWords(d[row] as number, this.#limits.id)
    }
    this.#traces += count
  }

  #newLineOrigins(columns: BatchColumns['lineOrigins'], count: number): void {
    const { name } = this.#limits
    const { site, flags, depth, target, service, type } = columns
    const first = this.#lineTypes.addAll(count)
    for (let row = 0; row < count; row++) {
      demand(Number.isSafeInteger(site[row]) && (type[row] as number) < LINE_TYPES.length)
      demand(Number.isNaN(flags[row]) || Number.isSafeInteger(flags[row]))
      demand(Number.isNaN(depth[row]) || Number.isSafeInteger(depth[row]))
      demand(!((depth[row] as number) < 0))
      // Only the console has groups.
      demand(Number.isNaN(depth[row]) || (type[row] as number) > DIAGNOSTIC)
      this.#texts.demandWords(target[row] as number, name)
      this.#texts.demandWords(service[row] as number, name)
      this.#lineTypes.columns.type[first + row] = type[row] as number
    }
  }

  #newSpanOrigins(columns: BatchColumns['spanOrigins'], count: number): void {
    const { name, text } = this.#limits
    const { site, flags, service, scopeName, scopeVersion, traceState, kind } = columns
    for (let row = 0; row < count; row++) {
      demand(Number.isSafeInteger(site[row]) && Number.isSafeInteger(flags[row]))
      this.#texts.demandWords(service[row] as number, name)
      this.#texts.demandWords(scopeName[row] as number, name)
      this.#texts.demandWordsIfAny(scopeVersion[row] as number, name)
      this.#texts.demandWordsIfAny(traceState[row] as number, text)
      demand((kind[row] as number) < SPAN_KINDS.length)
      demand((columns.hasRemoteParent[row] as number) <= SAID.yes)
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
      demand(Number.isSafeInteger(time[row]) && (origin[row] as number) < origins)
      this.#texts.demandWords(message[row] as number, text)
      demand((trace[row] as number) <= this.#traces && (columns.fields[row] as number) <= most)
      this.#texts.demandId(spanForm[row] as number, spanHigh[row] as number, spanLow[row] as number)
      fields += columns.fields[row] as number
      const type = types[origin[row] as number] as number
      if (type < LEVELS.length) {
        this.#texts.demandWords(more[row] as number, text)
        continue
      }
      // A console line and a diagnostic are in no trace, and have no fields.
      demand(trace[row] === 0 && spanForm[row] === ID_FORM.none && columns.fields[row] === 0)
      if (more[row] === 0) continue
      demand(type !== DIAGNOSTIC)
      this.#texts.demandForm((more[row] as number) - 1, TEXT_FORM.snapshot)
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
      demand(Number.isSafeInteger(time[row]) && (origin[row] as number) < this.#spanOrigins)
      this.#texts.demandWords(name[row] as number, longest)
      demand((trace[row] as number) < this.#traces && form[row] !== ID_FORM.none)
      this.#texts.demandId(form[row] as number, high[row] as number, low[row] as number)
      this.#texts.demandId(
        columns.parentForm[row] as number,
        parentHigh[row] as number,
        parentLow[row] as number,
      )
      demand((columns.fields[row] as number) <= most && (columns.links[row] as number) <= mostLinks)
      fields += columns.fields[row] as number
      links += columns.links[row] as number
    }
    demand(links <= allLinks)
    return fields
  }

  #ends({ ends, dropped }: BatchColumns, counts: BatchCounts): void {
    let rows = 0
    for (let row = 0; row < counts.ends; row++) {
      demand(Number.isSafeInteger(ends.time[row]) && ends.form[row] !== ID_FORM.none)
      this.#texts.demandId(
        ends.form[row] as number,
        ends.high[row] as number,
        ends.low[row] as number,
      )
      demand((ends.hasDropped[row] as number) <= 1)
      rows += ends.hasDropped[row] as number
    }
    demand(rows === counts.dropped)
    for (let row = 0; row < rows; row++) {
      demand(Number.isSafeInteger(dropped.attributes[row]))
      demand(Number.isSafeInteger(dropped.events[row]) && Number.isSafeInteger(dropped.links[row]))
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
      demand(kind >= EVENT.line && kind <= EVENT.rename)
      seen[kind] = (seen[kind] as number) + 1
      if (kind <= EVENT.spanEnd) continue
      demand(row < counts.changes && changes.form[row] !== ID_FORM.none)
      this.#texts.demandId(
        changes.form[row] as number,
        changes.high[row] as number,
        changes.low[row] as number,
      )
      const own = changes.fields[row] as number
      const said = changes.text[row] as number
      fields += own
      demand(own <= (kind === EVENT.attribute ? 1 : kind === EVENT.spanEvent ? most : 0))
      if (kind === EVENT.attribute) demand(own === 1)
      if (kind === EVENT.spanEvent || kind === EVENT.rename) {
        demand(said > 0)
        this.#texts.demandWordsIfAny(said, name)
      } else if (kind === EVENT.status) {
        this.#texts.demandWordsIfAny(said, text)
      } else {
        demand(said === 0)
      }
      demand((changes.status[row] as number) < (kind === EVENT.status ? STATUS_CODES.length : 1))
      row++
    }
    demand(seen[EVENT.line] === counts.lines && seen[EVENT.spanStart] === counts.spans)
    demand(seen[EVENT.spanEnd] === counts.ends && row === counts.changes)
    demand(seen[EVENT.spanEvent] === counts.moments)
    for (let moment = 0; moment < counts.moments; moment++) {
      demand(Number.isSafeInteger(moments.time[moment]))
    }
    let links = seen[EVENT.link] as number
    for (let span = 0; span < counts.spans; span++) links += spans.links[span] as number
    demand(links === counts.links)
    return fields
  }

  /** @returns how many fields they have */
  #links(columns: BatchColumns['links'], count: number): number {
    const { flags, trace, high, low, traceState, form, isRemote } = columns
    let fields = 0
    for (let row = 0; row < count; row++) {
      demand(Number.isSafeInteger(flags[row]) && (trace[row] as number) < this.#traces)
      demand(form[row] !== ID_FORM.none && (isRemote[row] as number) <= SAID.yes)
      this.#texts.demandId(form[row] as number, high[row] as number, low[row] as number)
      this.#texts.demandWordsIfAny(traceState[row] as number, this.#limits.text)
      demand((columns.fields[row] as number) <= this.#limits.fields)
      fields += columns.fields[row] as number
    }
    return fields
  }

  #fields({ fields, numbers }: BatchColumns, counts: BatchCounts): void {
    const { name: longest, text } = this.#limits
    const { name, type, value } = fields
    for (let row = 0; row < counts.fields; row++) {
      this.#texts.demandWords(name[row] as number, longest)
      const what = value[row] as number
      switch (type[row]) {
        case FIELD_TYPE.null:
        case FIELD_TYPE.no:
        case FIELD_TYPE.yes:
          demand(what === 0)
          break
        case FIELD_TYPE.small:
          break
        case FIELD_TYPE.number:
          demand(what < counts.numbers)
          break
        case FIELD_TYPE.text:
          this.#texts.demandWords(what, text)
          break
        case FIELD_TYPE.nested:
          this.#texts.demandForm(what, TEXT_FORM.value)
          break
        default:
          demand(false)
      }
    }
    for (let row = 0; row < counts.numbers; row++) demand(Number.isFinite(numbers.value[row]))
  }
}

function batchOf(message: unknown): EventBatch {
  demand(typeof message === 'object' && message !== null)
  const { bytes, text } = message as { bytes?: unknown; text?: unknown }
  // A shared buffer is no ArrayBuffer; one that can be resized could change under the reader's eyes.
  if (!(bytes instanceof ArrayBuffer) || typeof text !== 'string')
    throw new BadBatch('this is no batch')
  demand(bytes.resizable !== true)
  return { bytes, text }
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
