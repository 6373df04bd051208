/** A logger writes log records for one part of a program. */

import { callSite } from './ambient.ts'
import { diagnose } from './diagnostic.ts'
import { type Fields, snapshotFields, textOf } from './field.ts'
import { host } from './instrumentation-host.ts'
import { LEVELS, type Level, SEVERITY } from './level.ts'
import { fillTemplate } from './message-template.ts'
import { activeService } from './resource.ts'
import { activeSpanContext } from './span.ts'

let threshold: number = SEVERITY.trace

/**
 * Silences every record below a level, in all loggers at once.
 * @param level the lowest level that is still written
 */
export function setLevel(level: Level): void {
  if (Object.hasOwn(SEVERITY, level)) threshold = SEVERITY[level]
  else diagnose(`${textOf(level)} is no level; there are: ${LEVELS.join(', ')}. Nothing changed.`)
}

/**
 * Makes a logger.
 * @param target the part of the program that will speak, as a path: `shop::payments`
 */
export function logger(target: string): Logger {
  return new Logger(textOf(target), {})
}

export class Logger {
  /** The part of the program that speaks. */
  readonly target: string
  readonly #fields: Fields

  constructor(target: string, fields: Fields) {
    this.target = target
    this.#fields = fields
  }

  /** A logger for the same target whose records all carry these fields too, as they are now. */
  with(fields: object): Logger {
    return new Logger(this.target, { ...this.#fields, ...snapshotFields(fields) })
  }

  /** Is a record of this level written at all? */
  isEnabled(level: Level): boolean {
    return SEVERITY[level] >= threshold
  }

  /** Every step, for following the program line by line. Severity 1. */
  trace(message: string, fields?: object): void {
    this.#write('trace', message, fields)
  }

  /** What helps to find a mistake. Severity 5. */
  debug(message: string, fields?: object): void {
    this.#write('debug', message, fields)
  }

  /** What normally happens, and is worth knowing. Severity 9. */
  info(message: string, fields?: object): void {
    this.#write('info', message, fields)
  }

  /** What should not happen but did no harm yet. Severity 13. */
  warn(message: string, fields?: object): void {
    this.#write('warn', message, fields)
  }

  /** What failed. Severity 17. */
  error(message: string, fields?: object): void {
    this.#write('error', message, fields)
  }

  /** What ends the program. Severity 21. */
  fatal(message: string, fields?: object): void {
    this.#write('fatal', message, fields)
  }

  #write(level: Level, message: string, given: object | undefined): void {
    if (!this.isEnabled(level)) return
    const template = textOf(message)
    // An error has no members of its own that count; it is a field itself.
    const own = given instanceof Error ? { error: given } : (given ?? {})
    const fields = { ...this.#fields, ...snapshotFields(own) }
    const span = activeSpanContext()
    host.emit({
      kind: 'log',
      time: host.now(),
      level,
      target: this.target,
      message: fillTemplate(template, fields),
      template,
      fields,
      service: activeService(),
      ...(span && { traceId: span.traceId, spanId: span.spanId }),
      site: callSite(),
    })
  }
}
