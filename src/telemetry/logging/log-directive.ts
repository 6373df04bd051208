/** A log directive is one rule of a filter that is written as text: who may speak, and from which level on. */

import { diagnose } from '../diagnostic.ts'
import { LEVELS, type Level, SEVERITY } from './level.ts'
import type { FilterDecision } from './log-filter.ts'

/** From which level on something is written; `off` is above all of them. @see Rust `log::LevelFilter`. */
export type LevelFilter = Level | 'off'

/** The least severity number that is written. No level has that of `off`. */
export const LEAST_SEVERITY: Readonly<Record<LevelFilter, number>> = { ...SEVERITY, off: 25 }

/** A part of a filter's text that could not be understood. */
export interface DirectiveError {
  readonly part: string
  /** What is wrong with it; the part is the subject of the sentence. */
  readonly reason: string
}

/** Which level a word names, in whatever case. @see Rust `log::LevelFilter::from_str`; `fatal` is ours. */
export function parseLevelFilter(word: string): LevelFilter | undefined {
  const name = word.toLowerCase()
  return Object.hasOwn(LEAST_SEVERITY, name) ? (name as LevelFilter) : undefined
}

/** What is wrong with a word that should be a level. */
export function noLevel(word: string): DirectiveError {
  return { part: word, reason: `is no level; there are: ${LEVELS.join(', ')}, off` }
}

/** A mistake in one directive is no reason to ignore the others: it is reported, and they hold. */
export function reportErrors(errors: readonly DirectiveError[]): void {
  for (const { part, reason } of errors) {
    diagnose(`“${part}” ${reason}. This part of the filter was left out.`)
  }
}

/** What a level filter does, as the rest of a sentence: `writes everything from info on`. */
export function effectOf(level: LevelFilter): string {
  return level === 'off' ? 'writes nothing' : `writes everything from ${level} on`
}

/**
 * Why a record of a target and a level is written, or is not, where one directive decides that.
 * @param directive the one that decides, if there is one
 * @param text that directive in full; `undefined` if nobody wrote it
 */
export function explainDirective(
  target: string,
  level: Level,
  directive: { readonly target?: string; readonly level: LevelFilter } | undefined,
  text: string | undefined,
): FilterDecision {
  if (!directive) {
    const because = `No directive speaks of “${target}”, so it writes nothing.`
    return { enabled: false, directive: undefined, because }
  }
  const enabled = SEVERITY[level] >= LEAST_SEVERITY[directive.level]
  const does = effectOf(directive.level)
  if (text === undefined) {
    const because = `There is no directive, and without one the filter ${does}.`
    return { enabled, directive: undefined, because }
  }
  const because =
    directive.target === undefined
      ? `No directive names “${target}”, and “${text}” ${does}.`
      : `“${text}” fits “${target}” best, and ${does}.`
  return { enabled, directive: text, because }
}
