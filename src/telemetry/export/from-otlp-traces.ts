/** Reading OTLP/JSON traces makes span records of what any tracing system wrote. */

import { diagnose } from '../diagnostic.ts'
import { textOf } from '../field.ts'
import type { Resource } from '../resource.ts'
import type { DroppedFromSpan, ExportableSpan, Scope, SpanLink } from '../tracing/span-record.ts'
import { fromOtlpSpanFlags } from './otlp-span-flags.ts'
import { fromNanos, fromOtlpAttributes, objectsIn } from './otlp-value.ts'
import { OTLP_SPAN_KINDS, OTLP_STATUS_CODES } from './to-otlp-traces.ts'

/**
 * The spans of a request to `/v1/traces`, in its order. Members that are missing have their default, as in every OTLP
 * message; spans without proper ids are left out, and reported. Times are cut to microseconds.
 * @param request the parsed JSON, by whomever it was written
 * @see OpenTelemetry Protocol, “JSON Protobuf Encoding”.
 */
export function fromOtlpTraces(request: unknown): ExportableSpan[] {
  let leftOut = 0
  const spans: ExportableSpan[] = []
  for (const { resource: given, scopeSpans } of objectsIn(Object(request).resourceSpans)) {
    const resource = readResource(given)
    for (const { scope: givenScope, spans: givenSpans } of objectsIn(scopeSpans)) {
      const scope = readScope(givenScope)
      for (const span of objectsIn(givenSpans)) {
        const record = readSpan(span, resource, scope)
        if (record) spans.push(record)
        else leftOut++
      }
    }
  }
  if (leftOut > 0) diagnose(`Spans without proper ids were left out: ${leftOut}.`)
  return spans
}

/** @see OpenTelemetry semantic conventions, “service.name”: what stands for a service that does not say. */
function readResource(given: unknown): Resource {
  const { 'service.name': service = 'unknown_service', ...attributes } = fromOtlpAttributes(
    Object(given).attributes,
  )
  return { service: textOf(service), attributes }
}

function readScope(given: unknown): Scope {
  const { name, version } = Object(given)
  return { name: textOr('', name), ...(version && { version: textOf(version) }) }
}

function readSpan(
  span: Record<string, unknown>,
  resource: Resource,
  scope: Scope,
): ExportableSpan | undefined {
  const ids = readIds(span)
  if (!ids) return undefined
  const parentSpanId = hex(span.parentSpanId, 16)
  const { traceFlags, isRemote } = fromOtlpSpanFlags(span.flags)
  const end = fromNanos(span.endTimeUnixNano)
  const dropped = readDropped(span)
  return {
    ...ids,
    ...(parentSpanId !== undefined && { parentSpanId }),
    ...(parentSpanId !== undefined && isRemote !== undefined && { isParentRemote: isRemote }),
    traceFlags,
    ...readTraceState(span),
    name: textOr('', span.name),
    spanKind: OTLP_SPAN_KINDS[Number(span.kind)] ?? 'internal',
    service: resource.service,
    resource,
    scope,
    start: fromNanos(span.startTimeUnixNano),
    ...(end > 0 && { end }),
    status: readStatus(span.status),
    attributes: fromOtlpAttributes(span.attributes),
    events: objectsIn(span.events).map(({ name, timeUnixNano, attributes }) => ({
      name: textOr('', name),
      time: fromNanos(timeUnixNano),
      attributes: fromOtlpAttributes(attributes),
    })),
    links: objectsIn(span.links).flatMap(readLink),
    ...(dropped && { dropped }),
    site: -1,
  }
}

function readLink(link: Record<string, unknown>): SpanLink[] {
  const ids = readIds(link)
  if (!ids) return []
  const { traceFlags, isRemote } = fromOtlpSpanFlags(link.flags)
  const context = { ...ids, traceFlags, ...readTraceState(link), ...(isRemote && { isRemote }) }
  return [{ context, attributes: fromOtlpAttributes(link.attributes) }]
}

function readIds({ traceId, spanId }: Record<string, unknown>) {
  const ids = { traceId: hex(traceId, 32), spanId: hex(spanId, 16) }
  return ids.traceId && ids.spanId ? { traceId: ids.traceId, spanId: ids.spanId } : undefined
}

/** An id in lowercase; readers take capitals too. Zero stands for none. */
function hex(id: unknown, digits: number): string | undefined {
  if (typeof id !== 'string' || id.length !== digits) return undefined
  return /^[0-9a-f]*[1-9a-f][0-9a-f]*$/i.test(id) ? id.toLowerCase() : undefined
}

function readTraceState({ traceState }: Record<string, unknown>): { traceState?: string } {
  return typeof traceState === 'string' && traceState !== '' ? { traceState } : {}
}

function readStatus(status: unknown): ExportableSpan['status'] {
  const { code, message } = Object(status)
  const known = OTLP_STATUS_CODES[Number(code ?? 0)] ?? 'unset'
  return { code: known, ...(typeof message === 'string' && { message }) }
}

function readDropped(span: Record<string, unknown>): DroppedFromSpan | undefined {
  const attributes = Number(span.droppedAttributesCount ?? 0)
  const events = Number(span.droppedEventsCount ?? 0)
  const links = Number(span.droppedLinksCount ?? 0)
  return attributes + events + links > 0 ? { attributes, events, links } : undefined
}

function textOr(instead: string, text: unknown): string {
  return typeof text === 'string' ? text : instead
}
