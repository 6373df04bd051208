/** A detail is everything that is known of what is selected, as names and texts. */

import type { Fields } from '../telemetry/field.ts'
import type { SiteLookup, SourcePosition } from '../telemetry/source-position.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { durationText, offsetText } from './duration-text.ts'
import { fieldText } from './line-row.ts'
import { lengthOf, withoutChildren } from './own-time.ts'
import { countText } from './run-text.ts'
import { relate, type Selection } from './selection.ts'
import { spanDuration } from './span-duration.ts'
import type { SpanLinks } from './span-links.ts'
import { spanProblemSentences } from './span-notes.ts'
import { nowOf, type TimeAxis } from './time-axis.ts'
import { visibleText } from './visible-text.ts'

export interface DetailEntry {
  readonly name: string
  readonly text: string
  /** The place in the source that the text names. */
  readonly position?: SourcePosition
  /** The row of the span that the text names. */
  readonly span?: number
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
  links?: SpanLinks,
): Detail | undefined {
  const detail = whatIsKnown(store, siteOf, axis, selection, links)
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
  links: SpanLinks | undefined,
): Detail | undefined {
  switch (selection.kind) {
    case 'span': {
      const { row } = selection
      return row < store.spanCount ? spanDetail(row, store, siteOf, axis, links) : undefined
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

function spanDetail(
  row: number,
  store: ColumnStore,
  siteOf: SiteLookup,
  axis: TimeAxis,
  links: SpanLinks | undefined,
): Detail {
  const span = store.spanRecord(row)
  return {
    title: `Span: ${span.name}`,
    entries: [
      { name: 'service', text: span.service },
      { name: 'kind', text: span.spanKind },
      { name: 'starts at', text: moment(span.start, axis) },
      { name: 'took', text: spanDuration(span, axis) },
      ...ownTimeEntry(row, store, axis),
      { name: 'status', text: statusText(span) },
      ...fieldEntries(span.attributes),
      ...span.events.map((event) => ({
        name: `event at ${moment(event.time, axis)}`,
        text: withFields(event.name, event.attributes),
      })),
      ...span.links.map(({ context, attributes }) => ({
        name: 'link to',
        text: withFields(`trace ${context.traceId}, span ${context.spanId}`, attributes),
        ...wayTo(store.spanRow(context.spanId)),
      })),
      ...linkedFrom(row, store, links),
      ...droppedEntry(span),
      ...spanProblemSentences(store, row, axis.isGrowing).map((text) => ({ name: 'note', text })),
      parentEntry(row, span, store),
      ...countEntry('children', store.childrenOf(row).length, 'span'),
      ...countEntry('written in it', store.linesOf(row).length, 'line'),
      ...scopeEntry(span),
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

function parentEntry(
  row: number,
  { parentSpanId, spanId }: SpanRecord,
  store: ColumnStore,
): DetailEntry {
  const name = 'parent'
  if (parentSpanId === undefined) return { name, text: 'none: this is a root' }
  if (parentSpanId === spanId) return { name, text: 'itself, which is a mistake' }
  const parent = store.spanRow(parentSpanId)
  if (parent < 0) return { name, text: `${parentSpanId}, which is not in this run` }
  const who = `${store.spanRecord(parent).name} (${parentSpanId})`
  const isCut = store.rows.spans.isCutOff(row)
  return { name, text: isCut ? `${who}, whose parents lead back to this span` : who, span: parent }
}

/** Of a span with children: what they leave of its time. */
function ownTimeEntry(row: number, store: ColumnStore, axis: TimeAxis): DetailEntry[] {
  const children = store.childrenOf(row)
  if (children.length === 0) return []
  const own = withoutChildren(store.rows.spans, row, children, nowOf(axis))
  return [{ name: 'of it its own', text: durationText(lengthOf(own)) }]
}

/** Those that name this span; those that it names say more of themselves. */
function linkedFrom(row: number, store: ColumnStore, links: SpanLinks | undefined): DetailEntry[] {
  const jumps = links?.of(row).filter(({ direction }) => direction === 'from') ?? []
  return jumps.map((jump) => {
    const { name, service } = store.spanRecord(jump.row)
    return { name: 'linked from', text: `${name} in ${service}`, span: jump.row }
  })
}

function wayTo(row: number): Pick<DetailEntry, 'span'> {
  return row < 0 ? {} : { span: row }
}

function countEntry(name: string, count: number, noun: string): DetailEntry[] {
  return count === 0 ? [] : [{ name, text: countText(count, noun) }]
}

function scopeEntry({ scope: { name, version } }: SpanRecord): DetailEntry[] {
  if (name === '') return []
  return [{ name: 'made by', text: version === undefined ? name : `${name} ${version}` }]
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
