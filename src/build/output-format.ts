/** An output format is a way to write a run's telemetry to a terminal or a file. */

import { consoleLevel } from '../telemetry/console-line.ts'
import { treeText } from '../telemetry/export/console-tree.ts'
import { toOtlpLogs } from '../telemetry/export/to-otlp-logs.ts'
import { toOtlpTraces } from '../telemetry/export/to-otlp-traces.ts'
import { type LogFormat, prettySince } from '../telemetry/logging/log-format.ts'
import type { LogRecord } from '../telemetry/logging/log-record.ts'
import { logfmt as logfmtLine } from '../telemetry/logging/logfmt.ts'
import type { SiteLookup } from '../telemetry/source-position.ts'
import type { Line, TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { traceText } from '../views/trace-text.ts'

/**
 * Begins to write one run.
 * @param print takes one or more whole lines, without the last line break
 */
export type OutputFormat = (print: (text: string) => void, siteOf: SiteLookup) => RunWriter

export interface RunWriter {
  /** Something was said. What can be printed at once is. */
  write(event: TelemetryEvent): void
  /** The run is over. */
  end(): void
}

/** Spans as an indented tree, with the lines where they were written; times in milliseconds from the first event. */
const tree: OutputFormat = atTheEnd((store, print) => print(traceText(store)))

/** Lines for people, as they come; and when the run is over, its traces as indented trees. */
const pretty: OutputFormat = (print) => {
  const store = new ColumnStore()
  let format: LogFormat | undefined
  return {
    write(event) {
      store.appendEvents([event])
      format ??= prettySince(store.start)
      if (isLine(event)) print(format(recordOf(event)))
    },
    end() {
      const traces = Map.groupBy(store.spans(), ({ traceId }) => traceId)
      for (const spans of traces.values()) print(`\n${treeText(spans)}`)
    },
  }
}

/** Every event as one JSON object in a line, as it comes; `source` is the place in the code that made it. */
const json: OutputFormat = (print, siteOf) => ({
  write(event) {
    if (!('site' in event)) {
      print(JSON.stringify(event))
      return
    }
    const { site, ...rest } = event
    print(JSON.stringify({ ...rest, source: siteOf(site) }))
  },
  end() {},
})

/** Lines as they come, and each span as a line when it ends: what log stores take. */
const logfmt: OutputFormat = (print) => {
  const store = new ColumnStore()
  return {
    write(event) {
      store.appendEvents([event])
      if (isLine(event)) print(logfmtLine(recordOf(event)))
      if (event.kind !== 'span-end') return
      const row = store.spanRow(event.spanId)
      if (row >= 0) print(logfmtLine(recordOfSpan(store.spanRecord(row))))
    },
    end() {},
  }
}

/**
 * Two lines when the run is over: the body of a request to `/v1/traces`, and that of one to `/v1/logs`.
 * @see OpenTelemetry Protocol File Exporter, “JSON Lines file”
 */
const otlp: OutputFormat = atTheEnd((store, print) => {
  const resources = new Map(
    store.services.map((service) => [service, { service, attributes: {} }] as const),
  )
  const spans = store.spans().flatMap((span) => {
    const resource = resources.get(span.service)
    return resource ? { ...span, resource } : []
  })
  if (spans.length > 0) print(JSON.stringify(toOtlpTraces(spans)))
  if (store.lineCount > 0) print(JSON.stringify(toOtlpLogs(store.lines().map(recordOf))))
})

/** A format that needs to know the whole run. A run that said nothing has no output. */
function atTheEnd(
  write: (store: ColumnStore, print: (text: string) => void) => void,
): OutputFormat {
  return (print) => {
    const store = new ColumnStore()
    return {
      write: (event) => store.appendEvents([event]),
      end() {
        if (store.eventCount > 0) write(store, print)
      },
    }
  }
}

function isLine(event: TelemetryEvent): event is Line {
  return event.kind === 'log' || event.kind === 'console' || event.kind === 'diagnostic'
}

/** A line as a logger would have written it: what came by the console, and what the lab noticed, too. */
function recordOf(line: Line): LogRecord {
  if (line.kind === 'log') return line
  const { time, site } = line
  const said = { time, site, fields: {}, service: 'program' }
  if (line.kind === 'diagnostic') {
    const { message } = line
    return { ...said, level: 'warn', target: '@lab', message, template: message }
  }
  const { method, text } = line
  return { ...said, level: consoleLevel(method), target: 'console', message: text, template: text }
}

/** A span as the line that is written at its end. */
function recordOfSpan(span: SpanRecord): LogRecord {
  const { start, end = start, name, spanKind, status, parentSpanId, attributes } = span
  return {
    time: end,
    level: status.code === 'error' ? 'error' : 'info',
    target: 'span',
    message: name,
    template: name,
    fields: {
      duration_ms: (end - start) / 1000,
      kind: spanKind,
      status: status.code,
      ...(parentSpanId !== undefined && { parent_id: parentSpanId }),
      ...attributes,
    },
    service: span.service,
    traceId: span.traceId,
    spanId: span.spanId,
    site: span.site,
  }
}

/** The formats by their names; the first one is the default. */
export const OUTPUT_FORMATS: Readonly<Record<string, OutputFormat>> = {
  tree,
  pretty,
  json,
  logfmt,
  otlp,
}
