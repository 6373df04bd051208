import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { madeUpSpans, timePasses } from '../../../tests/made-up-spans.ts'
import { recordEachTest } from '../../../tests/recording.ts'
import type { Span } from '../tracing/span.ts'
import { MemoryExporter } from './memory-exporter.ts'
import { simpleProcessor } from './simple-processor.ts'
import { type TailSamplerOptions, tailSampler } from './tail-sampler.ts'
import { hasError } from './trace-rule.ts'

const recording = recordEachTest()
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function sampling(options: Partial<TailSamplerOptions> = {}) {
  const exporter = new MemoryExporter()
  const sampler = tailSampler({ keep: hasError, ...options }, simpleProcessor(exporter))
  const spans = madeUpSpans([sampler])
  return { ...spans, sampler, names: () => exporter.records.map(({ name }) => name).join(' ') }
}

const fail = (span: Span) => span.setStatus({ code: 'error' }).end()

describe('a trace', () => {
  test('is let through whole when its root has ended, in the order of the ends', () => {
    const { start, names, sampler } = sampling()
    const root = start('root')
    fail(start('child', root))
    start('other', root).end()
    expect(names()).toBe('')
    root.end()
    expect(names()).toBe('child other root')
    expect([sampler.kept, sampler.notKept, sampler.dropped]).toEqual([3, 0, 0])
  })

  test('is not let through at all if the rule does not want it', () => {
    const { start, names, sampler } = sampling()
    const root = start('root')
    start('child', root).end()
    root.end()
    expect(names()).toBe('')
    expect([sampler.kept, sampler.notKept, sampler.dropped]).toEqual([0, 2, 0])
  })

  test('is judged by its own spans', () => {
    const { start, names } = sampling()
    const [good, bad] = [start('good'), start('bad')]
    fail(start('failed', bad))
    good.end()
    bad.end()
    expect(names()).toBe('failed bad')
  })

  test.each<[decision: string, end: (span: Span) => void, said: string]>([
    ['was kept', fail, 'root late later'],
    ['was not kept', (span) => span.end(), ''],
  ])('that %s decides about spans that end later, or even start later', (_, end, said) => {
    const { start, names } = sampling()
    const root = start('root')
    const late = start('late', root)
    end(root)
    fail(late)
    start('later', root).end()
    expect(names()).toBe(said)
  })

  test('is decided about after the wait, with what has ended by then', async () => {
    const { start, names } = sampling({ decisionWait: 100 })
    const root = start('root')
    fail(start('child', root))
    await timePasses(99)
    expect(names()).toBe('')
    await timePasses(1)
    expect(names()).toBe('child')
    root.end()
    expect(names()).toBe('child root')
  })

  test('of which nothing has ended by then is decided about when something has', async () => {
    const { start, names } = sampling({ decisionWait: 100 })
    const root = start('root')
    await timePasses(100)
    fail(root)
    expect(names()).toBe('root')
  })

  test('needs no timer once it is over', () => {
    const { ended } = sampling()
    ended('one', 'two')
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('a rule that throws is reported, and the trace is kept', () => {
  const { ended, names } = sampling({
    keep: () => {
      throw new Error('no')
    },
  })
  ended('root')
  expect(names()).toBe('root')
  expect(recording.said()).toEqual([
    'notice: A tail sampler could not decide, so the trace is kept: no',
  ])
})

test('when there are too many traces the oldest are dropped whole, counted, and told once', () => {
  const { start, names, sampler } = sampling({ maxTraces: 1 })
  const oldest = start('oldest')
  fail(start('child', oldest))
  const second = start('second')
  const third = start('third')
  fail(third)
  fail(second)
  fail(oldest)
  expect(names()).toBe('third')
  expect(sampler.dropped).toBe(1)
  expect(recording.said()).toHaveLength(1)
  expect(recording.said()[0]).toMatch('to make room, the oldest are dropped')
})

test.each(['forceFlush', 'shutdown'] as const)(
  'a %s decides with what there is',
  async (method) => {
    const { start, provider, names } = sampling()
    const root = start('root')
    fail(start('child', root))
    await provider[method]()
    expect(names()).toBe('child')
    expect(vi.getTimerCount()).toBe(0)
  },
)
