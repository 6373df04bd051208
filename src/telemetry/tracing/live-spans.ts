/** Live spans are told to the host as they happen: their start, every change, and their end. */

import { host } from '../instrumentation-host.ts'
import type { SpanProcessor } from './span-processor.ts'
import type { ExportableSpan } from './span-record.ts'

/** The processor with which the lab begins: it is how a run's spans come into view. */
export const liveSpans: SpanProcessor = {
  onStart(span) {
    const record = span.record()
    if (record) host.emit({ kind: 'span-start', ...startOf(record) })
  },
  onChange(_, change) {
    host.emit(change)
  },
  onEnd({ spanId, end, dropped }) {
    if (end === undefined) return
    host.emit({ kind: 'span-end', spanId, time: end, ...(dropped && { dropped }) })
  },
}

/** A span that goes on can get more of them. */
function copyOf<T>(list: readonly T[]): T[] {
  const copy: T[] = []
  for (let index = 0; index < list.length; index++) copy[index] = list[index] as T
  return copy
}

function startOf(record: ExportableSpan) {
  const { traceId, spanId, parentSpanId, isParentRemote, traceFlags, traceState } = record
  const { name, spanKind, service, scope, start, site } = record
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId, isParentRemote }),
    traceFlags,
    ...(traceState !== undefined && { traceState }),
    name,
    spanKind,
    service,
    scope,
    time: start,
    attributes: { ...record.attributes },
    links: copyOf(record.links),
    site,
  }
}
