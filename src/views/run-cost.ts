/** A run's cost is what its telemetry weighs: how many records and spans, how many bytes to send, and how many to keep. */

import { toOtlpLogs } from '../telemetry/export/to-otlp-logs.ts'
import { toOtlpTraces } from '../telemetry/export/to-otlp-traces.ts'
import type { Resource } from '../telemetry/resource.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { bytesText } from './bytes-text.ts'
import { requestRows } from './operations.ts'

export interface RunCost {
  /** Spans that stand under no other. */
  readonly requests: number
  /** Log records. What a program writes to its console, or is told by the instrumentation, is not sent anywhere. */
  readonly records: number
  readonly spans: number
  /** OTLP/JSON, not compressed, in batches as an exporter sends them. Bytes. */
  readonly onTheWire: number
  /** In columns, as a column store like the one of this page keeps it. Bytes. */
  readonly atRest: number
  /** The run is large: some of it was weighed, and the rest is taken to weigh as much. */
  readonly isEstimate: boolean
}

/** Of a larger run so many are weighed. */
const WEIGHED = 2000
const WEIGHED_EVENTS = 20_000
/** As many go in one request. @see OpenTelemetry SDK, “OTEL_BSP_MAX_EXPORT_BATCH_SIZE”. */
const BATCH = 512

export function runCost(store: ColumnStore): RunCost {
  const logged = loggedRows(store)
  const spans = rowsUpTo(store.spanCount)
  return {
    requests: requestRows(store).length,
    records: logged.length,
    spans: spans.length,
    onTheWire:
      weighEvenly(logged, (rows) => logBytes(store, rows)) +
      weighEvenly(spans, (rows) => spanBytes(store, rows)),
    atRest: bytesAtRest(store),
    isEstimate:
      logged.length > WEIGHED || spans.length > WEIGHED || store.eventCount > WEIGHED_EVENTS,
  }
}

type LogLine = Extract<Line, { kind: 'log' }>

function loggedRows(store: ColumnStore): number[] {
  const { lines, lineOrigins } = store.rows
  const { origin } = lines.table.columns
  return rowsUpTo(lines.count).filter((row) => lineOrigins.isLogged(origin[row] as number))
}

function rowsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, row) => row)
}

/** Weighs all rows, or some from the beginning to the end. */
function weighEvenly(rows: readonly number[], weigh: (rows: readonly number[]) => number): number {
  if (rows.length === 0) return 0
  const count = Math.min(rows.length, WEIGHED)
  const some = Array.from(
    { length: count },
    (_, index) => rows[Math.floor((index * rows.length) / count)] as number,
  )
  let bytes = 0
  for (let from = 0; from < count; from += BATCH) bytes += weigh(some.slice(from, from + BATCH))
  return Math.round((bytes * rows.length) / count)
}

function logBytes(store: ColumnStore, rows: readonly number[]): number {
  const records = rows.map((row) => store.line(row) as LogLine)
  return utf8Bytes(JSON.stringify(toOtlpLogs(records)))
}

function spanBytes(store: ColumnStore, rows: readonly number[]): number {
  const resources = new Map<string, Resource>()
  const records = rows.map((row) => {
    const record = store.spanRecord(row)
    const { service } = record
    const resource = resources.get(service) ?? { service, attributes: {} }
    resources.set(service, resource)
    return { ...record, resource }
  })
  return utf8Bytes(JSON.stringify(toOtlpTraces(records)))
}

/** What a store of nothing but this occupies, without room for more. */
function bytesAtRest(store: ColumnStore): number {
  const count = Math.min(store.eventCount, WEIGHED_EVENTS)
  if (count === 0) return 0
  const kept = ColumnStore.of(store.events(0, count))
  kept.trim()
  const { texts } = kept.rows
  let bytes = kept.bytes
  for (let row = 0; row < texts.count; row++) bytes += utf8Bytes(texts.text(row))
  return Math.round((bytes * store.eventCount) / count)
}

/** How many bytes a text has in UTF-8. */
function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    // Both halves of a pair stand for two bytes each.
    bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2
  }
  return bytes
}

/** Seconds in a twelfth of a year of 365.25 days. */
const MONTH = (365.25 / 12) * 24 * 60 * 60

/** A middling shop. Requests a second. */
export const USUAL_RATE = 50

export interface CostRow {
  readonly name: string
  readonly run: string
  readonly request: string
  readonly month: string
}

/**
 * The cost of the run, of one request, and of a month.
 * @param rate requests a second
 */
export function costRows(cost: RunCost, rate: number): CostRow[] {
  const digits = cost.isEstimate ? 2 : 3
  const countText = (count: number) => Number(count.toPrecision(3)).toLocaleString('en')
  const row = (name: string, total: number, text: (amount: number) => string): CostRow => {
    if (cost.requests === 0) return { name, run: text(total), request: '–', month: '–' }
    const each = total / cost.requests
    return { name, run: text(total), request: text(each), month: text(each * rate * MONTH) }
  }
  const bytes = (amount: number) => bytesText(amount, digits)
  return [
    { ...row('log records', cost.records, countText), run: cost.records.toLocaleString('en') },
    { ...row('spans', cost.spans, countText), run: cost.spans.toLocaleString('en') },
    row('on the wire', cost.onTheWire, bytes),
    row('at rest', cost.atRest, bytes),
  ]
}
