/** A sampler decides, when a trace begins, whether it is kept. */

import type { Context } from '../context/context.ts'
import { diagnose } from '../diagnostic.ts'
import { type Fields, reasonOf } from '../field.ts'
import type { Id } from '../tracing/random-id.ts'
import { spanContextOf } from '../tracing/span.ts'
import { isSampled } from '../tracing/span-context.ts'
import type { SpanKind, SpanLink } from '../tracing/span-record.ts'

/** What is known of a span before it exists. */
export class SpanToBe {
  readonly context: Context
  readonly #trace: Id
  readonly name: string
  readonly kind: SpanKind
  readonly attributes: Fields
  readonly links: readonly SpanLink[]

  constructor(
    context: Context,
    trace: Id,
    name: string,
    kind: SpanKind,
    attributes: Fields,
    links: readonly SpanLink[],
  ) {
    this.context = context
    this.#trace = trace
    this.name = name
    this.kind = kind
    this.attributes = attributes
    this.links = links
  }

  get traceId(): string {
    return this.#trace.text
  }
}

/** @see OpenTelemetry Trace SDK, “ShouldSample”. */
export interface SamplingResult {
  /**
   * `drop`: nobody sees this span. `record`: processors see it, but it is not marked as sampled, so that nobody keeps
   * it. `record-and-sample`: it is kept, and its children elsewhere are told so.
   */
  readonly decision: 'drop' | 'record' | 'record-and-sample'
  /** Attributes that the span begins with. */
  readonly attributes?: Fields
  /** Replaces the parent's trace state, as the header has it; an empty text leaves none. */
  readonly traceState?: string
}

/** @see OpenTelemetry Trace SDK, “Sampler”. */
export interface Sampler {
  shouldSample(span: SpanToBe): SamplingResult
  /** What it does, in half a line: `ParentBased{root=AlwaysOn}`. */
  readonly description: string
}

/** The decision to keep a span, and nothing else. */
export const KEEP: SamplingResult = { decision: 'record-and-sample' }
/** The decision to drop a span, and nothing else. */
export const DROP: SamplingResult = { decision: 'drop' }

function isDecision(value: unknown): boolean {
  return value === 'record-and-sample' || value === 'record' || value === 'drop'
}

/**
 * Asks a sampler. One that throws, or gives no decision, is reported, and the span becomes one that does nothing.
 * @see OpenTelemetry specification, “Error Handling”: what fails is replaced by a no-op, and never thrown.
 */
export function decisionOf(sampler: Sampler, span: SpanToBe): SamplingResult {
  try {
    const result = sampler.shouldSample(span)
    if (!isDecision(result.decision)) throw new TypeError('It gave no decision.')
    return result
  } catch (error) {
    diagnose(`The sampler failed, so “${span.name}” is dropped: ${reasonOf(error)}`)
    return DROP
  }
}

/** Keeps everything. */
export const alwaysOn: Sampler = { description: 'AlwaysOn', shouldSample: () => KEEP }

/** Keeps nothing. */
export const alwaysOff: Sampler = { description: 'AlwaysOff', shouldSample: () => DROP }

/** Who decides in which case. @see OpenTelemetry Trace SDK, “ParentBased”. */
export interface ParentBasedOptions {
  /** Decides about spans without a parent. */
  readonly root: Sampler
  /** Decide about children. By default they do as their parent did. */
  readonly remoteParentSampled?: Sampler
  readonly remoteParentNotSampled?: Sampler
  readonly localParentSampled?: Sampler
  readonly localParentNotSampled?: Sampler
}

/**
 * Does as the parent did, so that a trace is kept whole or not at all.
 * @see OpenTelemetry Trace SDK, “ParentBased”.
 */
export function parentBased({
  root,
  remoteParentSampled = alwaysOn,
  remoteParentNotSampled = alwaysOff,
  localParentSampled = alwaysOn,
  localParentNotSampled = alwaysOff,
}: ParentBasedOptions): Sampler {
  return {
    description: `ParentBased{root=${root.description}}`,
    shouldSample(span) {
      const parent = spanContextOf(span.context)
      if (!parent) return root.shouldSample(span)
      const sampled = parent.isRemote ? remoteParentSampled : localParentSampled
      const notSampled = parent.isRemote ? remoteParentNotSampled : localParentNotSampled
      return (isSampled(parent) ? sampled : notSampled).shouldSample(span)
    },
  }
}
