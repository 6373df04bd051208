/** A tracer starts spans. */

import { active, callSite, withContext } from '../context/ambient.ts'
import type { Context } from '../context/context.ts'
import { isTracingSuppressed } from '../context/suppression.ts'
import { diagnose } from '../diagnostic.ts'
import { type Fields, type FieldValue, NO_FIELDS, snapshotFields, textOf } from '../field.ts'
import { timeGiven } from '../given-time.ts'
import { host } from '../instrumentation-host.ts'
import { resourceOf } from '../resource.ts'
import { DROP, decisionOf, type SamplingResult, SpanToBe } from '../sampling/sampler.ts'
import { keys } from '../untouched.ts'
import { type Id, RandomSpanId, RandomTraceId } from './random-id.ts'
import { RecordedSpan } from './recorded-span.ts'
import { finishing } from './scoped.ts'
import { linkTarget, Span, spanContextOf, withoutSpan, withSpan } from './span.ts'
import { LocalSpanContext, RANDOM, SAMPLED, type SpanContext } from './span-context.ts'
import { type Scope, SPAN_KINDS, type SpanKind, type SpanLink } from './span-record.ts'
import type { TracerHome } from './tracing-setup.ts'

/** @see OpenTelemetry Trace API, “Span Creation”. */
export interface SpanOptions {
  /** Which side of a call this is. Default `internal`. */
  readonly kind?: SpanKind
  readonly attributes?: object
  readonly links?: readonly SpanLink[]
  /** Begins a trace of its own, whatever is active. */
  readonly root?: boolean
  /** When it began, in microseconds since the Unix epoch. Default: now. */
  readonly startTime?: number
}

/** @see OpenTelemetry Trace API, “Tracer”. */
export class Tracer {
  readonly #home: TracerHome
  readonly #scope: Scope

  constructor(home: TracerHome, scope: Scope) {
    this.#home = home
    this.#scope = scope
  }

  /**
   * Starts a span whose parent is the span of a context. It does not become active; whoever starts it must end it.
   * @param name what is being done: the same for all spans that do the same, `charge card` and not `charge card 1042`
   * @param around default: the context that is active
   * @see OpenTelemetry Trace API, “Span Creation”.
   */
  startSpan(name: string, options: SpanOptions = {}, around: Context = active()): Span {
    const { sampler, limits, resource } = this.#home.setup
    const context = options.root ? withoutSpan(around) : around
    const parent = spanContextOf(context)
    const trace = parent ? LocalSpanContext.traceOf(parent) : new RandomTraceId(host.randomBits)
    const kind = kindOf(options.kind)
    const attributes = options.attributes ? snapshotFields(options.attributes) : NO_FIELDS
    const links = options.links ?? []
    const spanName = textOf(name)
    const decided = isTracingSuppressed(context)
      ? DROP
      : decisionOf(sampler, new SpanToBe(context, trace, spanName, kind, attributes, links))

    const spanContext = contextOf(trace, parent, decided)
    if (decided.decision === 'drop') return new Span(spanContext, undefined, this.#home)

    const record = new RecordedSpan(
      spanContext,
      parent,
      spanName,
      kind,
      resourceOf(context) ?? resource,
      this.#scope,
      timeGiven('startSpan', options.startTime),
      callSite(),
      limits,
    )
    addAttributes(record, attributes)
    addAttributes(record, decided.attributes && snapshotFields(decided.attributes))
    for (let index = 0; index < links.length; index++) {
      const { context: linked, attributes: about = NO_FIELDS } = links[index] ?? ({} as SpanLink)
      const target = linkTarget(linked)
      if (target) record.addLink(target, snapshotFields(about))
    }
    const span = new Span(spanContext, record, this.#home)
    this.#home.started(span, record, context)
    return span
  }

  /**
   * Starts a span and runs a function in which it is active. The function must end the span.
   * @see OpenTelemetry Trace API for JavaScript, `startActiveSpan`.
   */
  startActiveSpan<R>(name: string, fn: (span: Span) => R): R
  startActiveSpan<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R
  startActiveSpan<R>(name: string, options: SpanOptions, context: Context, fn: (span: Span) => R): R
  startActiveSpan<R>(
    name: string,
    ...rest:
      | [(span: Span) => R]
      | [SpanOptions, (span: Span) => R]
      | [SpanOptions, Context, (span: Span) => R]
  ): R {
    const fn = rest.at(-1) as (span: Span) => R
    const options = rest.length > 1 ? (rest[0] as SpanOptions) : {}
    const context = rest.length > 2 ? (rest[1] as Context) : active()
    const span = this.startSpan(name, options, context)
    return withContext(withSpan(context, span), () => fn(span))
  }

  /**
   * Runs a function as a span: starts it, makes it active, notes an error if one is thrown, and ends it. If the function
   * is asynchronous or a generator, the span ends when its work does. The result, or the error, comes out unchanged.
   */
  span<R>(name: string, fn: (span: Span) => R): R
  span<R>(name: string, attributes: object, fn: (span: Span) => R): R
  span<R>(
    name: string,
    attributesOrFn: object | ((span: Span) => R),
    maybeFn?: (span: Span) => R,
  ): R {
    const fn = maybeFn ?? (attributesOrFn as (span: Span) => R)
    const span = this.startSpan(name, maybeFn ? { attributes: attributesOrFn } : {})
    return finishing(span, () => fn(span))
  }
}

function contextOf(
  trace: Id,
  parent: SpanContext | undefined,
  { decision, traceState: decided }: SamplingResult,
): SpanContext {
  // A trace that begins here has an id made by chance; otherwise it is as its maker said.
  const random = parent ? parent.traceFlags & RANDOM : RANDOM
  const traceFlags = random | (decision === 'record-and-sample' ? SAMPLED : 0)
  const traceState = typeof decided === 'string' ? decided || undefined : parent?.traceState
  return new LocalSpanContext(trace, new RandomSpanId(host.randomBits), traceFlags, traceState)
}

function addAttributes(record: RecordedSpan, attributes: Fields | undefined): void {
  if (attributes === undefined || attributes === NO_FIELDS) return
  const names = keys(attributes)
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string
    record.setAttribute(name, attributes[name] as FieldValue)
  }
}

function kindOf(kind: SpanKind | undefined): SpanKind {
  if (kind === undefined) return 'internal'
  if (SPAN_KINDS.includes(kind)) return kind
  diagnose(`${textOf(kind)} is no kind of span; there are: ${SPAN_KINDS.join(', ')}.`)
  return 'internal'
}
