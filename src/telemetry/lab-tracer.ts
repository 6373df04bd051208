/** `@lab/tracer`: what a lesson can import to make spans and to carry them from one place to another. */

import { active, bind, enter, withContext } from './context/ambient.ts'
import type { Context } from './context/context.ts'
import { type Span, spanOf } from './tracing/span.ts'
import type { SpanOptions } from './tracing/tracer.ts'
import { tracing } from './tracing/tracer-provider.ts'

export { Context } from './context/context.ts'
export { type BatchOptions, batchProcessor } from './export/batch-processor.ts'
export { consoleTree } from './export/console-tree.ts'
export { filterProcessor } from './export/filter-processor.ts'
export { fromOtlpTraces } from './export/from-otlp-traces.ts'
export { MemoryExporter } from './export/memory-exporter.ts'
export { type OtlpExporter, otlpExporter, type Post } from './export/otlp-exporter.ts'
export { simpleProcessor } from './export/simple-processor.ts'
export { type TailSampler, type TailSamplerOptions, tailSampler } from './export/tail-sampler.ts'
export { type OtlpMetrics, toOtlpMetrics } from './export/to-otlp-metrics.ts'
export { type OtlpSpan, type OtlpTraces, toOtlpTraces } from './export/to-otlp-traces.ts'
export { anyOf, hasError, ratioOf, slowerThan, type TraceRule } from './export/trace-rule.ts'
export { ExponentialHistogram } from './metrics/exponential-histogram.ts'
export type { Exemplar, HistogramPoint, Metric, SumPoint } from './metrics/metric.ts'
export { type SpanMetrics, type SpanMetricsOptions, spanMetrics } from './metrics/span-metrics.ts'
export type { SpanSeries } from './metrics/span-series.ts'
export { b3Multi, b3Single } from './propagation/b3.ts'
export {
  Baggage,
  type BaggageEntry,
  type BaggageProperty,
  baggageOf,
  withBaggage,
} from './propagation/baggage.ts'
export { w3cBaggage } from './propagation/baggage-header.ts'
export type { Carrier, HeaderAccess, HeaderFields, HeaderValue } from './propagation/carrier.ts'
export { propagation } from './propagation/propagation.ts'
export { composite, type Propagator } from './propagation/propagator.ts'
export {
  formatTraceparent,
  parseTraceparent,
  w3cTraceContext,
} from './propagation/trace-context.ts'
export { TraceState } from './propagation/trace-state.ts'
export type { Resource } from './resource.ts'
export { consistentProbability, parentThreshold } from './sampling/consistent-sampler.ts'
export { type RateLimit, rateLimited } from './sampling/rate-limited-sampler.ts'
export { ratio } from './sampling/ratio-sampler.ts'
export { byRule, type SamplingRule } from './sampling/rule-sampler.ts'
export {
  alwaysOff,
  alwaysOn,
  type ParentBasedOptions,
  parentBased,
  type Sampler,
  type SamplingResult,
  type SpanToBe,
} from './sampling/sampler.ts'
export {
  adjustedCountOf,
  probabilityOf,
  type Threshold,
  thresholdOf,
} from './sampling/sampling-threshold.ts'
export { type InstrumentOptions, instrument } from './tracing/instrument.ts'
export { liveSpans } from './tracing/live-spans.ts'
export { type Span, spanContextOf, withSpan } from './tracing/span.ts'
export type { SpanContext } from './tracing/span-context.ts'
export { DEFAULT_SPAN_LIMITS, type SpanLimits } from './tracing/span-limits.ts'
export type { ExportingProcessor, SpanExporter, SpanProcessor } from './tracing/span-processor.ts'
export type {
  ExportableSpan,
  SpanKind,
  SpanLink,
  SpanRecord,
  SpanStatus,
} from './tracing/span-record.ts'
export type { SpanOptions, Tracer } from './tracing/tracer.ts'
export { TracerProvider, tracing } from './tracing/tracer-provider.ts'
export type { TracingSetup } from './tracing/tracing-setup.ts'

/** What is active here, and how to make something else active. @see OpenTelemetry Context API. */
export const context = { active, with: withContext, bind, enter }

const tracer = tracing.tracer()

/** The span that is active here, if this process started one. */
export function activeSpan(): Span | undefined {
  return spanOf(active())
}

/** Starts a span that does not become active; see {@link Tracer.startSpan}. */
export function startSpan(name: string, options?: SpanOptions, parent?: Context): Span {
  return tracer.startSpan(name, options, parent)
}

/** Starts a span and runs a function in which it is active; see {@link Tracer.startActiveSpan}. */
export const startActiveSpan: typeof tracer.startActiveSpan = tracer.startActiveSpan.bind(tracer)

/** Runs a function as a span; see {@link Tracer.span}. */
export const span: typeof tracer.span = tracer.span.bind(tracer)
