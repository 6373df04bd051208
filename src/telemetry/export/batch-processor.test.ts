import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { madeUpSpans, timePasses } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import { active, withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { spanContextOf, withSpan } from '../tracing/span.ts'
import type { ExportableSpan } from '../tracing/span-record.ts'
import { type BatchOptions, batchProcessor } from './batch-processor.ts'

const recording = recordEachTest()
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A batch processor, spans for it, and the names that are exported together. */
function batching(options?: BatchOptions, answer: () => Promise<void> | void = () => {}) {
  const batches: string[] = []
  const processor = batchProcessor(
    {
      export(records: readonly ExportableSpan[]) {
        batches.push(records.map(({ name }) => name).join(' '))
        return answer()
      },
    },
    options,
  )
  return { processor, batches, ...madeUpSpans([processor]) }
}

const names = (count: number) => Array.from({ length: count }, (_, index) => String(index))

describe('spans are exported together', () => {
  test('after the delay, counted from the first of them', async () => {
    const { batches, ended } = batching({ scheduledDelayMillis: 100 })
    ended('one')
    await timePasses(60)
    ended('two')
    await timePasses(39)
    expect(batches).toEqual([])
    await timePasses(1)
    expect(batches).toEqual(['one two'])
  })

  test('after five seconds, if nothing else is said', async () => {
    const { batches, ended } = batching()
    ended('one')
    await timePasses(4999)
    expect(batches).toEqual([])
    await timePasses(1)
    expect(batches).toEqual(['one'])
  })

  test('as soon as they fill a batch, but not while the span ends', async () => {
    const { batches, ended } = batching({ maxExportBatchSize: 2 })
    ended('one', 'two', 'three')
    expect(batches).toEqual([])
    await timePasses(0)
    expect(batches).toEqual(['one two'])
    await timePasses(5000)
    expect(batches).toEqual(['one two', 'three'])
  })

  test('one batch at a time', async () => {
    const answers: (() => void)[] = []
    const slow = () => new Promise<void>((resolve) => answers.push(resolve))
    const { batches, ended } = batching({ maxExportBatchSize: 1 }, slow)
    ended('one', 'two')
    await timePasses(20_000)
    expect(batches).toEqual(['one'])
    answers[0]?.()
    await timePasses(0)
    expect(batches).toEqual(['one', 'two'])
  })

  test('and nothing is exported, nor any timer set, without spans', async () => {
    const { batches, processor, provider, ended } = batching()
    expect(vi.getTimerCount()).toBe(0)
    await provider.forceFlush()
    ended('one')
    await processor.forceFlush()
    expect(vi.getTimerCount()).toBe(0)
    expect(batches).toEqual(['one'])
  })
})

describe('a queue that is full', () => {
  test('drops what comes, counts it, and says so once', async () => {
    const { batches, processor, ended } = batching({ maxQueueSize: 2, maxExportBatchSize: 2 })
    ended(...names(5))
    await timePasses(0)
    expect(batches).toEqual(['0 1'])
    expect(processor.dropped).toBe(3)
    expect(recording.said()).toEqual([
      'notice: 2 spans wait to be exported; until some are, more are dropped.',
    ])
  })

  test('says so again when it has been relieved in between', async () => {
    const { processor, ended } = batching({ maxQueueSize: 2, maxExportBatchSize: 2 })
    ended(...names(4))
    await timePasses(0)
    ended(...names(4))
    expect(processor.dropped).toBe(4)
    expect(recording.said()).toHaveLength(2)
  })

  test('holds 2048 spans and exports 512 at once, if nothing else is said', async () => {
    const { batches, processor, ended } = batching()
    ended(...names(2049))
    expect(processor.dropped).toBe(1)
    await timePasses(10)
    const sizes = batches.map((batch) => batch.split(' ').length)
    expect(sizes).toEqual([512, 512, 512, 512])
  })
})

describe('flush and shutdown', () => {
  test('a flush exports all that waits, in batches', async () => {
    const { batches, provider, ended } = batching({ maxExportBatchSize: 2, maxQueueSize: 9 })
    ended(...names(5))
    await provider.forceFlush()
    expect(batches).toEqual(['0 1', '2 3', '4'])
  })

  test('a shutdown does too, and then everything is dropped', async () => {
    const { batches, processor, provider, ended } = batching()
    ended('one')
    await provider.shutdown()
    ended('two', 'three')
    await timePasses(10_000)
    await processor.forceFlush()
    expect(batches).toEqual(['one'])
    expect(processor.dropped).toBe(2)
    expect(recording.said()).toEqual([
      'notice: A span ended after the shutdown; it and those that follow are not exported.',
    ])
  })

  test('spans that could not be exported are counted, and those after them are tried', async () => {
    const answers = [Promise.reject(new Error('no network')), Promise.resolve()]
    const { batches, processor, provider, ended } = batching({ maxExportBatchSize: 2 }, () =>
      answers.shift(),
    )
    ended('one', 'two', 'three')
    await provider.forceFlush()
    expect(batches).toEqual(['one two', 'three'])
    expect(processor.failed).toBe(2)
    expect(recording.said()).toEqual(['notice: 2 spans could not be exported: no network'])
  })

  test('an export that takes too long is given up', async () => {
    const never = () => new Promise<void>(() => {})
    const { batches, processor, ended } = batching(
      { exportTimeoutMillis: 50, maxExportBatchSize: 1 },
      never,
    )
    ended('one', 'two')
    await timePasses(60)
    expect(batches).toEqual(['one', 'two'])
    expect(processor.failed).toBe(1)
  })
})

test('every span is exported once, in order, or dropped and counted', async () => {
  const step = fc.oneof(
    fc.record({ spans: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ wait: fc.integer({ min: 0, max: 250 }) }),
    fc.constant({ flush: true }),
  )
  const sizes = fc.record({
    maxQueueSize: fc.integer({ min: 4, max: 10 }),
    maxExportBatchSize: fc.integer({ min: 1, max: 4 }),
    scheduledDelayMillis: fc.integer({ min: 0, max: 100 }),
  })
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(80), fc.array(step), async (options, latency, steps) => {
      const arrive = () => new Promise<void>((resolve) => setTimeout(resolve, latency))
      const { batches, processor, ended } = batching(options, arrive)
      let made = 0
      for (const { spans = 0, wait = 0, flush } of steps as {
        spans?: number
        wait?: number
        flush?: true
      }[]) {
        for (let i = 0; i < spans; i++) ended(String(made++))
        if (flush) void processor.forceFlush()
        await timePasses(wait)
      }
      const done = processor.shutdown()
      await timePasses(10_000)
      await done
      const exported = batches.flatMap((batch) => batch.split(' ').map(Number))
      expect(exported).toEqual([...new Set(exported)].sort((a, b) => a - b))
      expect(exported.length + processor.dropped).toBe(made)
      expect(vi.getTimerCount()).toBe(0)
    }),
    { numRuns: 60 },
  )
})

