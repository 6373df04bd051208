/** A tracing setup is what a tracer follows: who decides, who is told, how much is kept. */

import type { Context } from '../context/context.ts'
import type { Resource } from '../resource.ts'
import type { Sampler } from '../sampling/sampler.ts'
import type { RecordedSpan } from './recorded-span.ts'
import type { Span, SpanListener } from './span.ts'
import type { SpanLimits } from './span-limits.ts'
import type { SpanProcessor } from './span-processor.ts'

/** @see OpenTelemetry Trace SDK, “Tracer Provider”, “Configuration”. */
export interface TracingSetup {
  readonly sampler: Sampler
  /** They are told of spans in this order. */
  readonly processors: readonly SpanProcessor[]
  readonly limits: SpanLimits
  /** Who speaks, where the context does not say otherwise. */
  readonly resource: Resource
}

/** Where a tracer finds its setup, and whom it tells of new spans: its provider. */
export interface TracerHome extends SpanListener {
  readonly setup: TracingSetup
  started(span: Span, record: RecordedSpan, parent: Context): void
}
