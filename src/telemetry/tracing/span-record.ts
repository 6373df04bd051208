/** A span record is what was observed of one operation: the read side of a span. */

import type { Fields } from '../field.ts'
import type { Resource } from '../resource.ts'
import type { SpanContext } from './span-context.ts'

/** @see OpenTelemetry Trace API, “SpanKind”. */
export const SPAN_KINDS = ['internal', 'server', 'client', 'producer', 'consumer'] as const

/** Which side of a call a span is. @see OpenTelemetry Trace API, “SpanKind”. */
export type SpanKind = (typeof SPAN_KINDS)[number]

/** @see OpenTelemetry Trace API, “Set Status”. */
export interface SpanStatus {
  readonly code: 'unset' | 'ok' | 'error'
  readonly message?: string
}

/** Something that happened at one moment inside a span. */
export interface SpanEvent {
  readonly name: string
  /** Microseconds since the Unix epoch. */
  readonly time: number
  readonly attributes: Fields
}

/** A pointer to a span that is related but is not the parent. */
export interface SpanLink {
  readonly context: SpanContext
  readonly attributes: Fields
}

/** The library whose calls made a span. @see OpenTelemetry specification, “Instrumentation Scope”. */
export interface Scope {
  readonly name: string
  readonly version?: string
}

/** What a span's limits left out. @see OpenTelemetry Trace SDK, “Span Limits”. */
export interface DroppedFromSpan {
  readonly attributes: number
  readonly events: number
  readonly links: number
}

/** All that is known when a span begins. */
export interface SpanStart {
  readonly traceId: string
  readonly spanId: string
  /** Absent on a root span. */
  readonly parentSpanId?: string
  /** True if the parent is a span of another process; absent on a root span. */
  readonly isParentRemote?: boolean
  /** @see SpanContext.traceFlags */
  readonly traceFlags: number
  readonly traceState?: string
  readonly name: string
  readonly spanKind: SpanKind
  /** The service in which it runs: its resource's name. */
  readonly service: string
  readonly scope: Scope
  /** Start, in whole microseconds since the Unix epoch. */
  readonly time: number
  readonly attributes: Fields
  readonly links: readonly SpanLink[]
  /** The place in the source that made it; see `ambient.ts`. */
  readonly site: number
}

/** All that is known of a span by now. */
export interface SpanRecord extends Omit<SpanStart, 'time'> {
  /** Microseconds since the Unix epoch. */
  readonly start: number
  /** Absent while the span runs, and for ever if it is never ended. */
  readonly end?: number
  readonly status: SpanStatus
  readonly events: readonly SpanEvent[]
  /** Absent if nothing was. */
  readonly dropped?: DroppedFromSpan
}

/** A span record with all that an exporter needs to tell other systems. */
export interface ExportableSpan extends SpanRecord {
  readonly resource: Resource
}
