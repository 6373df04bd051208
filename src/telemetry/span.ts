/** A span is one operation while it runs: it has a start, a parent, and sooner or later an end. */

import { active } from './ambient.ts'
import type { Context } from './context.ts'
import { diagnose } from './diagnostic.ts'
import { type Fields, snapshot, snapshotFields, textOf } from './field.ts'
import { host } from './instrumentation-host.ts'
import { isSpanContext, type SpanContext } from './span-context.ts'
import type { SpanLink, SpanStatus } from './span-record.ts'

/** What code holds of a span: the write side. What is read later is a span record. */
export class Span {
  readonly #context: SpanContext
  #status: SpanStatus['code'] = 'unset'
  #ended = false

  constructor(context: SpanContext) {
    this.#context = context
  }

  /** The part of this span that travels to other processes. */
  spanContext(): SpanContext {
    return this.#context
  }

  /** False once the span has ended. */
  isRecording(): boolean {
    return !this.#ended
  }

  /** Adds an attribute, or replaces the one of the same name. */
  setAttribute(name: string, value: unknown): this {
    if (this.#canChange('setAttribute')) {
      host.emit({
        kind: 'attribute',
        spanId: this.#id,
        name: textOf(name),
        value: snapshot(value),
      })
    }
    return this
  }

  /** Adds several attributes. */
  setAttributes(attributes: object): this {
    if (this.#canChange('setAttributes')) {
      for (const [name, value] of Object.entries(snapshotFields(attributes))) {
        host.emit({ kind: 'attribute', spanId: this.#id, name, value })
      }
    }
    return this
  }

  /** Notes that something happened at this moment. */
  addEvent(name: string, attributes: object = {}): this {
    if (this.#canChange('addEvent')) {
      host.emit({
        kind: 'span-event',
        spanId: this.#id,
        name: textOf(name),
        time: host.now(),
        attributes: snapshotFields(attributes),
      })
    }
    return this
  }

  /** Points at a span that is related but is not the parent. */
  addLink(context: SpanContext, attributes: object = {}): this {
    const link = this.#canChange('addLink') && linkTo(context, attributes)
    if (link) host.emit({ kind: 'link', spanId: this.#id, link })
    return this
  }

  /**
   * Says how the operation went. `ok` is final; `unset` changes nothing. Only an `error` has a message.
   * @see OpenTelemetry Trace API, “Set Status”: OK > ERROR > UNSET.
   */
  setStatus(status: SpanStatus): this {
    if (!this.#canChange('setStatus')) return this
    const { code, message }: Partial<SpanStatus> = Object(status)
    if (code === 'ok' || code === 'error') {
      if (this.#status === 'ok') return this
      this.#status = code
      const hasMessage = code === 'error' && message !== undefined
      host.emit({
        kind: 'status',
        spanId: this.#id,
        status: { code, ...(hasMessage && { message: textOf(message) }) },
      })
    } else if (code !== 'unset') {
      diagnose("setStatus() takes { code: 'ok' } or { code: 'error' }; the call had no effect.")
    }
    return this
  }

  /**
   * Notes an error as a span event. It does not change the status: an error that was dealt with is no failure.
   * @see OpenTelemetry semantic conventions, “Recording exceptions”.
   */
  recordException(error: unknown): this {
    return this.addEvent('exception', exceptionAttributes(error))
  }

  /** Replaces the name. */
  updateName(name: string): this {
    if (this.#canChange('updateName')) {
      host.emit({ kind: 'rename', spanId: this.#id, name: textOf(name) })
    }
    return this
  }

  /** Ends the operation now. Everything after the first end is reported and ignored. */
  end(): void {
    if (!this.#canChange('end')) return
    this.#ended = true
    host.emit({ kind: 'span-end', spanId: this.#id, time: host.now() })
  }

  get #id(): string {
    return this.#context.spanId
  }

  #canChange(method: string): boolean {
    if (this.#ended) {
      diagnose(`${method}() was called on a span that had already ended; the call had no effect.`)
    }
    return !this.#ended
  }
}

/** A link as it is recorded; nothing, and a word about it, if it leads to no span. */
export function linkTo(context: SpanContext, attributes: object = {}): SpanLink | undefined {
  if (!isSpanContext(context)) {
    diagnose('A link takes a span context, such as span.spanContext(); this one was left out.')
    return undefined
  }
  const { traceId, spanId, traceFlags, isRemote } = context
  return {
    context: { traceId, spanId, traceFlags, ...(isRemote === true && { isRemote }) },
    attributes: snapshotFields(attributes),
  }
}

function exceptionAttributes(error: unknown): Fields {
  return error instanceof Error
    ? { 'exception.type': textOf(error.name), 'exception.message': textOf(error.message) }
    : { 'exception.message': textOf(error) }
}

const SPAN_CONTEXT = Symbol('span context')
const SPAN = Symbol('span')

/** A context in which this span is the active one. */
export function withSpan(context: Context, span: Span): Context {
  return context.setValue(SPAN, span).setValue(SPAN_CONTEXT, span.spanContext())
}

/** A context in which a span of another process is the parent of what follows. */
export function withRemoteSpan(context: Context, remote: SpanContext): Context {
  return context.setValue(SPAN, undefined).setValue(SPAN_CONTEXT, { ...remote, isRemote: true })
}

/** The span that is active here, if this process started one. */
export function activeSpan(): Span | undefined {
  return active().getValue(SPAN) as Span | undefined
}

/** The span context of a context: of a span of this process, or of the remote parent. */
export function spanContextOf(context: Context): SpanContext | undefined {
  return context.getValue(SPAN_CONTEXT) as SpanContext | undefined
}

/** The span context that is active here. */
export function activeSpanContext(): SpanContext | undefined {
  return spanContextOf(active())
}
