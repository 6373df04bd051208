/** A logger writes log records for one part of a program. */

import { active, callSite } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { diagnose } from '../diagnostic.ts'
import { type Fields, NO_FIELDS, reasonOf, snapshotFields, textOf } from '../field.ts'
import { host } from '../instrumentation-host.ts'
import { type Resource, resourceOf } from '../resource.ts'
import { isError } from '../untouched.ts'
import { type Level, SEVERITY } from './level.ts'
import type { LogFilter } from './log-filter.ts'
import { WrittenRecord } from './written-record.ts'

/** What a logger asks of its provider. */
export interface LoggerHome {
  readonly setup: {
    readonly filter: LogFilter
    readonly correlate: boolean
    readonly resource: Resource
  }
  /** Grows with every change of the setup. */
  readonly version: number
  write(record: WrittenRecord): void
}

/** What to say: a sentence with holes, or a function that makes it, which is called only if the record is written. */
export type Message = string | (() => string | readonly [message: string, fields: object])

/**
 * Writes records for one target. A call below the filter's level costs a few nanoseconds. Nothing here throws.
 * @see OpenTelemetry Logs Bridge API, “Logger”; Rust's `log` crate, for the levels as methods
 */
export class Logger {
  /** The part of the program that speaks. */
  readonly target: string
  readonly #home: LoggerHome
  readonly #fields: Fields
  /** The lowest severity that the filter may let through, as of a version of the setup. */
  #least = 0
  #leastAsOf = -1

  constructor(home: LoggerHome, target: string, fields: Fields = NO_FIELDS) {
    this.#home = home
    this.target = target
    this.#fields = fields
  }

  /** A logger for the same target whose records all carry these fields too, as they are now. */
  with(fields: object): Logger {
    return new Logger(this.#home, this.target, { ...this.#fields, ...snapshotFields(fields) })
  }

  /** Would a record of this level be written here and now? */
  isEnabled(level: Level): boolean {
    return SEVERITY[level] >= this.#leastSeverity() && this.#isEnabledIn(level, active())
  }

  /** Every step, for following the program line by line. Severity 1. */
  trace(message: Message, fields?: object): void {
    if (SEVERITY.trace >= this.#leastSeverity()) this.#write('trace', message, fields)
  }

  /** What helps to find a mistake. Severity 5. */
  debug(message: Message, fields?: object): void {
    if (SEVERITY.debug >= this.#leastSeverity()) this.#write('debug', message, fields)
  }

  /** What normally happens, and is worth knowing. Severity 9. */
  info(message: Message, fields?: object): void {
    if (SEVERITY.info >= this.#leastSeverity()) this.#write('info', message, fields)
  }

  /** What should not happen but did no harm yet. Severity 13. */
  warn(message: Message, fields?: object): void {
    if (SEVERITY.warn >= this.#leastSeverity()) this.#write('warn', message, fields)
  }

  /** What failed. Severity 17. */
  error(message: Message, fields?: object): void {
    if (SEVERITY.error >= this.#leastSeverity()) this.#write('error', message, fields)
  }

  /** What ends the program. Severity 21. */
  fatal(message: Message, fields?: object): void {
    if (SEVERITY.fatal >= this.#leastSeverity()) this.#write('fatal', message, fields)
  }

  #leastSeverity(): number {
    const home = this.#home
    if (this.#leastAsOf !== home.version) {
      this.#leastAsOf = home.version
      this.#least = leastSeverity(home.setup.filter, this.target)
    }
    return this.#least
  }

  #isEnabledIn(level: Level, context: Context): boolean {
    const { filter } = this.#home.setup
    if (!filter.isEnabled) return true
    try {
      return filter.isEnabled(this.target, level, context)
    } catch (error) {
      return failed(error)
    }
  }

  #write(level: Level, message: Message, given: object | undefined): void {
    const context = active()
    if (!this.#isEnabledIn(level, context)) return
    if (typeof message === 'function') {
      const said = evaluate(message)
      if (typeof said === 'string') this.#say(level, said, given, context)
      else this.#say(level, said[0], { ...said[1], ...given }, context)
    } else {
      this.#say(level, message, given, context)
    }
  }

  #say(level: Level, message: string, given: object | undefined, context: Context): void {
    const { filter, correlate, resource } = this.#home.setup
    const record = new WrittenRecord(
      host.now(),
      level,
      this.target,
      textOf(message),
      this.#fieldsWith(given),
      (resourceOf(context) ?? resource).service,
      correlate ? context : Context.ROOT,
      callSite(),
    )
    if (accepts(filter, record, context)) this.#home.write(record)
  }

  #fieldsWith(given: object | undefined | null): Fields {
    if (given === undefined || given === null) return this.#fields
    // An error has no members of its own that count; it is a field itself.
    const own = snapshotFields(isError(given) ? { error: given } : given)
    return this.#fields === NO_FIELDS ? own : { ...this.#fields, ...own }
  }
}

/** A message that can't be made is no reason for the program to fail. */
function evaluate(message: () => string | readonly [string, object]): ReturnType<typeof message> {
  try {
    return message()
  } catch (error) {
    diagnose(`The message of a log record could not be made: ${reasonOf(error)}`)
    return '(its message could not be made)'
  }
}

function leastSeverity(filter: LogFilter, target: string): number {
  try {
    return filter.leastSeverity(target)
  } catch (error) {
    failed(error)
    return 0
  }
}

function accepts(filter: LogFilter, record: WrittenRecord, context: Context): boolean {
  if (!filter.accepts) return true
  try {
    return filter.accepts(record, context)
  } catch (error) {
    return failed(error)
  }
}

/** A filter that fails lets everything through: better a line too many than one too few. */
function failed(error: unknown): true {
  diagnose(`A log filter failed, and let a record through: ${reasonOf(error)}`)
  return true
}
