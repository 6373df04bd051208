/** OTLP/JSON logs are log records as any logging system reads them: the body of a `POST` to `/v1/logs`. */

import { SEVERITY } from '../logging/level.ts'
import type { LogRecord } from '../logging/log-record.ts'
import type { Resource } from '../resource.ts'
import { byScope, type OtlpResource, type OtlpScope, toOtlpResource } from './otlp-resource.ts'
import {
  type OtlpKeyValue,
  type OtlpValue,
  toNanos,
  toOtlpAttributes,
  toOtlpValue,
} from './otlp-value.ts'

/** @see OpenTelemetry Protocol, “JSON Protobuf Encoding”; `ExportLogsServiceRequest`. */
export interface OtlpLogs {
  readonly resourceLogs: readonly {
    readonly resource: OtlpResource
    readonly scopeLogs: readonly {
      readonly scope: OtlpScope
      readonly logRecords: readonly OtlpLogRecord[]
    }[]
  }[]
}

/** @see OpenTelemetry Protocol, `logs/v1/logs.proto`, “LogRecord”. */
export interface OtlpLogRecord {
  readonly timeUnixNano: string
  readonly observedTimeUnixNano: string
  readonly severityNumber: number
  readonly severityText: string
  readonly body: OtlpValue
  readonly attributes: readonly OtlpKeyValue[]
  readonly droppedAttributesCount: number
  readonly flags?: number
  readonly traceId?: string
  readonly spanId?: string
}

/**
 * Records as the body of a request to `/v1/logs`. The target becomes the scope. A sentence that had holes keeps its
 * template, as the attribute `message_template.text`.
 * @param resources what is known of services beside their names
 */
export function toOtlpLogs(
  records: readonly LogRecord[],
  resources: readonly Resource[] = [],
): OtlpLogs {
  const resourceNamed = (service: string) =>
    resources.find((resource) => resource.service === service) ?? { service, attributes: {} }
  const byService = Map.groupBy(records, ({ service }) => service)
  return {
    resourceLogs: Array.from(byService, ([service, ofService]) => ({
      resource: toOtlpResource(resourceNamed(service)),
      scopeLogs: byScope(
        ofService.map((record) => ({ scope: { name: record.target }, record })),
      ).map(({ scope, records: ofScope }) => ({
        scope,
        logRecords: ofScope.map(({ record }) => toOtlpLogRecord(record)),
      })),
    })),
  }
}

function toOtlpLogRecord(record: LogRecord): OtlpLogRecord {
  const { time, level, message, template, fields, traceId, spanId, traceFlags } = record
  return {
    timeUnixNano: toNanos(time),
    // The logger itself observed it, and at once.
    observedTimeUnixNano: toNanos(time),
    severityNumber: SEVERITY[level],
    severityText: level,
    body: toOtlpValue(message),
    attributes: toOtlpAttributes(
      template === message ? fields : { ...fields, 'message_template.text': template },
    ),
    droppedAttributesCount: 0,
    ...(traceFlags !== undefined && { flags: traceFlags }),
    ...(traceId !== undefined && { traceId }),
    ...(spanId !== undefined && { spanId }),
  }
}
