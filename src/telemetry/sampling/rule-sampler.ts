/** A rule sampler lets the kind of work decide: payments are all kept, health checks never. */

import { textOf } from '../field.ts'
import type { SpanKind } from '../tracing/span-record.ts'
import type { Sampler, SpanToBe } from './sampler.ts'

/** Matches a span if all that it names is so. */
export interface SamplingRule {
  /** The whole name, or an expression that is found in it. */
  readonly name?: string | RegExp
  readonly kind?: SpanKind
  /** Attributes that the span begins with: their value, or an expression that is found in it. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | RegExp>>
  /** Decides about the spans that match. */
  readonly sampler: Sampler
}

/**
 * Asks the sampler of the first rule that matches. Only what is known when a span begins can match.
 * @param fallback decides if none does
 * @see OpenTelemetry Trace SDK, “ComposableRuleBased”.
 */
export function byRule(rules: readonly SamplingRule[], fallback: Sampler): Sampler {
  const samplers = rules.map(({ sampler }) => sampler.description)
  return {
    description: `ByRule{${[...samplers, `else ${fallback.description}`].join(', ')}}`,
    shouldSample(span) {
      const { sampler } = rules.find((rule) => matches(rule, span)) ?? { sampler: fallback }
      return sampler.shouldSample(span)
    },
  }
}

function matches({ name, kind, attributes = {} }: SamplingRule, span: SpanToBe): boolean {
  if (name !== undefined && !isLike(span.name, name)) return false
  if (kind !== undefined && span.kind !== kind) return false
  return Object.entries(attributes).every(
    ([key, wanted]) => Object.hasOwn(span.attributes, key) && isLike(span.attributes[key], wanted),
  )
}

function isLike(value: unknown, wanted: unknown): boolean {
  // `search` looks from the beginning, also with an expression that remembers where it was.
  return wanted instanceof RegExp ? textOf(value).search(wanted) >= 0 : value === wanted
}
