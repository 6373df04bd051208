/** Trace text is a run as plain text: spans as an indented tree with times, and lines where they were written. */

import type { SpanRecord } from '../telemetry/span-record.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import type { RunStore } from '../trace-data/run-store.ts'
import { offsetText } from './duration-text.ts'

/**
 * Times are in milliseconds.
 * @param from the moment from which they are counted, in microseconds since the Unix epoch
 */
export function traceText(store: RunStore, from = store.start): string {
  const said = orderOfSaying(store)
  const inOrder = (items: readonly (SpanRecord | Line)[]) =>
    items.toSorted((a, b) => (said.get(keyOf(a)) ?? 0) - (said.get(keyOf(b)) ?? 0))
  const print = (item: SpanRecord | Line, depth: number): string[] => {
    const indent = '  '.repeat(depth)
    if ('kind' in item) return [`${indent}${lineText(item, from)}`]
    const inside = inOrder([...store.childrenOf(item.spanId), ...store.linesOf(item.spanId)])
    return [
      `${indent}${spanText(item, from)}`,
      ...inside.flatMap((child) => print(child, depth + 1)),
    ]
  }
  const loose = store.lines.filter((line) => !isInSpan(line, store))
  return inOrder([...store.roots(), ...loose])
    .flatMap((item) => print(item, 0))
    .join('\n')
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
