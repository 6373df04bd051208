/** `@lab/logger`: what a lesson can import to write log records. */

export type { Fields, FieldValue } from './field.ts'
export { LEVELS, type Level, SEVERITY } from './level.ts'
export type { LogRecord } from './log-record.ts'
export { type Logger, logger, setLevel } from './logger.ts'
