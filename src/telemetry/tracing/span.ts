/** A span is one operation while it runs: it has a start, a parent, and sooner or later an end. */

import type { Context } from '../context/context.ts'
import { diagnose } from '../diagnostic.ts'
import { type Fields, NO_FIELDS, snapshot, snapshotFields, textOf } from '../field.ts'
import { timeGiven } from '../given-time.ts'
import type { SpanChange } from '../telemetry-event.ts'
import { isError, keys } from '../untouched.ts'
import type { RecordedSpan } from './recorded-span.ts'
import { isSpanContext, plainContext, type SpanContext } from './span-context.ts'
import type { ExportableSpan, SpanStatus } from './span-record.ts'

/** Who is told what becomes of a span: its tracer's provider. */
export interface SpanListener {
  /** Does anybody watch spans while they grow? If not, `changed` is not called. */
  readonly isWatched: boolean
  changed(record: ExportableSpan, change: SpanChange): void
  ended(record: RecordedSpan): void
}

/**
 * What code holds of a span: the write side. What is read later is a span record.
 *
 * A span that no sampler wants has no record. It passes its context on and does nothing else.
 * @see OpenTelemetry Trace API, “Span”.
 */
export class Span {
  readonly #context: SpanContext
  readonly #record: RecordedSpan | undefined
  readonly #listener: SpanListener

  constructor(context: SpanContext, record: RecordedSpan | undefined, listener: SpanListener) {
    this.#context = context
    this.#record = record
    this.#listener = listener
  }

  /** The part of this span that travels to other processes. */
  spanContext(): SpanContext {
    return this.#context
  }

  /** False once the span has ended, and for a span that no sampler wants. */
  isRecording(): boolean {
    return this.#record !== undefined && this.#record.end === undefined
  }

  /** What has been observed so far; `undefined` for a span that no sampler wants. */
  record(): ExportableSpan | undefined {
    return this.#record
  }

  /** Adds an attribute, or replaces the one of the same name. */
  setAttribute(name: string, value: unknown): this {
    const record = this.#changeable('setAttribute')
    if (record) this.#setAttribute(record, textOf(name), value)
    return this
  }

  /** Adds several attributes. */
  setAttributes(attributes: object): this {
    const record = this.#changeable('setAttributes')
    if (record) {
      const copy = snapshotFields(attributes)
      const names = keys(copy)
      for (let index = 0; index < names.length; index++) {
        const name = names[index] as string
        this.#setAttribute(record, name, copy[name])
      }
    }
    return this
  }

  /**
   * Notes that something happened.
   * @param time when, in microseconds since the Unix epoch; now, if it is left out
   */
  addEvent(name: string, attributes: object = NO_FIELDS, time?: number): this {
    const record = this.#changeable('addEvent')
    const event = record?.addEvent(
      textOf(name),
      timeGiven('addEvent', time),
      snapshotFields(attributes),
    )
    if (record && event && this.#listener.isWatched) {
      this.#listener.changed(record, { kind: 'span-event', spanId: record.spanId, ...event })
    }
    return this
  }

  /** Points at a span that is related but is not the parent. */
  addLink(context: SpanContext, attributes: object = NO_FIELDS): this {
    const record = this.#changeable('addLink')
    const target = record && linkTarget(context)
    const link = target && record.addLink(target, snapshotFields(attributes))
    if (link && this.#listener.isWatched) {
      this.#listener.changed(record, { kind: 'link', spanId: record.spanId, link })
    }
    return this
  }

  /**
   * Says how the operation went. `ok` is final; `unset` changes nothing. Only an `error` has a message.
   * @see OpenTelemetry Trace API, “Set Status”: OK > ERROR > UNSET.
   */
  setStatus(status: SpanStatus): this {
    const record = this.#changeable('setStatus')
    if (!record) return this
    const { code, message }: Partial<SpanStatus> = status ?? {}
    if (code === 'ok' || code === 'error') {
      if (record.status.code === 'ok') return this
      const hasMessage = code === 'error' && message !== undefined
      record.status = hasMessage ? { code, message: textOf(message) } : { code }
      if (this.#listener.isWatched) {
        const { spanId, status: kept } = record
        this.#listener.changed(record, { kind: 'status', spanId, status: kept })
      }
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
    const record = this.#changeable('updateName')
    if (record) {
      record.name = textOf(name)
      if (this.#listener.isWatched) {
        const { spanId, name: kept } = record
        this.#listener.changed(record, { kind: 'rename', spanId, name: kept })
      }
    }
    return this
  }

  /**
   * Ends the operation. Everything after the first end is reported and ignored.
   * @param time when it ended, in microseconds since the Unix epoch; now, if it is left out
   */
  end(time?: number): void {
    const record = this.#changeable('end')
    if (!record) return
    const end = timeGiven('end', time)
    if (end < record.start) diagnose(`“${record.name}” was ended before it began.`)
    record.end = end
    this.#listener.ended(record)
  }

  #setAttribute(record: RecordedSpan, name: string, value: unknown): void {
    const kept = record.setAttribute(name, snapshot(value))
    if (kept !== undefined && this.#listener.isWatched) {
      const { spanId } = record
      this.#listener.changed(record, { kind: 'attribute', spanId, name, value: kept })
    }
  }

  /** The record, if it may still change; a word about it, if it may not. */
  #changeable(method: string): RecordedSpan | undefined {
    const record = this.#record
    if (record?.end === undefined) return record
    diagnose(`${method}() was called on “${record.name}”, which had ended; it had no effect.`)
    return undefined
  }
}

/** The context that a link leads to; nothing, and a word about it, if it leads to no span. */
export function linkTarget(context: SpanContext): SpanContext | undefined {
  if (!isSpanContext(context)) {
    diagnose('A link takes a span context, such as span.spanContext(); this one was left out.')
    return undefined
  }
  return plainContext(context)
}

function exceptionAttributes(error: unknown): Fields {
  return isError(error)
    ? { 'exception.type': textOf(error.name), 'exception.message': textOf(error.message) }
    : { 'exception.message': textOf(error) }
}

const SPAN = Symbol('span')

/** A context in which this span is the active one. */
export function withSpan(context: Context, span: Span): Context {
  return context.setValue(SPAN, span)
}

/** A context in which a span of another process is the parent of what follows. */
export function withRemoteSpan(context: Context, remote: SpanContext): Context {
  return context.setValue(SPAN, plainContext(remote, true))
}

/** A context without a span: what starts there is a root. */
export function withoutSpan(context: Context): Context {
  return spanContextOf(context) ? context.setValue(SPAN, undefined) : context
}

/** The span of a context, if this process started it. */
export function spanOf(context: Context): Span | undefined {
  const span = context.getValue(SPAN)
  return span instanceof Span ? span : undefined
}

/** The span context of a context: of a span of this process, or of the remote parent. */
export function spanContextOf(context: Context): SpanContext | undefined {
  const span = context.getValue(SPAN) as Span | SpanContext | undefined
  return span instanceof Span ? span.spanContext() : span
}

/** The spans of a context that this process started, the innermost first. */
export function spansOf(context: Context): Span[] {
  return context.getValues(SPAN).filter((span) => span instanceof Span)
}
