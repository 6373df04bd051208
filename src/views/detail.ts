/** A detail is everything that is known of what is selected, as names and texts. */

import type { Fields } from '../telemetry/field.ts'
import type { SiteLookup, SourcePosition } from '../telemetry/source-position.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { offsetText } from './duration-text.ts'
import { fieldText } from './line-row.ts'
import { relate, type Selection } from './selection.ts'
import { spanDuration } from './span-duration.ts'
import type { TimeAxis } from './time-axis.ts'
import { visibleText } from './visible-text.ts'

export interface DetailEntry {
  readonly name: string
  readonly text: string
  /** The place in the source that the text names. */
  readonly position?: SourcePosition
}

export interface Detail {
  readonly title: string
  readonly entries: readonly DetailEntry[]
}

export function detailOf(
  store: ColumnStore,
  siteOf: SiteLookup,
  axis: TimeAxis,
  selection: Selection,
): Detail | undefined {
  const detail = whatIsKnown(store, siteOf, axis, selection)
  return (
    detail && {
      title: visibleText(detail.title),
      entries: detail.entries.map((entry) => ({
        ...entry,
        name: visibleText(entry.name),
        text: visibleText(entry.text),
      })),
    }
  )
}

function whatIsKnown(
  store: ColumnStore,
  siteOf: SiteLookup,
  axis: TimeAxis,
  selection: Selection,
): Detail | undefined {
  switch (selection.kind) {
    case 'span': {
      const { row } = selection
      return row < store.spanCount ? spanDetail(row, store, siteOf, axis) : undefined
    }
    case 'line': {
      const { row } = selection
      return row < store.lineCount ? lineDetail(store.line(row), siteOf, axis) : undefined
    }
    case 'source': {
      const { spans, lines } = relate(store, siteOf, selection)
      return {
        title: `${selection.file}, line ${selection.row}`,
        entries: [
          { name: 'spans made', text: String(spans.size) },
          { name: 'lines written', text: String(lines.size) },
        ],
      }
    }
  }
}

function spanDetail(row: number, store: ColumnStore, siteOf: SiteLookup, axis: TimeAxis): Detail {
  const span = store.spanRecord(row)
  return {
    title: `Span: ${span.name}`,
    entries: [
      { name: 'service', text: span.service },
      { name: 'kind', text: span.spanKind },
      { name: 'starts at', text: moment(span.start, axis) },
      { name: 'took', text: spanDuration(span, axis) },
      { name: 'status', text: statusText(span) },
      ...fieldEntries(span.attributes),
      ...span.events.map((event) => ({
        name: `event at ${moment(event.time, axis)}`,
        text: withFields(event.name, event.attributes),
      })),
      ...span.links.map(({ context, attributes }) => ({
        name: 'link to',
        text: withFields(`trace ${context.traceId}, span ${context.spanId}`, attributes),
      })),
      ...droppedEntry(span),
      { name: 'parent', text: parentText(row, span, store) },
      { name: 'span id', text: span.spanId },
      { name: 'trace id', text: span.traceId },
      ...sourceEntry(span.site, siteOf),
    ],
  }
}

function lineDetail(line: Line, siteOf: SiteLookup, axis: TimeAxis): Detail {
  const when = { name: 'at', text: moment(line.time, axis) }
  const where = sourceEntry(line.site, siteOf)
  switch (line.kind) {
    case 'log':
      return {
        title: `Line: ${line.message}`,
        entries: [
          when,
          { name: 'level', text: line.level },
          { name: 'service', text: line.service },
          { name: 'target', text: line.target },
          ...(line.template === line.message ? [] : [{ name: 'template', text: line.template }]),
          ...fieldEntries(line.fields),
          { name: 'span id', text: line.spanId ?? 'none: no span was active' },
          ...(line.traceId === undefined ? [] : [{ name: 'trace id', text: line.traceId }]),
          ...where,
        ],
      }
    case 'console':
      return {
        title: `console.${line.method}`,
        entries: [when, { name: 'text', text: line.text }, ...where],
      }
    case 'diagnostic':
      return {
        title: 'Notice from the lab',
        entries: [when, { name: 'text', text: line.message }, ...where],
      }
  }
}

function moment(time: number, axis: TimeAxis): string {
  return `${offsetText(time - axis.from)} ms`
}

function statusText({ status }: SpanRecord): string {
  return status.message === undefined ? status.code : `${status.code}: ${status.message}`
}

/** `2 attributes and 1 link were left out`. */
function droppedEntry({ dropped }: SpanRecord): DetailEntry[] {
  if (!dropped) return []
  const parts = (['attributes', 'events', 'links'] as const)
    .filter((what) => dropped[what] > 0)
    .map((what) => `${dropped[what]} ${dropped[what] === 1 ? what.slice(0, -1) : what}`)
  const were = parts.length === 1 && parts[0]?.startsWith('1 ') ? 'was' : 'were'
  return [{ name: 'limits', text: `${parts.join(' and ')} ${were} left out` }]
}

function parentText(row: number, { parentSpanId, spanId }: SpanRecord, store: ColumnStore): string {
  if (parentSpanId === undefined) return 'none: this is a root'
  if (parentSpanId === spanId) return 'itself, which is a mistake'
  const parent = store.spanRow(parentSpanId)
  if (parent < 0) return `${parentSpanId}, which is not in this run`
  const who = `${store.spanRecord(parent).name} (${parentSpanId})`
  return store.rows.spans.isCutOff(row) ? `${who}, whose parents lead back to this span` : who
}

function fieldEntries(fields: Fields): DetailEntry[] {
  return Object.entries(fields).map(([name, value]) => ({ name, text: fieldText(value) }))
}

function withFields(text: string, fields: Fields): string {
  return [text, ...fieldEntries(fields).map(({ name, text }) => `${name}=${text}`)].join(' ')
}

function sourceEntry(site: number, siteOf: SiteLookup): DetailEntry[] {
  const position = siteOf(site)
  if (!position) return []
  return [{ name: 'made at', text: `${position.file}, line ${position.line}`, position }]
}
