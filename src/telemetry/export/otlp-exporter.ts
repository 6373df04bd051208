/** The OTLP exporter sends telemetry to any collector, by whatever means there are to send something. */

import type { LogRecord } from '../logging/log-record.ts'
import type { Metric } from '../metrics/metric.ts'
import type { SpanExporter } from '../tracing/span-processor.ts'
import { toOtlpLogs } from './to-otlp-logs.ts'
import { toOtlpMetrics } from './to-otlp-metrics.ts'
import { toOtlpTraces } from './to-otlp-traces.ts'

/**
 * Sends a body as `application/json`, by `POST`.
 * @param path below the collector's address: `/v1/traces`
 * @param body plain data, for `JSON.stringify`
 */
export type Post = (path: string, body: object) => Promise<void> | void

/** Sends spans, records and metrics to their addresses. @see OpenTelemetry Protocol, “OTLP/HTTP Request”. */
export interface OtlpExporter extends SpanExporter {
  exportLogs(records: readonly LogRecord[]): Promise<void> | void
  exportMetrics(metrics: readonly Metric[]): Promise<void> | void
}

/**
 * @param post should throw or reject unless the collector accepts what it is sent
 * @see OpenTelemetry Protocol, “OTLP/HTTP Request”.
 */
export function otlpExporter(post: Post): OtlpExporter {
  return {
    export: (records) => post('/v1/traces', toOtlpTraces(records)),
    exportLogs: (records) => post('/v1/logs', toOtlpLogs(records)),
    exportMetrics: (metrics) => post('/v1/metrics', toOtlpMetrics(metrics)),
  }
}
