/** Waterfall text is a waterfall in characters, for a page without pictures: to be copied, and to be compared in tests. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { offsetText } from './duration-text.ts'
import type { TimeAxis } from './time-axis.ts'
import { lineText } from './trace-line-text.ts'
import { treeIndent } from './tree-indent.ts'
import { visibleText } from './visible-text.ts'
import { type Bar, waterfallRow } from './waterfall-row.ts'
import type { WaterfallRows } from './waterfall-rows.ts'

/** Characters. */
const BAR_WIDTH = 32
const WIDEST_NAME = 48
/** A text with more rows nobody reads. */
const MOST_ROWS = 2_000

/** One row of text for each row of the waterfall: name, bar, duration, and what is odd about it. */
export function waterfallText(
  store: ColumnStore,
  rows: WaterfallRows,
  axis: TimeAxis,
  window: TimeAxis = axis,
): string {
  const count = Math.min(rows.count, MOST_ROWS)
  const texts = Array.from({ length: count }, (_, index) =>
    rows.isLine(index)
      ? lineRow(store, rows, index, axis)
      : spanRow(store, rows, index, axis, window),
  )
  const width = Math.min(WIDEST_NAME, Math.max(0, ...texts.map(({ name }) => name.length)))
  const left = rows.count - count
  return [
    ...texts.map(({ name, rest }) => `${name.padEnd(rest === '' ? 0 : width)}${rest}`),
    ...(left > 0 ? [`… and ${left.toLocaleString('en')} more rows`] : []),
  ].join('\n')
}

interface TextRow {
  readonly name: string
  readonly rest: string
}

function spanRow(
  store: ColumnStore,
  rows: WaterfallRows,
  index: number,
  axis: TimeAxis,
  window: TimeAxis,
): TextRow {
  const row = waterfallRow(store, rows, index, axis, window)
  const twist = row.hasChildren ? (row.isCollapsed ? '▸' : '▾') : ' '
  const folded = row.folded ? ` (${row.folded.spans} folded${failedText(row.folded.failed)})` : ''
  const service = store.services.length > 1 ? `${visibleText(row.service)}: ` : ''
  const notes = row.notes.length > 0 ? ` — ${row.notes.join(', ')}` : ''
  return {
    name: `${treeIndent(row.depth)}${twist} ${service}${row.name}${folded}`,
    rest: ` │${barText(row.bar)}│ ${row.duration}${row.hasFailed ? ' ✕ failed' : ''}${notes}`,
  }
}

function failedText(failed: number): string {
  return failed === 0 ? '' : `, ${failed} failed`
}

/** A bar has at least one character; an open one has no right end. */
function barText({ start, end, isOpen, outside }: Bar): string {
  if (outside === 'earlier') return '‹'.padEnd(BAR_WIDTH)
  if (outside === 'later') return '›'.padStart(BAR_WIDTH)
  const first = Math.min(BAR_WIDTH - 1, Math.max(0, Math.floor(start * BAR_WIDTH)))
  const last = Math.min(BAR_WIDTH, Math.max(first + 1, Math.round(end * BAR_WIDTH)))
  const bar = '█'.repeat(last - first)
  return (' '.repeat(first) + (isOpen ? `${bar.slice(1)}░` : bar)).padEnd(BAR_WIDTH)
}

function lineRow(store: ColumnStore, rows: WaterfallRows, index: number, axis: TimeAxis): TextRow {
  const line = store.line(rows.row(index))
  const indent = treeIndent(rows.depthOfLine(rows.row(index)) + 1)
  const text = visibleText(lineText(line)).replaceAll('\n', ' ')
  return { name: `${indent}· ${offsetText(line.time - axis.from)} ms ${text}`, rest: '' }
}
