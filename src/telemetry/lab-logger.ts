/** `@lab/logger`: what a lesson can import to write log records. */

import { diagnose } from './diagnostic.ts'
import { textOf } from './field.ts'
import { envLoggerFilter } from './logging/env-logger-filter.ts'
import { LEVELS, type Level } from './logging/level.ts'
import { atLeast, type FilterDecision, type LogFilter } from './logging/log-filter.ts'
import type { Logger } from './logging/logger.ts'
import { logging } from './logging/logger-provider.ts'

export { type OtlpLogs, toOtlpLogs } from './export/to-otlp-logs.ts'
export type { Fields, FieldValue } from './field.ts'
export { consoleSink } from './logging/console-sink.ts'
export { type EnvFilter, envFilter, type SpanTraits } from './logging/env-filter.ts'
export { envLoggerFilter } from './logging/env-logger-filter.ts'
export { envLogger } from './logging/env-logger-format.ts'
export { type FingersCrossedOptions, fingersCrossed } from './logging/fingers-crossed.ts'
export { json } from './logging/json-format.ts'
export { LEVELS, type Level, levelOfSeverity, SEVERITY } from './logging/level.ts'
export { limitRate, type RateLimit } from './logging/limit-rate.ts'
export { atLeast, everything, type FilterDecision, type LogFilter } from './logging/log-filter.ts'
export { type LogFormat, pretty, prettySince } from './logging/log-format.ts'
export type { LogRecord } from './logging/log-record.ts'
export { type LogSink, liveLog, MemorySink } from './logging/log-sink.ts'
export { logfmt } from './logging/logfmt.ts'
export type { Logger, Message } from './logging/logger.ts'
export { LoggerProvider, type LoggingSetup, logging } from './logging/logger-provider.ts'
export { redact } from './logging/redact.ts'
export { type LineSampling, sampleLines } from './logging/sample-lines.ts'
export type { DroppingSink } from './logging/thinning-sink.ts'
export {
  compact,
  full,
  type TracingFormatOptions,
  tracingFormat,
} from './logging/tracing-format.ts'

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

/**
 * Changes which records are written, in all loggers at once.
 * @param filter directives as env_logger has them, such as `info,shop::payments=debug`; or a filter, such as one of
 *   {@link envFilter}
 */
export function setFilter(filter: string | LogFilter): void {
  const chosen = typeof filter === 'string' ? envLoggerFilter(filter) : filter
  const { leastSeverity, explain: explaining }: Partial<LogFilter> = Object(chosen)
  if (typeof leastSeverity === 'function' && typeof explaining === 'function') {
    logging.configure({ filter: chosen })
  } else {
    diagnose(
      `setFilter() takes directives, such as 'info,shop=debug', or a filter. Nothing changed.`,
    )
  }
}

/** Would a record be written here and now, and which directive decides that? */
export function explain(target: string, level: Level): FilterDecision {
  return logging.explain(target, level)
}
