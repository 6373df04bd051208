import { expect, test } from 'vitest'
import { madeUpSpans } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { MemorySink } from '../logging/log-sink.ts'
import { LoggerProvider } from '../logging/logger-provider.ts'
import { spanMetrics } from '../metrics/span-metrics.ts'
import { MemoryExporter } from './memory-exporter.ts'
import { otlpExporter } from './otlp-exporter.ts'
import { simpleProcessor } from './simple-processor.ts'
import { toOtlpLogs } from './to-otlp-logs.ts'
import { toOtlpMetrics } from './to-otlp-metrics.ts'
import { toOtlpTraces } from './to-otlp-traces.ts'

const recording = recordEachTest()

test('spans, records and metrics are posted, each to its path', () => {
  const posted: [path: string, body: object][] = []
  const exporter = otlpExporter((path, body) => void posted.push([path, body]))
  const memory = new MemoryExporter()
  const metrics = spanMetrics()
  const sink = new MemorySink()
  madeUpSpans([simpleProcessor(exporter), simpleProcessor(memory), metrics]).ended('pay')
  new LoggerProvider({ sinks: [sink.write] }).logger('shop').info('paid')
  exporter.exportLogs(sink.records)
  exporter.exportMetrics(metrics.metrics())
  expect(posted).toEqual([
    ['/v1/traces', toOtlpTraces(memory.records)],
    ['/v1/logs', toOtlpLogs(sink.records)],
    ['/v1/metrics', toOtlpMetrics(metrics.metrics())],
  ])
})

test('a post that fails is reported, and does no harm', () => {
  const processor = simpleProcessor(
    otlpExporter(() => {
      throw new Error('503')
    }),
  )
  madeUpSpans([processor]).ended('pay')
  expect(processor.failed).toBe(1)
  expect(recording.said()).toEqual(['notice: A span could not be exported: 503'])
})
