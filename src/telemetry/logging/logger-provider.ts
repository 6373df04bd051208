/** A logger provider is where records go: it knows the filter and the sinks of its loggers. */

import { active } from '../context/ambient.ts'
import { diagnose } from '../diagnostic.ts'
import { reasonOf, textOf } from '../field.ts'
import { type Resource, UNNAMED } from '../resource.ts'
import { LEVELS, type Level, SEVERITY } from './level.ts'
import { everything, type FilterDecision, type LogFilter } from './log-filter.ts'
import { type LogSink, liveLog } from './log-sink.ts'
import { Logger, type LoggerHome } from './logger.ts'
import type { WrittenRecord } from './written-record.ts'

/** What a logger follows: what is written, where to, and with which ids. */
export interface LoggingSetup {
  readonly filter: LogFilter
  /** They get every record that the filter lets through, in this order. */
  readonly sinks: readonly LogSink[]
  /** Do records carry the ids of the active span? */
  readonly correlate: boolean
  /** Who speaks, where the context does not say otherwise. */
  readonly resource: Resource
}

/** @see OpenTelemetry Logs SDK, “LoggerProvider”. */
export class LoggerProvider implements LoggerHome {
  /** By default everything is written, and shown at once. */
  #setup: LoggingSetup = {
    filter: everything,
    sinks: [liveLog],
    correlate: true,
    resource: UNNAMED,
  }
  /** Grows with every change, so that loggers can tell whether what they remember still holds. */
  #version = 0

  /** @param setup what differs from the default */
  constructor(setup: Partial<LoggingSetup> = {}) {
    this.configure(setup)
  }

  /** Changes the setup, also for loggers that exist already. What is not named stays as it is. */
  configure(setup: Partial<LoggingSetup>): void {
    this.#setup = { ...this.#setup, ...setup }
    this.#version++
  }

  get setup(): LoggingSetup {
    return this.#setup
  }

  get version(): number {
    return this.#version
  }

  /** @param target the part of the program that will speak, as a path: `shop::payments` */
  logger(target: string): Logger {
    return new Logger(this, textOf(target))
  }

  /** Would a record be written here and now, and which directive decides that? */
  explain(target: string, level: Level): FilterDecision {
    if (!Object.hasOwn(SEVERITY, level)) {
      const because = `${textOf(level)} is no level; there are: ${LEVELS.join(', ')}.`
      return { enabled: false, directive: undefined, because }
    }
    try {
      return this.#setup.filter.explain(textOf(target), level, active())
    } catch (error) {
      const because = `The filter failed, and so lets everything through: ${reasonOf(error)}`
      return { enabled: true, directive: undefined, because }
    }
  }

  /** For loggers: writes a record. */
  write(record: WrittenRecord): void {
    const { sinks } = this.#setup
    for (let index = 0; index < sinks.length; index++) {
      try {
        sinks[index]?.(record)
      } catch (error) {
        diagnose(`A log sink failed: ${reasonOf(error)}`)
      }
    }
  }
}

/** The provider behind `logger()` and the other functions of `@lab/logger`. */
export const logging = new LoggerProvider()
