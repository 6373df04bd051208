/** A log record is one point in time: something happened, and the program said so. */

import type { Fields } from './field.ts'
import type { Level } from './level.ts'
import { fillTemplate } from './message-template.ts'
import type { SpanContext } from './span-context.ts'

/** @see OpenTelemetry Logs Data Model. */
export interface LogRecord {
  /** When it happened, in whole microseconds since the Unix epoch. */
  readonly time: number
  readonly level: Level
  /** The part of the program that speaks, such as `shop::payments`. */
  readonly target: string
  /** The sentence, with its holes filled. */
  readonly message: string
  /** The sentence as written in the code: the same for every record that this line of code makes. */
  readonly template: string
  readonly fields: Fields
  /** The service in which it happened: its resource's name. */
  readonly service: string
  /** The span that was active, if one was. */
  readonly traceId?: string
  readonly spanId?: string
  /** The place in the source that made it; see `ambient.ts`. */
  readonly site: number
}

/** A record as a logger writes it. Its words are put together when somebody reads them, and not before. */
export class WrittenRecord implements LogRecord {
  readonly time: number
  readonly level: Level
  readonly target: string
  readonly template: string
  readonly fields: Fields
  readonly service: string
  readonly span: SpanContext | undefined
  readonly site: number
  #message: string | undefined

  constructor(
    time: number,
    level: Level,
    target: string,
    template: string,
    fields: Fields,
    service: string,
    span: SpanContext | undefined,
    site: number,
  ) {
    this.time = time
    this.level = level
    this.target = target
    this.template = template
    this.fields = fields
    this.service = service
    this.span = span
    this.site = site
  }

  get message(): string {
    this.#message ??= fillTemplate(this.template, this.fields)
    return this.#message
  }

  get traceId(): string | undefined {
    return this.span?.traceId
  }

  get spanId(): string | undefined {
    return this.span?.spanId
  }

  toJSON(): LogRecord {
    const { time, level, target, message, template, fields, service, traceId, spanId, site } = this
    return { time, level, target, message, template, fields, service, traceId, spanId, site }
  }

  /** The same record with other fields. */
  withFields(fields: Fields): WrittenRecord {
    const { time, level, target, template, service, span, site } = this
    return new WrittenRecord(time, level, target, template, fields, service, span, site)
  }
}
