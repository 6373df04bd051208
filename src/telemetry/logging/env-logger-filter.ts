/** An env_logger filter is a line of directives such as `info,shop::payments=debug`: for each target, the longest one decides. */

import { reasonOf, textOf } from '../field.ts'
import {
  type DirectiveError,
  explainDirective,
  LEAST_SEVERITY,
  type LevelFilter,
  noLevel,
  parseLevelFilter,
  reportErrors,
} from './log-directive.ts'
import type { LogFilter } from './log-filter.ts'

/** One part of a filter such as `shop::payments=debug`. @see env_logger, “Enabling logging”. */
export interface EnvLoggerDirective {
  /** It speaks of all targets that begin like this; of every target, if it is left out. */
  readonly target?: string
  readonly level: LevelFilter
}

/** A whole filter: its directives, and the expression that stands behind the slash. */
export interface EnvLoggerSpec {
  readonly directives: readonly EnvLoggerDirective[]
  /** Only records whose message matches are written. */
  readonly pattern?: RegExp
}

/** Without a directive that can be used, errors are written. */
const DEFAULT: EnvLoggerDirective = { level: 'error' }

/**
 * Makes a filter from directives: `level`, `target`, `target=level`, with commas between them, and at the end perhaps
 * `/regex`, which the message has to match. Levels in any case; a target alone means all of its records; `off` none.
 * A part that can't be understood is reported as a diagnostic, and the others hold.
 * @see Rust `env_logger`, “Enabling logging”.
 */
export function envLoggerFilter(directives: string): LogFilter {
  const spec = parseEnvLogger(textOf(directives))
  reportErrors(spec.errors)
  const { pattern } = spec
  const table = longestFirst(spec.directives)
  const deciding = (target: string) =>
    table.find((directive) => target.startsWith(directive.target ?? ''))
  return {
    leastSeverity: (target) => LEAST_SEVERITY[deciding(target)?.level ?? 'off'],
    explain(target, level) {
      const directive = deciding(target)
      const text = directive && directive !== DEFAULT ? printDirective(directive) : undefined
      const decision = explainDirective(target, level, directive, text)
      if (!decision.enabled || !pattern) return decision
      return { ...decision, because: `${decision.because} Its message has to match ${pattern}.` }
    },
    ...(pattern && { accepts: ({ message }) => pattern.test(message) }),
  }
}

/** Reads directives in the order in which they are written, and what can't be read. */
export function parseEnvLogger(
  text: string,
): EnvLoggerSpec & { readonly errors: readonly DirectiveError[] } {
  const directives: EnvLoggerDirective[] = []
  const errors: DirectiveError[] = []
  const [list = '', regex, ...more] = text.split('/')
  if (more.length > 0) {
    errors.push({ part: text, reason: 'has more than one “/”' })
    return { directives, errors }
  }
  for (const part of list.split(',')) {
    if (part.trim() === '') continue
    const read = parseDirective(part.trim())
    if ('reason' in read) errors.push(read)
    else directives.push(read)
  }
  if (regex === undefined) return { directives, errors }
  try {
    return { directives, pattern: new RegExp(regex, 'u'), errors }
  } catch (error) {
    errors.push({ part: regex, reason: `is no regular expression: ${reasonOf(error)}` })
    return { directives, errors }
  }
}

/** Writes a filter as {@link parseEnvLogger} reads it. */
export function printEnvLogger({ directives, pattern }: EnvLoggerSpec): string {
  return directives.map(printDirective).join() + (pattern ? `/${sourceOf(pattern)}` : '')
}

function parseDirective(part: string): EnvLoggerDirective | DirectiveError {
  const [target = '', level, ...more] = part.split('=').map((word) => word.trim())
  if (more.length > 0) return { part, reason: 'has more than one “=”' }
  if (level === undefined) {
    const alone = parseLevelFilter(target)
    return alone ? { level: alone } : { target, level: 'trace' }
  }
  const least = level === '' ? 'trace' : parseLevelFilter(level)
  if (!least) return noLevel(level)
  return target === '' ? { level: least } : { target, level: least }
}

function printDirective({ target, level }: EnvLoggerDirective): string {
  return target === undefined ? level : `${target}=${level}`
}

/** An empty pattern calls itself `(?:)`. */
function sourceOf({ source }: RegExp): string {
  return source === '(?:)' ? '' : source
}

/** One directive for each target, the last that was written. */
function longestFirst(directives: readonly EnvLoggerDirective[]): readonly EnvLoggerDirective[] {
  const latest = new Map(directives.map((directive) => [directive.target, directive]))
  if (latest.size === 0) return [DEFAULT]
  const length = ({ target = '' }: EnvLoggerDirective) => target.length
  return [...latest.values()].sort((a, b) => length(b) - length(a))
}
