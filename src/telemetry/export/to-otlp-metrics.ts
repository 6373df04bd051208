/** OTLP/JSON metrics are metrics as any monitoring system reads them: the body of a `POST` to `/v1/metrics`. */

import type { Exemplar, HistogramPoint, Metric, SumPoint } from '../metrics/metric.ts'
import { byScope, type OtlpResource, type OtlpScope, toOtlpResource } from './otlp-resource.ts'
import { type OtlpKeyValue, toNanos, toOtlpAttributes } from './otlp-value.ts'

/** @see OpenTelemetry Protocol, “JSON Protobuf Encoding”; `ExportMetricsServiceRequest`. */
export interface OtlpMetrics {
  readonly resourceMetrics: readonly {
    readonly resource: OtlpResource
    readonly scopeMetrics: readonly {
      readonly scope: OtlpScope
      readonly metrics: readonly OtlpMetric[]
    }[]
  }[]
}

/** @see OpenTelemetry Protocol, `metrics/v1/metrics.proto`, “Metric”. */
export interface OtlpMetric {
  readonly name: string
  readonly description: string
  readonly unit: string
  readonly sum?: {
    readonly aggregationTemporality: number
    readonly isMonotonic: boolean
    readonly dataPoints: readonly OtlpSumPoint[]
  }
  readonly exponentialHistogram?: {
    readonly aggregationTemporality: number
    readonly dataPoints: readonly OtlpHistogramPoint[]
  }
}

interface OtlpPoint {
  readonly attributes: readonly OtlpKeyValue[]
  readonly startTimeUnixNano: string
  readonly timeUnixNano: string
}

/** @see OpenTelemetry Protocol, `metrics/v1/metrics.proto`, “NumberDataPoint”. */
export interface OtlpSumPoint extends OtlpPoint {
  readonly asInt: string
}

/** @see OpenTelemetry Protocol, `metrics/v1/metrics.proto`, “ExponentialHistogramDataPoint”. */
export interface OtlpHistogramPoint extends OtlpPoint {
  readonly count: string
  readonly sum: number
  readonly scale: number
  readonly zeroCount: string
  readonly positive: { readonly offset: number; readonly bucketCounts: readonly string[] }
  readonly min?: number
  readonly max?: number
  readonly exemplars: readonly OtlpExemplar[]
}

/** @see OpenTelemetry Protocol, `metrics/v1/metrics.proto`, “Exemplar”. */
export interface OtlpExemplar {
  readonly timeUnixNano: string
  readonly asDouble: number
  readonly spanId: string
  readonly traceId: string
  readonly filteredAttributes: readonly OtlpKeyValue[]
}

/** @see OpenTelemetry Protocol, “AggregationTemporality”: numbers that count from the start on. */
const CUMULATIVE = 2

/** Metrics as the body of a request to `/v1/metrics`, grouped by whose they are. */
export function toOtlpMetrics(metrics: readonly Metric[]): OtlpMetrics {
  const byResource = Map.groupBy(metrics, ({ resource }) => resource)
  return {
    resourceMetrics: Array.from(byResource, ([resource, ofResource]) => ({
      resource: toOtlpResource(resource),
      scopeMetrics: byScope(ofResource).map(({ scope, records }) => ({
        scope,
        metrics: records.map(toOtlpMetric),
      })),
    })),
  }
}

function toOtlpMetric(metric: Metric): OtlpMetric {
  const { name, description, unit } = metric
  const aggregationTemporality = CUMULATIVE
  switch (metric.kind) {
    case 'sum': {
      const dataPoints = metric.points.map(toOtlpSumPoint)
      const sum = { aggregationTemporality, isMonotonic: true, dataPoints }
      return { name, description, unit, sum }
    }
    case 'exponential-histogram': {
      const dataPoints = metric.points.map(toOtlpHistogramPoint)
      const exponentialHistogram = { aggregationTemporality, dataPoints }
      return { name, description, unit, exponentialHistogram }
    }
  }
}

function toOtlpPoint({ attributes, start, time }: SumPoint | HistogramPoint): OtlpPoint {
  return {
    attributes: toOtlpAttributes(attributes),
    startTimeUnixNano: toNanos(start),
    timeUnixNano: toNanos(time),
  }
}

function toOtlpSumPoint(point: SumPoint): OtlpSumPoint {
  return { ...toOtlpPoint(point), asInt: String(point.value) }
}

function toOtlpHistogramPoint(point: HistogramPoint): OtlpHistogramPoint {
  const { count, sum, scale, zeroCount, offset, bucketCounts, min, max } = point.histogram
  return {
    ...toOtlpPoint(point),
    count: String(count),
    sum,
    scale,
    zeroCount: String(zeroCount),
    positive: { offset, bucketCounts: bucketCounts.map(String) },
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    exemplars: point.exemplars.map(toOtlpExemplar),
  }
}

function toOtlpExemplar({ value, time, traceId, spanId }: Exemplar): OtlpExemplar {
  return { timeUnixNano: toNanos(time), asDouble: value, spanId, traceId, filteredAttributes: [] }
}
