import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { b3Single as vectors } from '../../../tests/conformance/b3.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { Context } from '../context/context.ts'
import { spanContextOf, withRemoteSpan, withSpan } from '../tracing/span.ts'
import { SAMPLED, type SpanContext } from '../tracing/span-context.ts'
import { TracerProvider } from '../tracing/tracer-provider.ts'
import { b3Multi, b3Single } from './b3.ts'
import type { Carrier, HeaderFields } from './carrier.ts'
import type { Propagator } from './propagator.ts'

const recording = recordEachTest()

type Vector = [b3: string, expected: { traceId: string; spanId: string; sampled: boolean } | null]

const TRACE = '80f198ee56343ba864fe8b2a57d3eff7'
const SPAN = 'e457b5a2e4d86bd1'
const IDS = { 'x-b3-traceid': TRACE, 'x-b3-spanid': SPAN }

const extracted = (carrier: Carrier) => spanContextOf(b3Single.extract(Context.ROOT, carrier))

/** The headers that go out after these came in, from a service that passes them on or has a span of its own. */
function through(propagator: Propagator, incoming: Carrier, withOwnSpan = false): HeaderFields {
  const carrier = {}
  const context = propagator.extract(Context.ROOT, incoming)
  const tracer = new TracerProvider({ processors: [] }).tracer()
  const own = withOwnSpan ? withSpan(context, tracer.startSpan('serve', {}, context)) : context
  propagator.inject(own, carrier)
  return carrier
}

describe('the single header', () => {
  test.each(vectors as Vector[])('agrees with OpenTelemetry: %s', (b3, expected) => {
    const { traceId, spanId, sampled } = expected ?? {}
    const span = { traceId, spanId, traceFlags: sampled ? SAMPLED : 0, isRemote: true }
    expect(extracted({ b3 })).toEqual(expected ? span : undefined)
  })

  test.each([
    ['a parent without a sampling state', `${TRACE}-${SPAN}-05e3ac9a4f6e3b90`],
    ['a trace id of 64 bits', `64fe8b2a57d3eff7-${SPAN}-1`],
  ])('may have %s', (_, b3) => {
    expect(extracted({ b3 })?.spanId).toBe(SPAN)
  })

  test.each([
    ['something else', 'hello'],
    ['nothing', ''],
    ['capitals', `${TRACE.toUpperCase()}-${SPAN}-1`],
    ['a trace id of 96 bits', `${TRACE.slice(8)}-${SPAN}-1`],
    ['a trace id of zeros', `${'0'.repeat(32)}-${SPAN}-1`],
    ['a span id of zeros', `${TRACE}-${'0'.repeat(16)}-1`],
    ['an unknown sampling state', `${TRACE}-${SPAN}-2`],
    ['more behind it', `${TRACE}-${SPAN}-1-05e3ac9a4f6e3b90-1`],
  ])('with %s is reported and left out', (_, b3) => {
    expect(extracted({ b3 })).toBeUndefined()
    expect(recording.said()).toHaveLength(1)
  })

  test.each(['0', '1', 'd'])('with nothing but the sampling state %s names no span', (b3) => {
    expect(extracted({ b3 })).toBeUndefined()
    expect(recording.said()).toEqual([])
  })

  test('counts before the several', () => {
    const b3 = `${TRACE}-${SPAN}-1`
    const several = { 'x-b3-traceid': 'a'.repeat(32), 'x-b3-spanid': 'b'.repeat(16) }
    expect(extracted({ ...several, b3 })?.traceId).toBe(TRACE)
    expect(extracted({ ...several, b3: 'hello' })?.traceId).toBe('a'.repeat(32))
  })
})

describe('several headers', () => {
  test.each<[what: string, headers: Carrier, traceFlags: number]>([
    ['accept', { 'x-b3-sampled': '1' }, SAMPLED],
    ['accept, as older tracers write it', { 'x-b3-sampled': 'true' }, SAMPLED],
    ['deny', { 'x-b3-sampled': '0' }, 0],
    ['deny, as older tracers write it', { 'x-b3-sampled': 'False' }, 0],
    ['defer', {}, 0],
    ['debug', { 'x-b3-flags': '1' }, SAMPLED],
    ['flags that are not debug', { 'x-b3-flags': '0', 'x-b3-sampled': '1' }, SAMPLED],
    ['the first of two values', { 'x-b3-sampled': ['1', '0'] }, SAMPLED],
  ])('can say %s', (_, headers, traceFlags) => {
    expect(extracted({ ...IDS, ...headers })).toEqual({
      traceId: TRACE,
      spanId: SPAN,
      traceFlags,
      isRemote: true,
    })
  })

  test('may have names in capitals, and a trace id of 64 bits', () => {
    const headers = { 'X-B3-TraceId': '64fe8b2a57d3eff7', 'X-B3-SpanId': SPAN }
    expect(extracted(headers)?.traceId).toBe('000000000000000064fe8b2a57d3eff7')
  })

  test.each<[what: string, headers: Carrier]>([
    ['an unknown sampling state', { 'x-b3-sampled': 'maybe' }],
    ['a sampling state that objects have', { 'x-b3-sampled': 'constructor' }],
    ['a trace id that is none', { 'x-b3-traceid': 'x' }],
    ['a span id that is none', { 'x-b3-spanid': 'x' }],
  ])('with %s are reported and left out', (_, headers) => {
    expect(extracted({ ...IDS, ...headers })).toBeUndefined()
    expect(recording.said()).toHaveLength(1)
  })

  test.each(['x-b3-traceid', 'x-b3-spanid'] as const)('without %s name no span', (missing) => {
    const { [missing]: _, ...headers }: HeaderFields = IDS
    expect(extracted(headers)).toBeUndefined()
    expect(recording.said()).toEqual([])
  })
})

