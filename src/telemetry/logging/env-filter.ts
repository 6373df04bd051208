/** An env filter also looks at the spans in which a record is written: `[checkout{order=1042}]=debug`. */

import type { Context } from '../context/context.ts'
import { type Fields, NO_FIELDS, textOf } from '../field.ts'
import { spansOf } from '../tracing/span.ts'
import {
  type EnvDirective,
  mostSpecificFirst,
  parseEnvDirectives,
  printEnvDirective,
} from './env-directive.ts'
import { type Level, SEVERITY } from './level.ts'
import { effectOf, explainDirective, LEAST_SEVERITY, reportErrors } from './log-directive.ts'
import type { FilterDecision, LogFilter } from './log-filter.ts'
import type { LogRecord } from './log-record.ts'

/** What a directive looks at in a span. */
export interface SpanTraits {
  readonly name: string
  /** The name of the tracer that made it. */
  readonly target: string
  readonly fields: Fields
}

/** Without a directive that can be used, errors are written. */
const DEFAULT: EnvDirective = { fields: [], level: 'error' }

/**
 * Makes a filter from directives as Rust's tracing has them: `target[span{field=value}]=level`, with commas between
 * them. Any part may be left out; levels may be numbers from 0 (`off`) to 5 (`trace`).
 * A part that can't be understood is reported as a diagnostic, and the others hold.
 * @see Rust `tracing_subscriber::filter::EnvFilter`, “Directives”; {@link EnvFilter} says what they do.
 */
export function envFilter(directives: string): EnvFilter {
  const { directives: written, errors } = parseEnvDirectives(textOf(directives))
  reportErrors(errors)
  return new EnvFilter(written)
}

/**
 * A *dynamic* directive speaks of spans: of their tracer's name, their own name, their attributes. Within such a span, it
 * allows what its level says, whoever speaks. It never takes anything away.
 *
 * For the rest, the most specific *static* directive decides: the one with the longest target with which the record's
 * begins. One that only names fields, such as `[{order}]=debug`, is both: it also speaks of records with these fields.
 *
 * A span that no sampler wants is not seen, and neither is one of another process.
 */
export class EnvFilter implements LogFilter {
  readonly #statics: readonly EnvDirective[]
  readonly #dynamics: readonly EnvDirective[]
  readonly #leastDynamic: number

  constructor(directives: readonly EnvDirective[]) {
    const table = mostSpecificFirst(directives.length > 0 ? directives : [DEFAULT])
    this.#statics = table.filter(isStatic)
    this.#dynamics = table.filter(isDynamic)
    this.#leastDynamic = Math.min(...this.#dynamics.map(({ level }) => LEAST_SEVERITY[level]))
  }

  leastSeverity(target: string): number {
    return Math.min(this.#leastStatic(target), this.#leastDynamic)
  }

  isEnabled(target: string, level: Level, context: Context): boolean {
    if (SEVERITY[level] >= this.#leastStatic(target)) return true
    return this.#allowing(level, context) !== undefined
  }

  accepts({ target, level, fields }: LogRecord, context: Context): boolean {
    if (!this.#statics.some(namesFields)) return true
    const directive = this.#deciding(target, fields)
    if (directive && isAllowedBy(directive, level)) return true
    return this.#allowing(level, context) !== undefined
  }

  explain(target: string, level: Level, context: Context): FilterDecision {
    const dynamic = this.#allowing(level, context)
    if (dynamic) {
      const text = printEnvDirective(dynamic.directive)
      const does = effectOf(dynamic.directive.level)
      const because = `“${text}” ${does} within the span “${dynamic.span}”, which is active here.`
      return { enabled: true, directive: text, because }
    }
    const directive = this.#deciding(target, NO_FIELDS)
    const text = directive && directive !== DEFAULT ? printEnvDirective(directive) : undefined
    const decision = explainDirective(target, level, directive, text)
    const others =
      directive && decision.enabled
        ? this.#denying(target, level, directive)
        : this.#granting(level)
    const notes = others.map(
      (other) => ` Where “${printEnvDirective(other)}” finds what it names, it decides.`,
    )
    return { ...decision, because: decision.because + notes.join('') }
  }

  /** Is there a directive that wants such a span, if it mattered as much as a record of this level? */
  isSpanEnabled(span: SpanTraits, level: Level): boolean {
    if (this.#dynamics.some((each) => isAllowedBy(each, level) && speaksOf(each, span))) return true
    const directive = this.#deciding(span.target, span.fields)
    return directive !== undefined && isAllowedBy(directive, level)
  }

  /** The least that a target may have written by static directives, whatever the fields. */
  #leastStatic(target: string): number {
    let least = LEAST_SEVERITY.off
    for (const directive of this.#statics) {
      if (!hasTarget(directive, target)) continue
      least = Math.min(least, LEAST_SEVERITY[directive.level])
      // The others are less specific: this one decides where they would.
      if (!namesFields(directive)) break
    }
    return least
  }

  /** The static directive that decides about a record. */
  #deciding(target: string, fields: Fields): EnvDirective | undefined {
    return this.#statics.find((each) => hasTarget(each, target) && hasFields(each, fields))
  }

  /** The dynamic directive that allows a level here, and the span that it speaks of. */
  #allowing(level: Level, context: Context): { directive: EnvDirective; span: string } | undefined {
    if (SEVERITY[level] < this.#leastDynamic) return undefined
    for (const span of spansOf(context)) {
      const record = span.record()
      if (!record) continue
      const { name, scope, attributes } = record
      const traits = { name, target: scope.name, fields: attributes }
      const directive = this.#dynamics.find(
        (each) => isAllowedBy(each, level) && speaksOf(each, traits),
      )
      if (directive) return { directive, span: name }
    }
    return undefined
  }

  /** The directives that would let a level through, were it in their span. */
  #granting(level: Level): readonly EnvDirective[] {
    return this.#dynamics.filter((each) => isAllowedBy(each, level))
  }

  /** The directives that would come before the one that decides and silence the record, had it their fields. */
  #denying(target: string, level: Level, deciding: EnvDirective): readonly EnvDirective[] {
    return this.#statics
      .slice(0, this.#statics.indexOf(deciding))
      .filter((each) => hasTarget(each, target) && !isAllowedBy(each, level))
  }
}

function isStatic({ span, fields }: EnvDirective): boolean {
  return span === undefined && fields.every(({ value }) => value === undefined)
}

function isDynamic(directive: EnvDirective): boolean {
  return directive.span !== undefined || namesFields(directive)
}

function namesFields({ fields }: EnvDirective): boolean {
  return fields.length > 0
}

function isAllowedBy(directive: EnvDirective, level: Level): boolean {
  return SEVERITY[level] >= LEAST_SEVERITY[directive.level]
}

function speaksOf(directive: EnvDirective, { name, target, fields }: SpanTraits): boolean {
  return (
    hasTarget(directive, target) &&
    (directive.span === undefined || directive.span === name) &&
    hasFields(directive, fields)
  )
}

function hasTarget(directive: EnvDirective, target: string): boolean {
  return target.startsWith(directive.target ?? '')
}

function hasFields(directive: EnvDirective, fields: Fields): boolean {
  return directive.fields.every(({ name, value }) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field !== undefined && (value?.matches(field) ?? true)
  })
}
