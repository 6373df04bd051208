/** Fold words are what stands beside the marks of a fold: what a logger would have written, and what a tree says. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { durationText, offsetText } from './duration-text.ts'
import type { FoldIds, FoldMark } from './fold.ts'
import { type Gravity, lineRow } from './line-row.ts'
import { placeOf, type TimeAxis } from './time-axis.ts'
import { visibleText } from './visible-text.ts'

export interface FoldWords {
  /** Of a span its name, of a line its words. */
  readonly name: string
  readonly service: string | undefined
  readonly gravity: Gravity
  readonly hasFailed: boolean
  /** When it began, and when it ended, in milliseconds since the run began. */
  readonly startsAt: string
  readonly endsAt: string | undefined
  /** Of a span. */
  readonly duration: string | undefined
  /** On the time axis, 0 to 1; one that has not ended goes on. */
  readonly from: number
  readonly to: number
  readonly isOpen: boolean
  /** The name of the span under which it stands. */
  readonly under: string | undefined
}

/** @param now until when goes on what has not ended, in microseconds since the Unix epoch */
export function foldWords(
  store: ColumnStore,
  { kind, row }: FoldMark,
  axis: TimeAxis,
  now: number,
): FoldWords {
  if (kind === 'line') {
    const { message, service, gravity, offset, place } = lineRow(store.line(row), axis)
    const span = store.spanOfLine(row)
    return {
      name: message,
      service,
      gravity,
      hasFailed: false,
      startsAt: offset,
      endsAt: undefined,
      duration: undefined,
      from: place,
      to: place,
      isOpen: false,
      under: span < 0 ? undefined : nameOf(store, span),
    }
  }
  const { spans, spanOrigins } = store.rows
  const [start, end] = [spans.start(row), spans.end(row)]
  const isOpen = Number.isNaN(end)
  const parent = spans.treeParent(row)
  return {
    name: nameOf(store, row),
    service: spanOrigins.service(spans.table.columns.origin[row] as number),
    gravity: 'plain',
    hasFailed: store.hasFailed(row),
    startsAt: offsetText(start - axis.from),
    endsAt: isOpen ? undefined : offsetText(end - axis.from),
    duration: isOpen ? openText(axis) : durationText(end - start),
    from: placeOf(axis, start),
    to: placeOf(axis, isOpen ? now : end),
    isOpen,
    under: parent < 0 ? undefined : nameOf(store, parent),
  }
}

/** A row of the stream, for those who don't see the picture. */
export function streamRowText(words: FoldWords, part: 'first' | 'last', isLine: boolean): string {
  const who = words.service === undefined ? '' : `${visibleText(words.service)} `
  if (isLine) return `${words.startsAt} ms: ${who}said “${words.name}”`
  if (part === 'first') return `${words.startsAt} ms: ${who}began ${words.name}`
  return `${words.endsAt} ms: ${who}ended ${words.name}${words.hasFailed ? ': it failed' : ''}`
}

/** A row of what is folded, for those who don't see the picture. */
export function foldedRowText(words: FoldWords, ids: FoldIds, isLine: boolean): string {
  const who = words.service === undefined ? '' : `${visibleText(words.service)}: `
  // A line names its span, not that span's parent.
  const isKnown = words.under !== undefined && (ids === 'all' || isLine)
  const under = isKnown ? `, under ${words.under}` : ''
  if (isLine) return `${who}“${words.name}”, at ${words.startsAt} ms${under}`
  return `${who}${words.name}, ${words.duration}${words.hasFailed ? ', failed' : ''}${under}`
}

/** What can be asked of a run with these ids, and what can't any more. */
export function foldLesson(ids: FoldIds, traces: number): string {
  switch (ids) {
    case 'all':
      return 'The span’s id brings each end to its start, and makes them a bar. The parent’s id puts each bar under the one that asked for it.'
    case 'no-parent':
      return `Nobody wrote the parent’s id. There are bars, and each line knows its bar, but nobody can say who called whom${traces > 1 ? ', which bars make one request,' : ''} or what it waited for.`
    case 'none':
      return 'Nobody wrote the span’s id, either. No end finds its start, and no line its span: what is left is a log, however far you drag.'
  }
}

function openText({ isGrowing }: TimeAxis): string {
  return isGrowing ? 'running' : 'never ended'
}

function nameOf(store: ColumnStore, span: number): string {
  return visibleText(store.rows.texts.text(store.rows.spans.table.columns.name[span] as number))
}