test('exporting belongs to no request', async () => {
  const contexts: Context[] = []
  const { start } = batching({}, () => void contexts.push(active()))
  const span = start('pay')
  withContext(withSpan(Context.ROOT, span), () => span.end())
  await timePasses(5000)
  expect(contexts.map(spanContextOf)).toEqual([undefined])
})

describe('options that cannot work are reported and replaced', () => {
  test.each<[options: BatchOptions, said: string]>([
    [{ maxQueueSize: 0 }, 'maxQueueSize cannot be 0; it is 2048 instead.'],
    [{ maxExportBatchSize: 1.5 }, 'maxExportBatchSize cannot be 1.5; it is 512 instead.'],
    [{ scheduledDelayMillis: -1 }, 'scheduledDelayMillis cannot be -1; it is 5000 instead.'],
    [
      { exportTimeoutMillis: Number.NaN },
      'exportTimeoutMillis cannot be NaN; it is 30000 instead.',
    ],
    [
      { maxQueueSize: 10, maxExportBatchSize: 11 },
      'maxExportBatchSize is larger than maxQueueSize; it is made as small.',
    ],
  ])('%j', (options, said) => {
    batching(options)
    expect(recording.said()).toEqual([`notice: ${said}`])
  })

  test('a queue that is smaller than a batch usually is needs no word', async () => {
    const { batches, ended } = batching({ maxQueueSize: 3 })
    ended(...names(3))
    await timePasses(0)
    expect(batches).toEqual(['0 1 2'])
    expect(recording.said()).toEqual([])
  })
})
