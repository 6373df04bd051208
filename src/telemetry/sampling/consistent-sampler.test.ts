import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consistentSampler } from '../../../tests/conformance/sampling.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { type Known, spanToBe } from '../../../tests/span-to-be.ts'
import { SeededRandom } from '../../simulation/chance/seeded-random.ts'
import { Context } from '../context/context.ts'
import { connect } from '../instrumentation-host.ts'
import { w3cTraceContext } from '../propagation/trace-context.ts'
import { withSpan } from '../tracing/span.ts'
import { RANDOM, SAMPLED } from '../tracing/span-context.ts'
import { TracerProvider } from '../tracing/tracer-provider.ts'
import { consistentProbability, parentThreshold } from './consistent-sampler.ts'
import { formatOt, otOf } from './ot-trace-state.ts'
import { alwaysOff, alwaysOn, parentBased, type Sampler } from './sampler.ts'

const recording = recordEachTest()

const isKept = (sampler: Sampler, known: Known) =>
  sampler.shouldSample(spanToBe(known)).decision === 'record-and-sample'

const SAMPLERS: Record<string, Sampler> = {
  alwaysOn: consistentProbability(1),
  alwaysOff: consistentProbability(0),
  'parentThreshold(alwaysOn)': parentThreshold(consistentProbability(1)),
  'probability(0.5)': consistentProbability(0.5),
  'probability(1)': consistentProbability(1),
}

describe('agrees with OpenTelemetry', () => {
  test.each(consistentSampler)(
    '$sampler, parent sampled: $parentSampled, rv: $parentRv, th: $parentTh',
    ({ sampler, parentSampled, parentRv, parentTh, sampled, th, rv }) => {
      const ot = { threshold: parentTh ?? undefined, randomness: parentRv ?? undefined, rest: [] }
      const traceState = formatOt(ot) && `ot=${formatOt(ot)}`
      const parent = { traceFlags: parentSampled ? SAMPLED : 0, ...(traceState && { traceState }) }
      const decided = SAMPLERS[sampler]?.shouldSample(spanToBe({ parent }))
      expect(decided?.decision).toBe(sampled ? 'record-and-sample' : 'drop')
      expect(otOf(decided?.traceState)).toEqual({
        threshold: th ?? undefined,
        randomness: rv ?? undefined,
        rest: [],
      })
    },
  )
})

describe('a consistent probability', () => {
  const half = consistentProbability(0.5)

  test('keeps by the last 14 digits of the trace id, and says with which probability', () => {
    const traceId = `${'f'.repeat(18)}80000000000000`
    expect(half.shouldSample(spanToBe({ traceId }))).toEqual({
      decision: 'record-and-sample',
      traceState: 'ot=th:8',
    })
    expect(isKept(half, { traceId: `${'f'.repeat(18)}7fffffffffffff` })).toBe(false)
  })

  test('keeps by the chance of the trace state, if there is one', () => {
    const known = (rv: string) => ({ parent: { traceState: `ot=rv:${rv}`, traceFlags: RANDOM } })
    expect(isKept(half, known('80000000000000'))).toBe(true)
    expect(isKept(half, known('7fffffffffffff'))).toBe(false)
  })

  test('does not hand on the threshold of somebody else with a span that it drops', () => {
    const parent = { traceState: 'ot=th:4;rv:7fffffffffffff,a=1', traceFlags: SAMPLED }
    expect(half.shouldSample(spanToBe({ parent }))).toEqual({
      decision: 'drop',
      traceState: 'ot=rv:7fffffffffffff,a=1',
    })
  })

  test('says once that it takes a trace id for random that is not marked so', () => {
    const sampler = consistentProbability(0.5)
    isKept(sampler, {})
    isKept(sampler, { parent: { traceFlags: RANDOM } })
    expect(recording.said()).toEqual([])
    isKept(sampler, { parent: {} })
    isKept(sampler, { parent: {} })
    expect(recording.said()).toEqual([
      'notice: A trace id is not marked as random; it is sampled as if it were.',
    ])
  })

  test.each([
    [0.5, 'ConsistentProbability{0.5, th=8}'],
    [0, 'ConsistentProbability{0, th=none}'],
  ])('of %d describes itself', (probability, description) => {
    expect(consistentProbability(probability).description).toBe(description)
  })

  test.each([-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY, undefined, '0.5'])(
    'can not be %s',
    (probability) => {
      expect(() => consistentProbability(probability as number)).toThrow(
        new RangeError(`consistentProbability() takes a number from 0 to 1, not ${probability}.`),
      )
    },
  )

  test.each([0, 15, 2.5])('can not be written in %d digits', (precision) => {
    expect(() => consistentProbability(0.5, precision)).toThrow(RangeError)
  })

  // The standard deviation of a share of n is √(p(1−p)/n): four of them, at 10,000 traces, are at most 0.02.
  test.each([0.001, 0.01, 0.1, 0.25, 0.5, 0.9])('keeps about a share of %d', (probability) => {
    const seeded = new SeededRandom(1042)
    const sampler = consistentProbability(probability)
    const traces = 10_000
    let kept = 0
    for (let trace = 0; trace < traces; trace++) {
      if (isKept(sampler, { traceId: seeded.hex(32) })) kept++
    }
    const deviation = Math.sqrt((probability * (1 - probability)) / traces)
    expect(Math.abs(kept / traces - probability)).toBeLessThan(4 * deviation)
  })

  const probability = fc.double({ min: 0, max: 1, noNaN: true })
  const traceId = fc.stringMatching(/^[0-9a-f]{32}$/)

  test('keeps all that a smaller one keeps', () => {
    fc.assert(
      fc.property(probability, probability, traceId, (a, b, id) => {
        const smaller = consistentProbability(Math.min(a, b))
        const larger = consistentProbability(Math.max(a, b))
        if (isKept(smaller, { traceId: id })) expect(isKept(larger, { traceId: id })).toBe(true)
      }),
    )
  })

  test('in another process keeps nothing that a larger one dropped here', () => {
    const bits = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    fc.assert(
      fc.property(probability, probability, bits, bits, (a, b, left, right) => {
        const root = tracerWith(consistentProbability(Math.max(a, b)))
        const remote = tracerWith(consistentProbability(Math.min(a, b)))
        drawIds([left, right, left, right])
        const parent = root.startSpan('call', {}, Context.ROOT)
        const carrier = {}
        w3cTraceContext.inject(withSpan(Context.ROOT, parent), carrier)
        const child = remote.startSpan('serve', {}, w3cTraceContext.extract(Context.ROOT, carrier))
        if (child.isRecording()) expect(parent.isRecording()).toBe(true)
      }),
    )
  })
})

