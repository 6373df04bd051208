/** A written record is a log record as a logger made it: its words are put together when somebody reads them. */

import { Context } from '../context/context.ts'
import type { Fields } from '../field.ts'
import { spanContextOf, spansOf, withRemoteSpan } from '../tracing/span.ts'
import type { SpanRecord } from '../tracing/span-record.ts'
import type { Level } from './level.ts'
import type { LogRecord } from './log-record.ts'
import { fillTemplate } from './message-template.ts'

/**
 * The message is filled, and the ids are read, when somebody asks for them: most records are not looked at twice.
 */
export class WrittenRecord implements LogRecord {
  readonly time: number
  readonly level: Level
  readonly target: string
  readonly template: string
  readonly fields: Fields
  readonly service: string
  readonly #context: Context
  readonly site: number
  #message: string | undefined

  /** @param context whose spans the record belongs to; the root, if it shall belong to none */
  constructor(
    time: number,
    level: Level,
    target: string,
    template: string,
    fields: Fields,
    service: string,
    context: Context,
    site: number,
  ) {
    this.time = time
    this.level = level
    this.target = target
    this.template = template
    this.fields = fields
    this.service = service
    this.#context = context
    this.site = site
  }

  /** A record of the same moment and place that says something else, or carries other fields. */
  static after(record: LogRecord, fields: Fields, template = record.template): WrittenRecord {
    const { time, level, target, service, site } = record
    const context = WrittenRecord.#contextOf(record)
    return new WrittenRecord(time, level, target, template, fields, service, context, site)
  }

  static #contextOf(record: LogRecord): Context {
    if (record instanceof WrittenRecord) return record.#context
    const { traceId, spanId } = record
    if (traceId === undefined || spanId === undefined) return Context.ROOT
    return withRemoteSpan(Context.ROOT, { traceId, spanId, traceFlags: 0 })
  }

  get message(): string {
    this.#message ??= fillTemplate(this.template, this.fields)
    return this.#message
  }

  get traceId(): string | undefined {
    return spanContextOf(this.#context)?.traceId
  }

  get spanId(): string | undefined {
    return spanContextOf(this.#context)?.spanId
  }

  get traceFlags(): number | undefined {
    return spanContextOf(this.#context)?.traceFlags
  }

  /** The spans of this process in which it was written and which are recorded, the outermost first. */
  get spans(): readonly SpanRecord[] {
    const records = spansOf(this.#context).map((span) => span.record())
    return records.filter((span) => span !== undefined).reverse()
  }

  toJSON(): LogRecord {
    const { time, level, target, message, template, fields, service, traceId, spanId, site } = this
    return { time, level, target, message, template, fields, service, traceId, spanId, site }
  }
}