describe('what goes out', () => {
  test.each<[state: string, single: Carrier, multi: Carrier]>([
    ['accept', { b3: `${TRACE}-${SPAN}-1` }, { ...IDS, 'x-b3-sampled': '1' }],
    ['deny', { b3: `${TRACE}-${SPAN}-0` }, { ...IDS, 'x-b3-sampled': '0' }],
    ['defer', { b3: `${TRACE}-${SPAN}` }, IDS],
    ['debug', { b3: `${TRACE}-${SPAN}-d` }, { ...IDS, 'x-b3-flags': '1' }],
  ])('of a trace that came in with %s says so, in either format', (_, single, multi) => {
    for (const incoming of [single, multi]) {
      expect(through(b3Single, incoming)).toEqual(single)
      expect(through(b3Multi, incoming)).toEqual(multi)
    }
  })

  test.each([
    ['debug stays debug', '-d', 'd'],
    ['accept stays accept', '-1', '1'],
    ['deny stays deny', '-0', '0'],
    ['what was deferred has been decided', '', '0'],
  ])('from a span of this process: %s', (_, incoming, outgoing) => {
    const { b3 } = through(b3Single, { b3: `${TRACE}-${SPAN}${incoming}` }, true)
    expect(b3).toMatch(new RegExp(`^${TRACE}-[0-9a-f]{16}-${outgoing}$`))
    expect(b3).not.toContain(SPAN)
  })

  test('says nothing of debug about another trace', () => {
    const context = b3Single.extract(Context.ROOT, { b3: `${TRACE}-${SPAN}-d` })
    const other = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 0 }
    const carrier: Carrier = {}
    b3Single.inject(withRemoteSpan(context, other), carrier)
    expect(carrier.b3).toBe(`${other.traceId}-${other.spanId}-0`)
  })

  test('never names the parent, also if one came in', () => {
    const parent = { 'x-b3-parentspanid': '05e3ac9a4f6e3b90', 'x-b3-sampled': '1' }
    expect(through(b3Multi, { ...IDS, ...parent })).toEqual({ ...IDS, 'x-b3-sampled': '1' })
  })

  test('is nothing without a span, or with one that is none', () => {
    expect(through(b3Single, {})).toEqual({})
    const carrier = {}
    const none = { traceId: '0'.repeat(32), spanId: SPAN, traceFlags: 1 }
    b3Single.inject(withRemoteSpan(Context.ROOT, none), carrier)
    expect(carrier).toEqual({})
  })

  test('is among the fields', () => {
    const states = ['-0', '-1', '-d', ''].map((state) => ({ b3: `${TRACE}-${SPAN}${state}` }))
    const written = (propagator: Propagator) =>
      new Set(states.flatMap((incoming) => Object.keys(through(propagator, incoming))))
    expect(written(b3Single)).toEqual(new Set(b3Single.fields))
    expect(written(b3Multi)).toEqual(new Set(b3Multi.fields))
  })
})

const hex = (digits: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`)).filter((text) => /[^0]/.test(text))

test.each([
  ['one header', b3Single],
  ['several headers', b3Multi],
])('what goes out in %s comes in as the same span', (_, propagator) => {
  const span = fc.record({
    traceId: hex(32),
    spanId: hex(16),
    traceFlags: fc.constantFrom(0, SAMPLED),
  })
  fc.assert(
    fc.property(span, (sent: SpanContext) => {
      const carrier = {}
      propagator.inject(withRemoteSpan(Context.ROOT, sent), carrier)
      expect(extracted(carrier)).toEqual({ ...sent, isRemote: true })
    }),
  )
})

test('reading never throws', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{16}(-[01d])?.?$/))
  const names = [...b3Single.fields, ...b3Multi.fields]
  const headers = fc.dictionary(fc.constantFrom(...names), text)
  fc.assert(
    fc.property(headers, (carrier) => {
      const span = extracted(carrier)
      if (span) expect(span.traceId).toMatch(/^[0-9a-f]{32}$/)
    }),
  )
})
