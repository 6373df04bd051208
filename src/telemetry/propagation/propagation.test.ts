import { afterEach, describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'
import { spanContextOf, withRemoteSpan } from '../tracing/span.ts'
import { b3Multi, b3Single } from './b3.ts'
import { baggageOf, withBaggage } from './baggage.ts'
import type { Carrier } from './carrier.ts'
import { propagation } from './propagation.ts'
import { composite, type Propagator } from './propagator.ts'
import { w3cTraceContext } from './trace-context.ts'

const recording = recordEachTest()
afterEach(() => propagation.use())

const span = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
}
const here = withBaggage(withRemoteSpan(Context.ROOT, span), { user: 'Ada' })
const HEADERS = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  baggage: 'user=Ada',
}

/** What a context becomes as headers. */
function injected(context: Context, propagator: Propagator): Carrier {
  const carrier = {}
  propagator.inject(context, carrier)
  return carrier
}

const failing: Propagator = {
  fields: ['x-broken'],
  inject() {
    throw new Error('out of ink')
  },
  extract() {
    throw new Error('out of glasses')
  },
}

describe('the propagator of the whole program', () => {
  test('carries trace and baggage as the W3C does', () => {
    const carrier = {}
    propagation.inject(here, carrier)
    expect(carrier).toEqual(HEADERS)

    const there = propagation.extract(Context.ROOT, carrier)
    expect(spanContextOf(there)).toEqual({ ...span, isRemote: true })
    expect(baggageOf(there).get('user')).toBe('Ada')
  })

  test('names the headers that it may write', () => {
    expect(propagation.fields).toEqual(['traceparent', 'tracestate', 'baggage'])
  })

  test('takes the active context if none is given', () => {
    const carrier = {}
    withContext(here, () => propagation.inject(carrier))
    expect(carrier).toEqual(HEADERS)

    withContext(here, () => {
      expect(propagation.extract({})).toBe(here)
    })
  })

  test('can be another one', () => {
    propagation.use(b3Single)
    const carrier = {}
    propagation.inject(here, carrier)
    expect(carrier).toEqual({ b3: '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1' })
    expect(propagation.fields).toEqual(['b3'])
  })

  test('does not throw what another one throws', () => {
    propagation.use(failing)
    propagation.inject(here, {})
    expect(propagation.extract(here, {})).toBe(here)
    expect(recording.said()).toEqual([
      'notice: The propagator of x-broken failed: out of ink',
      'notice: The propagator of x-broken failed: out of glasses',
    ])
  })

  test('survives a call without a carrier', () => {
    propagation.inject(here, undefined as never)
    expect(propagation.extract(here, undefined as never)).toBe(here)
  })
})

describe('a composite', () => {
  test('writes what each of its parts writes', () => {
    const carrier = injected(here, composite([w3cTraceContext, b3Multi]))
    expect(carrier).toEqual({
      traceparent: HEADERS.traceparent,
      'x-b3-traceid': span.traceId,
      'x-b3-spanid': span.spanId,
      'x-b3-sampled': '1',
    })
  })

  test('reads what any of its parts reads, and believes the last one', () => {
    const both = composite([b3Single, w3cTraceContext])
    const b3 = { b3: 'aaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-1' }
    const ids = (carrier: Carrier) => spanContextOf(both.extract(Context.ROOT, carrier))?.spanId
    expect(ids(b3)).toBe('bbbbbbbbbbbbbbbb')
    expect(ids({ traceparent: HEADERS.traceparent })).toBe(span.spanId)
    expect(ids({ ...b3, traceparent: HEADERS.traceparent })).toBe(span.spanId)
  })

  test('names each header once', () => {
    const { fields } = composite([w3cTraceContext, b3Single, w3cTraceContext])
    expect(fields).toEqual(['traceparent', 'tracestate', 'b3'])
  })

  test('of nothing does nothing', () => {
    const nothing = composite([])
    expect(injected(here, nothing)).toEqual({})
    expect(nothing.extract(here, HEADERS)).toBe(here)
  })

  test('goes on after a part that fails, and reports it', () => {
    const carrier = injected(here, composite([failing, b3Single]))
    expect(Object.keys(carrier)).toEqual(['b3'])
    expect(recording.said()).toHaveLength(1)
  })

  test('goes on after a part that gives back no context', () => {
    const forgetful: Propagator = { ...failing, extract: () => undefined as never }
    expect(composite([forgetful]).extract(here, {})).toBe(here)
    expect(recording.said()).toEqual([
      'notice: The propagator of x-broken failed: extract() gave back no context.',
    ])
  })
})
