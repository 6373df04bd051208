/** A log filter decides which records are written, by who speaks and how much it matters. */

import type { Context } from './context.ts'
import { LEVELS, type Level, SEVERITY } from './level.ts'

/** Why a record is written, or is not. */
export interface FilterDecision {
  readonly enabled: boolean
  /** The directive that decided, as it was written; `undefined` if none speaks of this target. */
  readonly directive: string | undefined
  /** The decision in a sentence. */
  readonly because: string
}

export interface LogFilter {
  /**
   * The lowest severity number that a target may have written, in whatever context.
   * Loggers remember it, so that a silenced call costs a comparison.
   */
  leastSeverity(target: string): number
  /** Is this one written, here? Absent if the severity alone decides. */
  isEnabled?(target: string, level: Level, context: Context): boolean
  /** Which directive decides about this one, here. */
  explain(target: string, level: Level, context: Context): FilterDecision
  /** Is what it says kept? Absent if it does not look at words. */
  acceptsMessage?(message: string): boolean
}

/** A severity that no level reaches: nothing is written. */
export const SILENT = SEVERITY.fatal + 4

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

export const everything: LogFilter = atLeast(LEVELS[0])
