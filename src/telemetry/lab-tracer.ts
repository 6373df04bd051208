/** `@lab/tracer`: what a lesson can import to make spans and to carry them from one place to another. */

import { active, bind, enter, withContext } from './ambient.ts'
import type { Context } from './context.ts'
import { type Span, spanOf } from './span.ts'
import type { SpanOptions } from './tracer.ts'
import { tracing } from './tracer-provider.ts'

export { b3Multi, b3Single } from './b3.ts'
export {
  Baggage,
  type BaggageEntry,
  type BaggageProperty,
  baggageOf,
  withBaggage,
} from './baggage.ts'
export { w3cBaggage } from './baggage-header.ts'
export { type BatchOptions, batchProcessor } from './batch-processor.ts'
export type { Carrier, HeaderAccess, HeaderFields, HeaderValue } from './carrier.ts'
export { consistentProbability, parentThreshold } from './consistent-sampler.ts'
export { consoleTree } from './console-tree.ts'
export { Context } from './context.ts'
export { ExponentialHistogram } from './exponential-histogram.ts'
export { filterProcessor } from './filter-processor.ts'
export { fromOtlpTraces } from './from-otlp-traces.ts'
export { type InstrumentOptions, instrument } from './instrument.ts'
export { liveSpans } from './live-spans.ts'
export { MemoryExporter } from './memory-exporter.ts'
export type { Exemplar, HistogramPoint, Metric, SumPoint } from './metric.ts'
export { type OtlpExporter, otlpExporter, type Post } from './otlp-exporter.ts'
export { propagation } from './propagation.ts'
export { composite, type Propagator } from './propagator.ts'
export { type RateLimit, rateLimited } from './rate-limited-sampler.ts'
export { ratio } from './ratio-sampler.ts'
export type { Resource } from './resource.ts'
export { byRule, type SamplingRule } from './rule-sampler.ts'
export {
  alwaysOff,
  alwaysOn,
  type ParentBasedOptions,
  parentBased,
  type Sampler,
  type SamplingResult,
  type SpanToBe,
} from './sampler.ts'
export {
  adjustedCountOf,
  probabilityOf,
  type Threshold,
  thresholdOf,
} from './sampling-threshold.ts'
export { simpleProcessor } from './simple-processor.ts'
export { type Span, spanContextOf, withSpan } from './span.ts'
export type { SpanContext } from './span-context.ts'
export { DEFAULT_SPAN_LIMITS, type SpanLimits } from './span-limits.ts'
export { type SpanMetrics, type SpanMetricsOptions, spanMetrics } from './span-metrics.ts'
export type { ExportingProcessor, SpanExporter, SpanProcessor } from './span-processor.ts'
export type { ExportableSpan, SpanKind, SpanLink, SpanRecord, SpanStatus } from './span-record.ts'
export type { SpanSeries } from './span-series.ts'
export { type TailSampler, type TailSamplerOptions, tailSampler } from './tail-sampler.ts'
export { type OtlpMetrics, toOtlpMetrics } from './to-otlp-metrics.ts'
export { type OtlpSpan, type OtlpTraces, toOtlpTraces } from './to-otlp-traces.ts'
export { formatTraceparent, parseTraceparent, w3cTraceContext } from './trace-context.ts'
export { anyOf, hasError, ratioOf, slowerThan, type TraceRule } from './trace-rule.ts'
export { TraceState } from './trace-state.ts'
export type { SpanOptions, Tracer } from './tracer.ts'
export { TracerProvider, tracing } from './tracer-provider.ts'
export type { TracingSetup } from './tracing-setup.ts'

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
