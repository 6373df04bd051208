import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { madeUpSpans, timePasses } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { active, withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import type { Sampler } from '../sampling/sampler.ts'
import { spanContextOf, withSpan } from '../tracing/span.ts'
import type { SpanExporter } from '../tracing/span-processor.ts'
import { MemoryExporter } from './memory-exporter.ts'
import { simpleProcessor } from './simple-processor.ts'

const recording = recordEachTest()
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An exporter whose exports take a while, and what it is told. */
function slowExporter(milliseconds: number) {
  const said: string[] = []
  const exporter: SpanExporter = {
    export(records) {
      said.push(`begin ${records.map(({ name }) => name)}`)
      return new Promise((resolve) => {
        setTimeout(() => {
          said.push(`end ${records.map(({ name }) => name)}`)
          resolve()
        }, milliseconds)
      })
    },
    forceFlush: () => void said.push('flush'),
    shutdown: () => void said.push('shutdown'),
  }
  return { said, exporter }
}

test('a span is exported when it has ended, and not before', () => {
  const exporter = new MemoryExporter()
  const { start } = madeUpSpans([simpleProcessor(exporter)])
  const span = start('pay')
  expect(exporter.records).toEqual([])
  span.end()
  expect(exporter.records).toEqual([span.record()])
})

test('a span that is recorded but not sampled is not exported', () => {
  const recordOnly: Sampler = {
    description: 'RecordOnly',
    shouldSample: () => ({ decision: 'record' }),
  }
  const exporter = new MemoryExporter()
  const processor = simpleProcessor(exporter)
  madeUpSpans([processor], { sampler: recordOnly }).ended('pay')
  expect(exporter.records).toEqual([])
  expect(processor.dropped).toBe(0)
})

test('never two exports are under way at once', async () => {
  const { exporter, said } = slowExporter(10)
  madeUpSpans([simpleProcessor(exporter)]).ended('one', 'two')
  await timePasses(100)
  expect(said).toEqual(['begin one', 'end one', 'begin two', 'end two'])
})

test('a flush waits for what is under way, and then asks the exporter to flush', async () => {
  const { exporter, said } = slowExporter(10)
  const { provider, ended } = madeUpSpans([simpleProcessor(exporter)])
  ended('one')
  const flushed = provider.forceFlush()
  await timePasses(9)
  expect(said).toEqual(['begin one'])
  await timePasses(1)
  await flushed
  expect(said).toEqual(['begin one', 'end one', 'flush'])
})

test('a shutdown flushes and is the last word, however often it is asked for', async () => {
  const { exporter, said } = slowExporter(10)
  const processor = simpleProcessor(exporter)
  const { ended } = madeUpSpans([processor])
  ended('one')
  const shutdowns = Promise.all([processor.shutdown(), processor.shutdown()])
  await timePasses(10)
  await shutdowns
  ended('late', 'later')
  await processor.forceFlush()
  expect(said).toEqual(['begin one', 'end one', 'flush', 'shutdown'])
  expect(processor.dropped).toBe(2)
  expect(recording.said()).toEqual(['notice: A span ended after the shutdown; it is not exported.'])
})

test.each<[how: string, export_: SpanExporter['export']]>([
  [
    'throws',
    () => {
      throw new Error('no network')
    },
  ],
  ['rejects', () => Promise.reject(new Error('no network'))],
])('an exporter that %s is reported, and the next span is tried again', async (_, failing) => {
  const export_ = vi.fn(failing)
  const processor = simpleProcessor({ export: export_ })
  madeUpSpans([processor]).ended('one', 'two')
  await timePasses(0)
  expect(export_).toHaveBeenCalledTimes(2)
  expect(processor.failed).toBe(2)
  expect(recording.said()).toEqual([
    'notice: A span could not be exported: no network',
    'notice: A span could not be exported: no network',
  ])
})

test('an exporter that never answers is given up after thirty seconds', async () => {
  const answers = [new Promise<void>(() => {}), Promise.resolve()]
  const export_ = vi.fn(() => answers.shift())
  const processor = simpleProcessor({ export: export_ })
  madeUpSpans([processor]).ended('one', 'two')
  await timePasses(29_999)
  expect(export_).toHaveBeenCalledTimes(1)
  await timePasses(1)
  expect(export_).toHaveBeenCalledTimes(2)
  expect(processor.failed).toBe(1)
  expect(recording.said()).toEqual([
    'notice: A span could not be exported: it took longer than 30000 ms',
  ])
})

test('an exporter that fails to shut down is reported', async () => {
  const shutdown = () => Promise.reject(new Error('no network'))
  await simpleProcessor({ export: () => {}, shutdown }).shutdown()
  expect(recording.said()).toEqual(['notice: The shutdown of a span exporter failed: no network'])
})

test('an exporter may return what it likes', () => {
  const kept: unknown[] = []
  const processor = simpleProcessor({ export: (records) => kept.push(...records) as never })
  madeUpSpans([processor]).ended('one', 'two')
  expect(kept).toHaveLength(2)
  expect(recording.said()).toEqual([])
})

test('an exporter that makes spans itself does not export them', () => {
  const exported: string[] = []
  const { provider, ended } = madeUpSpans([
    simpleProcessor({
      export(records) {
        exported.push(...records.map(({ name }) => name))
        provider.tracer().startSpan('post').end()
      },
    }),
  ])
  ended('pay')
  expect(exported).toEqual(['pay'])
})

test('exporting belongs to no request', () => {
  const contexts: Context[] = []
  const exporter = { export: () => void contexts.push(active()) }
  const { start } = madeUpSpans([simpleProcessor(exporter)])
  const span = start('pay')
  withContext(withSpan(Context.ROOT, span), () => span.end())
  expect(contexts.map(spanContextOf)).toEqual([undefined])
})
