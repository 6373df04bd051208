/** The console sink writes records to the console, each with the method that fits its level. */

import type { Level } from './level.ts'
import { type LogFormat, pretty } from './log-format.ts'
import type { LogSink } from './log-sink.ts'

/** What there is of it in every JavaScript runtime. @see WHATWG Console Standard, §1.1 */
declare const console: Readonly<Record<'debug' | 'info' | 'warn' | 'error', (line: string) => void>>

/** `console.trace` is about something else: it prints the stack. */
const METHOD = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
} as const satisfies Record<Level, string>

/** Writes records to the console. */
export function consoleSink(format: LogFormat = pretty): LogSink {
  return (record) => console[METHOD[record.level]](format(record))
}
