/** A made-up run is telemetry written down by hand. Times are milliseconds; a span's id is its name. */

import type { ConsoleLine, ConsoleMethod } from '../src/telemetry/console-line.ts'
import type { Fields } from '../src/telemetry/field.ts'
import type { Line, TelemetryEvent } from '../src/telemetry/telemetry-event.ts'
import type { SpanStart } from '../src/telemetry/tracing/span-record.ts'
import { ColumnStore } from '../src/trace-data/column-store.ts'

type LogEvent = Extract<TelemetryEvent, { kind: 'log' }>
type SpanStartEvent = Extract<TelemetryEvent, { kind: 'span-start' }>

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c'

export function spanStart(
  name: string,
  start = 0,
  given: Partial<SpanStart> & { parent?: string } = {},
): SpanStartEvent {
  const { parent, ...rest } = given
  return {
    kind: 'span-start',
    traceId: TRACE_ID,
    spanId: name,
    ...(parent !== undefined && { parentSpanId: parent, isParentRemote: false }),
    traceFlags: 3,
    name,
    spanKind: 'internal',
    service: 'shop',
    scope: { name: '' },
    time: start * 1000,
    attributes: {},
    links: [],
    site: -1,
    ...rest,
  }
}

export function spanEnd(name: string, end: number): TelemetryEvent {
  return { kind: 'span-end', spanId: name, time: end * 1000 }
}

/** The start and the end of a span. */
export function span(
  name: string,
  start: number,
  end: number,
  given: Parameters<typeof spanStart>[2] = {},
): TelemetryEvent[] {
  return [spanStart(name, start, given), spanEnd(given.spanId ?? name, end)]
}

export function failed(name: string, message?: string): TelemetryEvent {
  const status = { code: 'error', ...(message !== undefined && { message }) } as const
  return { kind: 'status', spanId: name, status }
}

/** @param given `span` is the one that was active */
export function log(
  message: string,
  time = 0,
  given: Partial<LogEvent> & { span?: string; fields?: Fields } = {},
): LogEvent {
  const { span: active, ...rest } = given
  return {
    kind: 'log',
    time: time * 1000,
    level: 'info',
    target: 'shop',
    message,
    template: message,
    fields: {},
    service: 'shop',
    ...(active !== undefined && { traceId: TRACE_ID, spanId: active }),
    site: -1,
    ...rest,
  }
}

export function written(
  text: string,
  time = 0,
  given: ConsoleMethod | Partial<ConsoleLine> = 'log',
): ConsoleLine {
  const rest = typeof given === 'string' ? { method: given } : given
  return { kind: 'console', time: time * 1000, method: 'log', text, site: -1, ...rest }
}

export function notice(message: string, time = 0): Line {
  return { kind: 'diagnostic', time: time * 1000, message, site: -1 }
}

/** A store of all that, in the order in which it is given. */
export function runOf(
  ...events: readonly (TelemetryEvent | readonly TelemetryEvent[])[]
): ColumnStore {
  return ColumnStore.of(events.flat())
}
