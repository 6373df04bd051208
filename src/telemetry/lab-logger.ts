/** `@lab/logger`: what a lesson can import to write log records. */

import { diagnose } from './diagnostic.ts'
import { textOf } from './field.ts'
import { LEVELS, type Level } from './level.ts'
import { atLeast, type FilterDecision } from './log-filter.ts'
import type { Logger } from './logger.ts'
import { logging } from './logger-provider.ts'

export type { Fields, FieldValue } from './field.ts'
export { LEVELS, type Level, SEVERITY } from './level.ts'
export { atLeast, everything, type FilterDecision, type LogFilter } from './log-filter.ts'
export type { LogRecord } from './log-record.ts'
export { type LogSink, liveLog, MemorySink } from './log-sink.ts'
export type { Logger, Message } from './logger.ts'
export { LoggerProvider, type LoggingSetup, logging } from './logger-provider.ts'
export { type OtlpLogs, toOtlpLogs } from './to-otlp-logs.ts'

/**
 * Makes a logger.
 * @param target the part of the program that will speak, as a path: `shop::payments`
 */
export function logger(target: string): Logger {
  return logging.logger(target)
}

/**
 * Silences every record below a level, in all loggers at once.
 * @param level the lowest level that is still written
 */
export function setLevel(level: Level): void {
  if (LEVELS.includes(level)) logging.configure({ filter: atLeast(level) })
  else diagnose(`${textOf(level)} is no level; there are: ${LEVELS.join(', ')}. Nothing changed.`)
}

/** Would a record be written here and now, and which directive decides that? */
export function explain(target: string, level: Level): FilterDecision {
  return logging.explain(target, level)
}
