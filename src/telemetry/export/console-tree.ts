/** The console tree prints each trace as an indented tree when it is over: tracing that needs nothing but a terminal. */

import type { Fields } from '../field.ts'
import type { SpanProcessor } from '../tracing/span-processor.ts'
import type { ExportableSpan, SpanEvent, SpanRecord } from '../tracing/span-record.ts'
import { TraceBuffer } from './trace-buffer.ts'

declare const console: { log(text: string): void }

/** Traces that go on at the same time; the oldest is printed early if there are more. */
const MAX_TRACES = 1000

/**
 * Prints a trace when the span with which it began here has ended; what ends later is printed on its own, and what waits
 * for a span that never ends, at the shutdown.
 * ```
 * checkout  7 ms
 *   charge  4 ms  client  order=1042  error: no answer
 *     · exception  at 3 ms  exception.message="no answer"
 * ```
 * @param write where to; default: `console.log`
 */
export function consoleTree(
  write: (text: string) => void = (text) => console.log(text),
): SpanProcessor {
  const print = (spans: readonly ExportableSpan[]) => {
    if (spans.length > 0) write(treeText(spans))
  }
  const buffer = new TraceBuffer(
    { maxTraces: MAX_TRACES },
    {
      complete: (_, spans) => print(spans),
      evicted: (_, spans) => print(spans),
      late: (record) => print([record]),
    },
  )
  return {
    onStart(span) {
      const record = span.record()
      if (record) buffer.started(record)
    },
    onEnd: (record) => buffer.ended(record),
    forceFlush: () => buffer.completeAll(),
    shutdown: () => buffer.completeAll(),
  }
}

/** Spans as an indented tree: children below their parents, in the order in which they started. Times count from the first start. */
export function treeText(spans: readonly SpanRecord[]): string {
  const inOrder = spans.toSorted((a, b) => a.start - b.start)
  const ids = new Set(spans.map(({ spanId }) => spanId))
  const isHere = (id: string | undefined) => id !== undefined && ids.has(id)
  const childrenOf = Map.groupBy(inOrder, ({ parentSpanId }) =>
    isHere(parentSpanId) ? parentSpanId : undefined,
  )
  const lines: string[] = []
  const printed = new Set<SpanRecord>()
  const print = (root: SpanRecord) => {
    // By hand, and not by recursion: a trace can be deeper than the stack.
    const toPrint = [{ span: root, depth: 0 }]
    for (let next = toPrint.pop(); next; next = toPrint.pop()) {
      const { span, depth } = next
      if (printed.has(span)) continue
      printed.add(span)
      const texts = spanLines(span, inOrder[0]?.start ?? 0)
      for (const text of texts) lines.push('  '.repeat(depth) + text)
      const children = childrenOf.get(span.spanId) ?? []
      for (const child of children.toReversed()) toPrint.push({ span: child, depth: depth + 1 })
    }
  }
  for (const root of childrenOf.get(undefined) ?? []) print(root)
  // What is left has parents that lead in a circle.
  for (const span of inOrder) print(span)
  return lines.join('\n')
}

function spanLines(span: SpanRecord, from: number): string[] {
  const { name, spanKind, status, attributes, start, end } = span
  const parts = [
    name,
    end === undefined ? 'never ended' : milliseconds(end - start),
    ...(spanKind === 'internal' ? [] : [spanKind]),
    ...fieldTexts(attributes),
    ...(status.code === 'unset' ? [] : [statusText(span)]),
  ]
  return [parts.join('  '), ...span.events.map((event) => eventLine(event, from))]
}

function eventLine({ name, time, attributes }: SpanEvent, from: number): string {
  const parts = [name, `at ${milliseconds(time - from)}`, ...fieldTexts(attributes)]
  return `  · ${parts.join('  ')}`
}

function statusText({ status: { code, message } }: SpanRecord): string {
  return message === undefined ? code : `${code}: ${message}`
}

function fieldTexts(fields: Fields): string[] {
  return Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
}

/** `4 ms`, `0.25 ms`; microseconds are told to the last. */
function milliseconds(microseconds: number): string {
  return `${microseconds / 1000} ms`
}
