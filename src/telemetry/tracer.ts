/** A tracer starts spans. */

import { active, callSite, withContext } from './ambient.ts'
import type { Context } from './context.ts'
import { diagnose } from './diagnostic.ts'
import { snapshotFields, textOf } from './field.ts'
import { host } from './instrumentation-host.ts'
import { activeService } from './resource.ts'
import { linkTo, Span, spanContextOf, withSpan } from './span.ts'
import { SAMPLED } from './span-context.ts'
import { SPAN_KINDS, type SpanKind, type SpanLink } from './span-record.ts'

export interface SpanOptions {
  /** Which side of a call this is. Default `internal`. */
  readonly kind?: SpanKind
  readonly attributes?: object
  readonly links?: readonly SpanLink[]
}

/**
 * Starts a span whose parent is the active span of a context. It does not become active; whoever starts it must end it.
 * @param name what is being done: the same for all spans that do the same, `charge card` and not `charge card 1042`
 * @see OpenTelemetry Trace API, “Span Creation”.
 */
export function startSpan(
  name: string,
  options: SpanOptions = {},
  context: Context = active(),
): Span {
  const parent = spanContextOf(context)
  const span = new Span({
    traceId: parent?.traceId ?? host.newTraceId(),
    spanId: host.newSpanId(),
    traceFlags: parent?.traceFlags ?? SAMPLED,
  })
  const { traceId, spanId } = span.spanContext()
  host.emit({
    kind: 'span-start',
    traceId,
    spanId,
    ...(parent && { parentSpanId: parent.spanId }),
    name: textOf(name),
    spanKind: kindOf(options.kind),
    service: activeService(),
    time: host.now(),
    attributes: snapshotFields(options.attributes ?? {}),
    links: (options.links ?? []).flatMap((link) => linkTo(link.context, link.attributes) ?? []),
    site: callSite(),
  })
  return span
}

function kindOf(kind: SpanKind = 'internal'): SpanKind {
  if (SPAN_KINDS.includes(kind)) return kind
  diagnose(`${textOf(kind)} is no kind of span; there are: ${SPAN_KINDS.join(', ')}.`)
  return 'internal'
}

/**
 * Starts a span and runs a function in which it is active. The function must end the span.
 * @see OpenTelemetry Trace API for JavaScript, `startActiveSpan`.
 */
export function startActiveSpan<R>(
  name: string,
  options: SpanOptions,
  fn: (span: Span) => R,
  context: Context = active(),
): R {
  const span = startSpan(name, options, context)
  return withContext(withSpan(context, span), () => fn(span))
}

/**
 * Runs a function as a span: starts it, makes it active, notes an error if one is thrown, and ends it.
 * Waits for a promise if the function returns one. The result, or the error, comes out unchanged.
 */
export function span<R>(name: string, fn: (span: Span) => R): R
export function span<R>(name: string, attributes: object, fn: (span: Span) => R): R
export function span<R>(
  name: string,
  attributesOrFn: object | ((span: Span) => R),
  maybeFn?: (span: Span) => R,
): R {
  const fn = maybeFn ?? (attributesOrFn as (span: Span) => R)
  const attributes = maybeFn ? attributesOrFn : {}
  return startActiveSpan(name, { attributes }, (current) => finishing(current, fn))
}

/** Runs a function and ends a span with it: with its error, when it fails. */
export function finishing<R>(span: Span, fn: (span: Span) => R): R {
  let result: R
  try {
    result = fn(span)
  } catch (error) {
    fail(span, error)
    throw error
  }
  if (!(result instanceof Promise)) {
    span.end()
    return result
  }
  return result.then(
    (value) => {
      span.end()
      return value
    },
    (error) => {
      fail(span, error)
      throw error
    },
  ) as R
}

function fail(span: Span, error: unknown): void {
  const message = textOf(error instanceof Error ? error.message : error)
  span.recordException(error).setStatus({ code: 'error', message }).end()
}
