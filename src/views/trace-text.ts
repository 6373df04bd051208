/** Trace text is a run as plain text: spans as an indented tree with times, and lines where they were written. */

import type { Line } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import type { RunStore } from '../trace-data/run-store.ts'
import { offsetText } from './duration-text.ts'
import { visibleText } from './visible-text.ts'

/**
 * Times are in milliseconds.
 * @param from the moment from which they are counted, in microseconds since the Unix epoch
 */
export function traceText(store: RunStore, from = store.start): string {
  const said = orderOfSaying(store)
  const inOrder = (items: readonly (SpanRecord | Line)[]) =>
    items.toSorted((a, b) => (said.get(keyOf(a)) ?? 0) - (said.get(keyOf(b)) ?? 0))
  const loose = store.lines.filter((line) => !isInSpan(line, store))
  const rows: string[] = []
  // The next one comes last. Not by recursion: a trace can be deeper than the stack.
  const waiting: { readonly item: SpanRecord | Line; readonly depth: number }[] = []
  const wait = (items: readonly (SpanRecord | Line)[], depth: number) => {
    for (const item of inOrder(items).toReversed()) waiting.push({ item, depth })
  }
  wait([...store.roots(), ...loose], 0)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { item, depth } = next
    const isLine = 'kind' in item
    const inCycle = !isLine && depth === 0 && store.isCycleStart(item.spanId)
    const text = isLine ? lineText(item, from) : spanText(item, from)
    rows.push(row(inCycle ? `${text} (parent in a cycle)` : text, depth))
    if (!isLine) {
      wait([...store.childrenOf(item.spanId), ...store.linesOf(item.spanId)], depth + 1)
    }
  }
  return rows.join('\n')
}

/** A text in its place in the tree. What has several lines goes on further to the right. */
function row(text: string, depth: number): string {
  const indent = '  '.repeat(depth)
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

function isInSpan(line: Line, store: RunStore): boolean {
  return line.kind === 'log' && line.spanId !== undefined && store.span(line.spanId) !== undefined
}

function keyOf(item: SpanRecord | Line): Line | string {
  return 'kind' in item ? item : item.spanId
}

function orderOfSaying(store: RunStore): Map<Line | string, number> {
  const order = new Map<Line | string, number>()
  store.events.forEach((event, index) => {
    if (event.kind === 'span-start') order.set(event.spanId, index)
    if (event.kind === 'log' || event.kind === 'console' || event.kind === 'diagnostic') {
      order.set(event, index)
    }
  })
  return order
}
