import { expect, test, vi } from 'vitest'
import { madeUpSpans } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'
import { filterProcessor } from './filter-processor.ts'
import { MemoryExporter } from './memory-exporter.ts'
import { simpleProcessor } from './simple-processor.ts'

const recording = recordEachTest()

function filtering(isWanted: (record: ExportableSpan) => boolean) {
  const exporter = new MemoryExporter()
  const processor = filterProcessor(isWanted, simpleProcessor(exporter))
  return { ...madeUpSpans([processor]), names: () => exporter.records.map(({ name }) => name) }
}

test('only spans that are wanted go on', () => {
  const { ended, names } = filtering(({ name }) => name !== 'health check')
  ended('pay', 'health check', 'refund')
  expect(names()).toEqual(['pay', 'refund'])
})

test('a span is judged by what it is at its end', () => {
  const { start, names } = filtering(({ status }) => status.code === 'error')
  start('pay').setStatus({ code: 'error' }).end()
  start('refund').end()
  expect(names()).toEqual(['pay'])
})

test('a filter that throws is reported and lets the span through', () => {
  const { ended, names } = filtering(() => {
    throw new Error('no')
  })
  ended('pay')
  expect(names()).toEqual(['pay'])
  expect(recording.said()).toEqual(['notice: A span filter failed, so “pay” is let through: no'])
})

test('start, flush and shutdown are passed on', async () => {
  const next = { onStart: vi.fn(), forceFlush: vi.fn(), shutdown: vi.fn() }
  const { provider, ended } = madeUpSpans([filterProcessor(() => false, next)])
  ended('pay')
  await provider.forceFlush()
  await provider.shutdown()
  expect(next.onStart).toHaveBeenCalledOnce()
  expect(next.forceFlush).toHaveBeenCalledOnce()
  expect(next.shutdown).toHaveBeenCalledOnce()
})
