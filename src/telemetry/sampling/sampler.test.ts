import { describe, expect, test } from 'vitest'
import { parentBased as vectors } from '../../../tests/conformance/sampling.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { spanToBe } from '../../../tests/span-to-be.ts'
import { Context } from '../context/context.ts'
import { withRemoteSpan, withSpan } from '../tracing/span.ts'
import { RANDOM, SAMPLED } from '../tracing/span-context.ts'
import { TracerProvider } from '../tracing/tracer-provider.ts'
import {
  alwaysOff,
  alwaysOn,
  type ParentBasedOptions,
  parentBased,
  type Sampler,
  type SamplingResult,
} from './sampler.ts'

const recording = recordEachTest()

/** A sampler that always gives the same answer. */
const answering = (result: unknown): Sampler => ({
  description: 'Answering',
  shouldSample: () => result as SamplingResult,
})

const tracerWith = (sampler: Sampler) => new TracerProvider({ sampler }).tracer()

const REMOTE = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: SAMPLED }

describe('a parent-based sampler', () => {
  const known = ({ parent }: (typeof vectors)[number]) =>
    spanToBe(
      parent
        ? { parent: { isRemote: parent.isRemote, traceFlags: parent.sampled ? SAMPLED : 0 } }
        : {},
    )

  // A remote parent is one that came in by a header, so the local ones are made by a tracer here.
  test.each(vectors)('leaves a span with the parent $parent to $invoke', (vector) => {
    const { parent, invoke } = vector
    const named = (name: string): Sampler => answering({ decision: 'drop', traceState: name })
    const sampler = parentBased({
      root: named('root'),
      remoteParentSampled: named('remoteParentSampled'),
      remoteParentNotSampled: named('remoteParentNotSampled'),
      localParentSampled: named('localParentSampled'),
      localParentNotSampled: named('localParentNotSampled'),
    } satisfies Required<ParentBasedOptions>)
    if (parent?.isRemote === false) {
      const local = tracerWith(parent.sampled ? alwaysOn : alwaysOff).startSpan('local')
      const child = tracerWith(sampler).startSpan('child', {}, withSpan(Context.ROOT, local))
      expect(child.spanContext().traceState).toBe(invoke)
    } else {
      expect(sampler.shouldSample(known(vector)).traceState).toBe(invoke)
    }
  })

  test.each(vectors.filter((vector) => vector.default !== undefined))(
    'decides about a span with the parent $parent as $default, by default',
    ({ parent, default: expected }) => {
      const local = tracerWith(parent?.sampled ? alwaysOn : alwaysOff).startSpan('parent')
      const context = parent?.isRemote
        ? withRemoteSpan(Context.ROOT, local.spanContext())
        : withSpan(Context.ROOT, local)
      const child = tracerWith(parentBased({ root: answering({ decision: 'record' }) }))
      const { traceFlags } = child.startSpan('child', {}, context).spanContext()
      expect(traceFlags & SAMPLED).toBe(expected === 'AlwaysOn' ? SAMPLED : 0)
    },
  )

  test('describes itself by its root', () => {
    expect(parentBased({ root: alwaysOn }).description).toBe('ParentBased{root=AlwaysOn}')
  })
})

describe('what a sampler decides', () => {
  test.each<[decision: SamplingResult['decision'], isRecording: boolean, flags: number]>([
    ['drop', false, RANDOM],
    ['record', true, RANDOM],
    ['record-and-sample', true, RANDOM | SAMPLED],
  ])('%s', (decision, isRecording, flags) => {
    const span = tracerWith(answering({ decision })).startSpan('pay')
    expect([span.isRecording(), span.spanContext().traceFlags]).toEqual([isRecording, flags])
  })

  test('can add attributes, which are copied', () => {
    const rule = { name: 'payments' }
    const sampler = answering({ decision: 'record', attributes: { rule } })
    const record = tracerWith(sampler)
      .startSpan('pay', { attributes: { order: 1042 } })
      .record()
    rule.name = 'changed'
    expect(record?.attributes).toEqual({ order: 1042, rule: { name: 'payments' } })
  })

  test.each([
    ['is that of the parent if it says nothing', undefined, 'a=1'],
    ['is what it says', 'b=2', 'b=2'],
    ['is gone if it says that there is none', '', undefined],
    ['is that of the parent if it says what is no text', 5, 'a=1'],
  ])('the trace state %s', (_, traceState, expected) => {
    const context = withRemoteSpan(Context.ROOT, { ...REMOTE, traceState: 'a=1' })
    const sampler = answering({ decision: 'drop', traceState })
    const span = tracerWith(sampler).startSpan('pay', {}, context)
    expect(span.spanContext().traceState).toBe(expected)
  })

  test('about a span that begins a trace of its own it decides without the one around it', () => {
    const sampler = parentBased({ root: alwaysOn })
    const context = withRemoteSpan(Context.ROOT, { ...REMOTE, traceFlags: 0 })
    const span = tracerWith(sampler).startSpan('pay', { root: true }, context)
    expect(span.isRecording()).toBe(true)
    expect(span.record()?.parentSpanId).toBeUndefined()
  })
})

describe('a sampler that fails', () => {
  const throwing: Sampler = {
    description: 'Throwing',
    shouldSample() {
      throw new Error('no dice')
    },
  }

  test.each<[how: string, sampler: Sampler, reason: string]>([
    ['by throwing', throwing, 'no dice'],
    ['inside of another one', parentBased({ root: throwing }), 'no dice'],
    ['by deciding nothing', answering({}), 'It gave no decision.'],
    ['by giving back nothing', answering(undefined), 'Cannot read properties'],
  ])('%s is reported, and its span does nothing', (_, sampler, reason) => {
    const span = tracerWith(sampler).startSpan('pay')
    expect(span.isRecording()).toBe(false)
    expect(recording.said()).toEqual([
      expect.stringContaining(`The sampler failed, so “pay” is dropped: ${reason}`),
    ])
  })

  test('does not keep a trace from going on', () => {
    const context = withRemoteSpan(Context.ROOT, REMOTE)
    const { traceId } = tracerWith(throwing).startSpan('pay', {}, context).spanContext()
    expect(traceId).toBe(REMOTE.traceId)
  })
})
