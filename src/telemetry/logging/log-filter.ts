/** A log filter decides which records are written, by who speaks and how much it matters. */

import type { Context } from '../context/context.ts'
import { LEVELS, type Level, SEVERITY } from './level.ts'
import type { LogRecord } from './log-record.ts'

/** Why a record is written, or is not. */
export interface FilterDecision {
  readonly enabled: boolean
  /** The directive that decided, in full; `undefined` if none speaks of this target. */
  readonly directive: string | undefined
  /** The decision in a sentence. */
  readonly because: string
}

/** What a filter throws is reported as a diagnostic, and the record is written. */
export interface LogFilter {
  /**
   * The lowest severity number that a target may have written, in whatever context.
   * Loggers remember it, so that a silenced call costs a comparison.
   */
  leastSeverity(target: string): number
  /** May this one be written, here? Absent if the severity alone decides. */
  isEnabled?(target: string, level: Level, context: Context): boolean
  /** Which directive decides about this one, here. */
  explain(target: string, level: Level, context: Context): FilterDecision
  /** Is this record kept, now that its message and its fields are known? Absent if they don't count. */
  accepts?(record: LogRecord, context: Context): boolean
}

/** Writes whatever matters at least as much as a level. */
export function atLeast(level: Level): LogFilter {
  const least = SEVERITY[level]
  return {
    leastSeverity: () => least,
    explain: (_, asked) => ({
      enabled: SEVERITY[asked] >= least,
      directive: level,
      because: `Everything from ${level} on is written.`,
    }),
  }
}

/** Lets every record through. */
export const everything: LogFilter = atLeast(LEVELS[0])
