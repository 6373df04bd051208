/** Trace text is a run as plain text: spans as an indented tree with times, and lines where they were written. */

import type { Line } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { STANDS_IN } from '../trace-data/event-order.ts'
import { offsetText } from './duration-text.ts'
import { treeIndent } from './tree-indent.ts'
import { visibleText } from './visible-text.ts'

/** A row of the store, and when it was said: the number of its event. */
interface Item {
  readonly kind: 'span' | 'line'
  readonly row: number
  readonly said: number
}

/**
 * Times are in milliseconds.
 * @param from the moment from which they are counted, in microseconds since the Unix epoch
 */
export function traceText(store: ColumnStore, from = store.start): string {
  const { spans, lines } = itemsOf(store)
  const texts: string[] = []
  // The next one comes last. Not by recursion: a trace can be deeper than the stack.
  const waiting: { readonly item: Item; readonly depth: number }[] = []
  const wait = (items: readonly Item[], depth: number) => {
    for (const item of items.toSorted((a, b) => b.said - a.said)) waiting.push({ item, depth })
  }
  const roots = store.roots().map((row) => spans[row] as Item)
  wait([...roots, ...lines.filter(({ row }) => store.spanOfLine(row) < 0)], 0)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { item, depth } = next
    const { row } = item
    if (item.kind === 'line') {
      texts.push(indented(lineText(store.line(row), from), depth))
      continue
    }
    const text = spanText(store.spanRecord(row), from)
    const isInCycle = store.rows.spans.isCutOff(row)
    texts.push(indented(isInCycle ? `${text} (parent in a cycle)` : text, depth))
    const children = store.childrenOf(row).map((child) => spans[child] as Item)
    wait([...children, ...store.linesOf(row).map((line) => lines[line] as Item)], depth + 1)
  }
  return texts.join('\n')
}

/** By their rows. */
function itemsOf(store: ColumnStore): { readonly spans: Item[]; readonly lines: Item[] } {
  const [spans, lines]: [Item[], Item[]] = [[], []]
  let said = 0
  for (const { table, row } of store.rows.order.places(0, store.eventCount)) {
    if (table === STANDS_IN.spans) spans.push({ kind: 'span', row, said })
    if (table === STANDS_IN.lines) lines.push({ kind: 'line', row, said })
    said++
  }
  return { spans, lines }
}

/** A text in its place in the tree. What has several lines goes on further to the right. */
function indented(text: string, depth: number): string {
  const indent = treeIndent(depth)
  return indent + visibleText(text).replaceAll('\n', `\n${indent}    `)
}

function spanText(span: SpanRecord, from: number): string {
  const who = [
    span.service === 'program' ? '' : span.service,
    span.spanKind === 'internal' ? '' : span.spanKind,
  ].filter(Boolean)
  const end = span.end === undefined ? 'never ended' : offsetText(span.end - from)
  const { code, message } = span.status
  return [
    span.name,
    who.length > 0 ? ` (${who.join(', ')})` : '',
    `  ${offsetText(span.start - from)}–${end}`,
    code === 'unset' ? '' : ` ${code}`,
    message === undefined ? '' : `: ${message}`,
  ].join('')
}

function lineText(line: Line, from: number): string {
  const at = offsetText(line.time - from)
  switch (line.kind) {
    case 'log':
      return `${at} ${line.level} ${line.message}`
    case 'console':
      return `${at} console.${line.method} ${line.text}`
    case 'diagnostic':
      return `${at} notice ${line.message}`
  }
}
