/** OTLP/JSON traces are spans as any tracing system reads them: the body of a `POST` to `/v1/traces`. */

import {
  type ExportableSpan,
  SPAN_KINDS,
  type SpanEvent,
  type SpanLink,
} from '../tracing/span-record.ts'
import { byScope, type OtlpResource, type OtlpScope, toOtlpResource } from './otlp-resource.ts'
import { toOtlpSpanFlags } from './otlp-span-flags.ts'
import { type OtlpKeyValue, toNanos, toOtlpAttributes } from './otlp-value.ts'

/** @see OpenTelemetry Protocol, “JSON Protobuf Encoding”; `ExportTraceServiceRequest`. */
export interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly resource: OtlpResource
    readonly scopeSpans: readonly {
      readonly scope: OtlpScope
      readonly spans: readonly OtlpSpan[]
    }[]
  }[]
}

/** @see OpenTelemetry Protocol, `trace/v1/trace.proto`, “Span”. */
export interface OtlpSpan {
  /** Hexadecimal digits, unlike other bytes in OTLP/JSON. */
  readonly traceId: string
  readonly spanId: string
  readonly traceState?: string
  readonly parentSpanId?: string
  readonly flags: number
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  /** `0` for a span that was never ended. */
  readonly endTimeUnixNano: string
  readonly attributes: readonly OtlpKeyValue[]
  readonly droppedAttributesCount: number
  readonly events: readonly OtlpSpanEvent[]
  readonly droppedEventsCount: number
  readonly links: readonly OtlpLink[]
  readonly droppedLinksCount: number
  readonly status: { readonly code: number; readonly message?: string }
}

/** @see OpenTelemetry Protocol, `trace/v1/trace.proto`, “Span.Event”. */
export interface OtlpSpanEvent {
  readonly timeUnixNano: string
  readonly name: string
  readonly attributes: readonly OtlpKeyValue[]
  readonly droppedAttributesCount: number
}

/** @see OpenTelemetry Protocol, `trace/v1/trace.proto`, “Span.Link”. */
export interface OtlpLink {
  readonly traceId: string
  readonly spanId: string
  readonly traceState?: string
  readonly attributes: readonly OtlpKeyValue[]
  readonly droppedAttributesCount: number
  readonly flags: number
}

/** The status codes, each at its number. @see OpenTelemetry Protocol, `trace/v1/trace.proto`, “StatusCode”. */
export const OTLP_STATUS_CODES = ['unset', 'ok', 'error'] as const

/** The kinds of spans, each at its number; number 0 says that there is none. */
export const OTLP_SPAN_KINDS = [undefined, ...SPAN_KINDS] as const

/** Spans as the body of a request to `/v1/traces`, grouped by who made them. */
export function toOtlpTraces(records: readonly ExportableSpan[]): OtlpTraces {
  const byResource = Map.groupBy(records, ({ resource }) => resource)
  return {
    resourceSpans: Array.from(byResource, ([resource, spans]) => ({
      resource: toOtlpResource(resource),
      scopeSpans: byScope(spans).map(({ scope, records }) => ({
        scope,
        spans: records.map(toOtlpSpan),
      })),
    })),
  }
}

function toOtlpSpan(record: ExportableSpan): OtlpSpan {
  const { traceState, parentSpanId, status, dropped } = record
  return {
    traceId: record.traceId,
    spanId: record.spanId,
    ...(traceState && { traceState }),
    ...(parentSpanId !== undefined && { parentSpanId }),
    flags: toOtlpSpanFlags(record.traceFlags, record.isParentRemote),
    name: record.name,
    kind: OTLP_SPAN_KINDS.indexOf(record.spanKind),
    startTimeUnixNano: toNanos(record.start),
    endTimeUnixNano: toNanos(record.end ?? 0),
    attributes: toOtlpAttributes(record.attributes),
    droppedAttributesCount: dropped?.attributes ?? 0,
    events: record.events.map(toOtlpEvent),
    droppedEventsCount: dropped?.events ?? 0,
    links: record.links.map(toOtlpLink),
    droppedLinksCount: dropped?.links ?? 0,
    status: {
      code: OTLP_STATUS_CODES.indexOf(status.code),
      ...(status.message !== undefined && { message: status.message }),
    },
  }
}

function toOtlpEvent({ time, name, attributes }: SpanEvent): OtlpSpanEvent {
  return {
    timeUnixNano: toNanos(time),
    name,
    attributes: toOtlpAttributes(attributes),
    droppedAttributesCount: 0,
  }
}

function toOtlpLink({ context, attributes }: SpanLink): OtlpLink {
  const { traceId, spanId, traceState, traceFlags, isRemote } = context
  return {
    traceId,
    spanId,
    ...(traceState && { traceState }),
    attributes: toOtlpAttributes(attributes),
    droppedAttributesCount: 0,
    flags: toOtlpSpanFlags(traceFlags, isRemote),
  }
}
