import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { otelJsTraceparent, traceparentSyntax } from '../../../tests/conformance/trace-context.json'
import { recordEachTest } from '../../../tests/recording.ts'
import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { activeSpan, startSpan } from '../lab-tracer.ts'
import { spanContextOf, withRemoteSpan, withSpan } from '../tracing/span.ts'
import { plainContext, SAMPLED, type SpanContext } from '../tracing/span-context.ts'
import type { Carrier } from './carrier.ts'
import { formatTraceparent, parseTraceparent, w3cTraceContext } from './trace-context.ts'

const { extract, inject } = w3cTraceContext

const recording = recordEachTest()

describe('parsing a traceparent', () => {
  test.each(otelJsTraceparent)(
    'agrees with OpenTelemetry: $id ($header)',
    ({ header, expect: span }) => {
      expect(parseTraceparent(header)).toEqual(span ?? undefined)
    },
  )

  test.each(traceparentSyntax.accept)('accepts %s, as the W3C does', (header) => {
    expect(formatTraceparent(parseTraceparent(header) as SpanContext)).toBe(header)
  })

  // A reader of version 00 alone refuses later versions too; §4.3 asks to read what they share with version 00.
  const laterVersion = /^(?!00|ff)/
  test.each(traceparentSyntax.rejectStrictV00)('reads %s as the W3C asks', (header) => {
    expect(parseTraceparent(header) !== undefined).toBe(laterVersion.test(header))
  })

  test.each([
    ['capital letters', '00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01'],
    ['flags that are too long', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011'],
    ['flags that are missing', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331'],
    ['something in front', ' 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
    ['a line break behind', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n'],
    ['nothing', ''],
  ])('discards %s', (_, header) => {
    expect(parseTraceparent(header)).toBeUndefined()
  })

  test('keeps the flags of this version as they are, the random one too', () => {
    expect(parseTraceparent(`00-${'1'.repeat(32)}-${'1'.repeat(16)}-fe`)?.traceFlags).toBe(0xfe)
  })

  test('reads of the flags of a later version only whether the trace is sampled', () => {
    const flagsOf = (flags: string) =>
      parseTraceparent(`cc-${'1'.repeat(32)}-${'1'.repeat(16)}-${flags}`)?.traceFlags
    expect([flagsOf('ff'), flagsOf('fe')]).toEqual([SAMPLED, 0])
  })

  test('never throws, and reads only what it can write', () => {
    const nearly = fc.stringMatching(/^[0-9a-f]{2}-[0-9a-f]{31,32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/)
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (header) => {
        const span = parseTraceparent(header)
        if (span) expect(parseTraceparent(formatTraceparent(span))).toEqual(span)
      }),
    )
  })
})

const hex = (digits: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`)).filter((text) => /[^0]/.test(text))

test('what was formatted is parsed to the same span context', () => {
  fc.assert(
    fc.property(
      fc.record({
        traceId: hex(32),
        spanId: hex(16),
        traceFlags: fc.integer({ min: 0, max: 255 }),
      }),
      (span) => {
        expect(parseTraceparent(formatTraceparent(span))).toEqual({ ...span, isRemote: true })
      },
    ),
  )
})

describe('a carrier', () => {
  const span = startSpan('call the bank')
  const here = withSpan(Context.ROOT, span)

  test('takes a span to another process', () => {
    const carrier = {}
    inject(here, carrier)
    const there = extract(Context.ROOT, carrier)
    expect(spanContextOf(there)).toEqual({ ...plainContext(span.spanContext()), isRemote: true })
    expect(withContext(there, activeSpan)).toBeUndefined()
  })

  test('carries nothing if there is no span', () => {
    const carrier = {}
    inject(Context.ROOT, carrier)
    expect(carrier).toEqual({})
  })

  test('keeps what else it carries', () => {
    const carrier = { accept: 'text/html', traceparent: 'of somebody else' }
    inject(here, carrier)
    expect(carrier).toEqual({
      accept: 'text/html',
      traceparent: formatTraceparent(span.spanContext()),
    })
  })

  test.each([
    ['without a traceparent', {}],
    ['with a traceparent that is to be discarded', { traceparent: '00-0-0-00' }],
  ])('%s leaves the context as it is', (_, carrier) => {
    expect(extract(here, carrier)).toBe(here)
  })

  test('does not take out what no receiver could read', () => {
    const carrier = {}
    inject(withRemoteSpan(Context.ROOT, { traceId: '0', spanId: '0', traceFlags: 1 }), carrier)
    expect(carrier).toEqual({})
  })

  test('takes the trace state along, and drops what of it is too long for a header', () => {
    const carrier: Carrier = {}
    const traceState = `long=${'x'.repeat(200)},a=${'y'.repeat(100)},b=${'z'.repeat(240)}`
    inject(
      withRemoteSpan(Context.ROOT, { ...plainContext(span.spanContext()), traceState }),
      carrier,
    )
    expect(carrier.tracestate).toBe(`long=${'x'.repeat(200)},a=${'y'.repeat(100)}`)
    expect(recording.said()).toHaveLength(1)
  })

  test('takes no trace state along that would write headers of its own', () => {
    const carrier: Carrier = {}
    const traceState = 'a=1\r\nset-cookie: b=2'
    inject(
      withRemoteSpan(Context.ROOT, { ...plainContext(span.spanContext()), traceState }),
      carrier,
    )
    expect(Object.keys(carrier)).toEqual(['traceparent'])
    expect(recording.said()).toEqual([expect.stringContaining('is no tracestate')])
  })

  test('says why a trace is not continued', () => {
    extract(Context.ROOT, { traceparent: `00-${'x'.repeat(1000)}` })
    expect(recording.said()).toEqual([
      `notice: “00-${'x'.repeat(97)}…” is no traceparent; its trace is not continued.`,
    ])
  })

  test('of whatever text never throws', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }))
    const headers = fc.record({ traceparent: text, tracestate: text }, { requiredKeys: [] })
    fc.assert(
      fc.property(headers, (carrier) => {
        expect(extract(here, carrier)).toBe(here)
      }),
    )
  })

  test('hands on the flags', () => {
    const remote = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'
    const carrier = {}
    inject(extract(Context.ROOT, { traceparent: remote }), carrier)
    expect(carrier).toEqual({ traceparent: remote })
  })
})