describe('a parent threshold', () => {
  const sampler = parentThreshold(consistentProbability(0.5))

  test('leaves roots to another sampler', () => {
    expect(isKept(parentThreshold(alwaysOn), {})).toBe(true)
    expect(isKept(parentThreshold(alwaysOff), {})).toBe(false)
  })

  test('hands on the threshold and all else that the parent said', () => {
    const traceState = 'a=1,ot=th:c;rv:d0000000000000;x:1'
    const parent = { traceState, traceFlags: SAMPLED }
    expect(sampler.shouldSample(spanToBe({ parent }))).toEqual({
      decision: 'record-and-sample',
      traceState,
    })
  })

  test('hands on no threshold with a span that it drops', () => {
    const parent = { traceState: 'ot=th:c;rv:b0000000000000' }
    expect(sampler.shouldSample(spanToBe({ parent }))).toEqual({
      decision: 'drop',
      traceState: 'ot=rv:b0000000000000',
    })
  })

  test('does not believe a threshold that the flag of the parent contradicts', () => {
    const parent = { traceState: 'ot=th:c;rv:b0000000000000', traceFlags: SAMPLED }
    expect(sampler.shouldSample(spanToBe({ parent }))).toEqual({
      decision: 'record-and-sample',
      traceState: 'ot=rv:b0000000000000',
    })
  })

  test('describes itself', () => {
    expect(sampler.description).toBe('ParentThreshold{root=ConsistentProbability{0.5, th=8}}')
  })
})

test('a trace keeps its threshold through all its spans and on the way to the next process', () => {
  drawIds([0, 0, 0x00ffffff, 0xffffffff])
  const sampler = parentBased({ root: consistentProbability(0.25) })
  const tracer = tracerWith(sampler)
  const root = tracer.startSpan('root', {}, Context.ROOT)
  const child = tracer.startSpan('child', {}, withSpan(Context.ROOT, root))
  const carrier: Record<string, string> = {}
  w3cTraceContext.inject(withSpan(Context.ROOT, child), carrier)
  expect(carrier.tracestate).toBe('ot=th:c')
  expect(child.record()?.traceState).toBe('ot=th:c')
})

/** Makes ids of these bits, 32 at a time, and of ones when they are used up. */
function drawIds(bits: readonly number[]): void {
  const left = [...bits]
  connect({ now: () => 0, randomBits: () => left.shift() ?? 1, emit: () => {} })
}

function tracerWith(sampler: Sampler) {
  return new TracerProvider({ sampler, processors: [] }).tracer()
}
