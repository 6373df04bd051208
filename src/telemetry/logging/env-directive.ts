/** An env directive is one rule of an env filter: `target[span{field=value}]=level`, of which any part may be left out. */

import { type FieldValue, reasonOf } from '../field.ts'
import {
  type DirectiveError,
  type LevelFilter,
  noLevel,
  parseLevelFilter,
} from './log-directive.ts'

/**
 * One part of a filter such as `shop[charge{order=1042}]=debug`. @see tracing-subscriber, “EnvFilter”, “Directives”.
 */
export interface EnvDirective {
  /** It speaks of what has a target that begins like this. */
  readonly target?: string
  /** It speaks of the spans of this name, and of what happens within them. */
  readonly span?: string
  /** It speaks of what has all of these fields. */
  readonly fields: readonly FieldMatch[]
  readonly level: LevelFilter
}

/** What a directive asks of one field: that it is there, or what it holds. */
export interface FieldMatch {
  readonly name: string
  /** What the field has to hold; any value will do if it is left out. */
  readonly value?: ValueMatch
}

/** What a directive asks of a value. */
export interface ValueMatch {
  /** As it is written in the directive. */
  readonly text: string
  matches(value: FieldValue): boolean
}

/** A comma within brackets belongs to a list of fields. */
const DIRECTIVES = /(?:\[[^\]{]*(?:\{.*?\})?\]|[^,])+/g

/** target "[" span "{" fields "}" "]" "=" level */
const DIRECTIVE = /^([^[=]*)(\[([^\]{]*)(?:\{(.*)\})?\])?\s*(?:=([^\]]*))?$/

/** What a target may begin with. */
const TARGET_START = /^[\p{L}\p{N}_:-]/u

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** tracing also numbers its levels. @see Rust `tracing::level_filters::LevelFilter::from_str`. */
const NUMBERED = ['off', 'error', 'warn', 'info', 'debug', 'trace'] as const

/**
 * Reads directives in the order in which they are written, and what can't be read.
 * @see Rust `tracing_subscriber::filter::EnvFilter`, “Directives”.
 */
export function parseEnvDirectives(text: string): {
  readonly directives: readonly EnvDirective[]
  readonly errors: readonly DirectiveError[]
} {
  const directives: EnvDirective[] = []
  const errors: DirectiveError[] = []
  for (const [part] of text.matchAll(DIRECTIVES)) {
    if (part.trim() === '') continue
    const read = parseDirective(part.trim())
    if ('reason' in read) errors.push(read)
    else directives.push(read)
  }
  return { directives, errors }
}

/** Writes a directive as {@link parseEnvDirectives} reads it. */
export function printEnvDirective({ level, ...selector }: EnvDirective): string {
  const speaksOf = printSelector(selector)
  return speaksOf === '' ? level : `${speaksOf}=${level}`
}

/** One directive for each thing to speak of, the last that was written; the most specific first. */
export function mostSpecificFirst(directives: readonly EnvDirective[]): EnvDirective[] {
  const latest = new Map(directives.map((directive) => [printSelector(directive), directive]))
  return [...latest.values()].sort(
    (a, b) =>
      (b.target?.length ?? -1) - (a.target?.length ?? -1) ||
      Number(b.span !== undefined) - Number(a.span !== undefined) ||
      b.fields.length - a.fields.length ||
      // Neither is more specific, but there has to be an order.
      (printSelector(a) < printSelector(b) ? 1 : -1),
  )
}

function parseDirective(part: string): EnvDirective | DirectiveError {
  const [matched, target = '', brackets, span, fieldList, level] = DIRECTIVE.exec(part) ?? []
  if (matched === undefined) return { part, reason: 'is no directive' }
  if (target !== '' && !TARGET_START.test(target)) {
    return { part, reason: 'has a target that begins with none of letters, digits, “_”, “:”, “-”' }
  }
  const isAlone = brackets === undefined && level === undefined
  const alone = isAlone ? parseLevel(target) : undefined
  if (alone) return { fields: [], level: alone }
  const least = level ? parseLevel(level.trim()) : 'trace'
  if (!least) return noLevel(level?.trim() ?? '')
  const fields = parseFields(fieldList)
  if ('reason' in fields) return fields
  return { ...(target && { target: target.trim() }), ...(span && { span }), fields, level: least }
}

function parseLevel(word: string): LevelFilter | undefined {
  return NUMBERED[/^[0-5]$/.test(word) ? Number(word) : -1] ?? parseLevelFilter(word)
}

function parseFields(list: string | undefined): FieldMatch[] | DirectiveError {
  const fields: FieldMatch[] = []
  for (const part of list?.split(',') ?? []) {
    const [matched, name = '', text] = /^\s*([^=\s]+)\s*(?:=(.*))?$/.exec(part) ?? []
    if (matched === undefined) return { part, reason: 'is no field' }
    try {
      fields.push({ name, ...(text !== undefined && { value: valueMatch(text) }) })
    } catch (error) {
      return { part: text ?? part, reason: `is no regular expression: ${reasonOf(error)}` }
    }
  }
  return fields
}

/**
 * A number or a boolean matches only itself. Anything else is a regular expression that has to match all of a text, or of
 * what the value looks like: so `name=bob` and `name="bob"` mean the same.
 * @throws {SyntaxError} if it is none of these
 */
function valueMatch(text: string): ValueMatch {
  if (NUMBER.test(text)) return { text, matches: (value) => value === Number(text) }
  if (text === 'true' || text === 'false') {
    return { text, matches: (value) => value === (text === 'true') }
  }
  const pattern = new RegExp(`^(?:${new RegExp(text, 'u').source})$`, 'u')
  return {
    text,
    matches: (value) =>
      typeof value === 'string'
        ? pattern.test(value) || pattern.test(JSON.stringify(value))
        : typeof value === 'object' && pattern.test(JSON.stringify(value)),
  }
}

function printSelector({ target = '', span = '', fields }: Omit<EnvDirective, 'level'>): string {
  if (span === '' && fields.length === 0) return target
  return `${target}[${span}${fields.length > 0 ? `{${fields.map(printField)}}` : ''}]`
}

function printField({ name, value }: FieldMatch): string {
  return value ? `${name}=${value.text}` : name
}
