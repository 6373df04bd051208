/** A telemetry event is one thing that a running program said about itself; a run is a sequence of them. */

import type { ConsoleLine } from './console-line.ts'
import type { FieldValue } from './field.ts'
import type { LogRecord } from './logging/log-record.ts'
import type {
  DroppedFromSpan,
  SpanEvent,
  SpanLink,
  SpanStart,
  SpanStatus,
} from './tracing/span-record.ts'

/** In the order in which they happened; times are whole microseconds since the Unix epoch. */
export type TelemetryEvent =
  | ({ readonly kind: 'log' } & LogRecord)
  | ({ readonly kind: 'span-start' } & SpanStart)
  | SpanChange
  | SpanEnd
  | ConsoleLine
  | Diagnostic

/** A line is what stands in the log of a run: a point in time, and what was said there. */
export type Line = Extract<TelemetryEvent, { kind: 'log' | 'console' | 'diagnostic' }>

/** A change to a span between its start and its end. */
export type SpanChange = { readonly spanId: string } & (
  | { readonly kind: 'attribute'; readonly name: string; readonly value: FieldValue }
  | ({ readonly kind: 'span-event' } & SpanEvent)
  | { readonly kind: 'link'; readonly link: SpanLink }
  | { readonly kind: 'status'; readonly status: SpanStatus }
  | { readonly kind: 'rename'; readonly name: string }
)

/** A span has ended. */
export interface SpanEnd {
  readonly kind: 'span-end'
  readonly spanId: string
  /** Microseconds since the Unix epoch. */
  readonly time: number
  /** What the span's limits left out, if they did. */
  readonly dropped?: DroppedFromSpan
}

/** The instrumentation's own channel: a mistake in its use that it noticed and survived. */
export interface Diagnostic {
  readonly kind: 'diagnostic'
  readonly time: number
  readonly message: string
  readonly site: number
}
