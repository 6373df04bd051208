/** A log record is one point in time: something happened, and the program said so. */

import type { Fields } from '../field.ts'
import type { Level } from './level.ts'

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
  /** Its flags, where they are known. @see OpenTelemetry Logs Data Model, “Field: TraceFlags”. */
  readonly traceFlags?: number
  /** The place in the source that made it; see `ambient.ts`. */
  readonly site: number
}
