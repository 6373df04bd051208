/**
 * What W3C Trace Context asks of a service that takes part in a trace, from the headers that come in to those that go
 * out. The rules have the names of the cases in the W3C's own suite (w3c/trace-context, test/test.py); where that suite
 * has a grammar of level 1, the text of level 2 counts.
 */

import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { Context } from '../context/context.ts'
import { withSpan } from '../tracing/span.ts'
import { TracerProvider } from '../tracing/tracer-provider.ts'
import type { Carrier } from './carrier.ts'
import { parseTraceparent, w3cTraceContext } from './trace-context.ts'
import { TraceState } from './trace-state.ts'

recordEachTest()

type Header = readonly [name: string, value: string]

const TRACE = '12345678901234567890123456789012'
const PARENT = '1234567890123456'
const TRACEPARENT: Header = ['traceparent', `00-${TRACE}-${PARENT}-00`]

const tracer = new TracerProvider({ processors: [] }).tracer()

/** What a server makes of headers that came more than once: lists, or one `Headers`. */
const servers: [what: string, receive: (headers: readonly Header[]) => Carrier][] = [
  ['headers in an object', asFields],
  ['headers in Headers', (headers) => new Headers(headers as [string, string][])],
]

function asFields(headers: readonly Header[]): Carrier {
  const fields: Record<string, string[]> = {}
  for (const [name, value] of headers) {
    fields[name] ??= []
    fields[name].push(value)
  }
  return fields
}

describe.each(servers)('a participant with %s', (_, receive) => {
  /** Serves a request and makes some of its own, as the suite's service does. */
  function serve(headers: readonly Header[], requests: number) {
    const incoming = w3cTraceContext.extract(Context.ROOT, receive(headers))
    return Array.from({ length: requests }, () => {
      const carrier: Record<string, string> = {}
      w3cTraceContext.inject(withSpan(incoming, tracer.startSpan('call', {}, incoming)), carrier)
      const { traceparent = '', tracestate } = carrier
      expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
      return { traceparent: parseTraceparent(traceparent), tracestate }
    })
  }

  /** What goes out when a request comes in with these headers. */
  function answer(...headers: Header[]) {
    const [only] = serve(headers, 1)
    return { traceId: only?.traceparent?.traceId, tracestate: only?.tracestate, ...only }
  }

  /** The trace state that goes out when these come in. */
  const tracestate = (...values: string[]) =>
    answer(TRACEPARENT, ...values.map((value): Header => ['tracestate', value])).tracestate

  test('test_both_traceparent_and_tracestate_missing: begins a trace', () => {
    expect(answer().traceId).toBeDefined()
  })

  test('test_traceparent_included_tracestate_missing: goes on with the trace, as a new parent', () => {
    const { traceId, traceparent } = answer(TRACEPARENT)
    expect(traceId).toBe(TRACE)
    expect(traceparent?.spanId).not.toBe(PARENT)
  })

  test('test_traceparent_duplicated: begins a trace', () => {
    const another: Header = ['traceparent', `00-${TRACE.replace(/2$/, '1')}-${PARENT}-01`]
    expect(answer(another, TRACEPARENT).traceId).not.toMatch(/^1234567890123456789012345678901/)
    expect(answer(TRACEPARENT, TRACEPARENT).traceId).not.toBe(TRACE)
  })

  test.each(['trace-parent', 'trace.parent'])(
    'test_traceparent_header_name: does not know %s',
    (name) => {
      expect(answer([name, TRACEPARENT[1]]).traceId).not.toBe(TRACE)
    },
  )

  test.each(['TraceParent', 'TrAcEpArEnT', 'TRACEPARENT'])(
    'test_traceparent_header_name_valid_casing: knows %s',
    (name) => {
      expect(answer([name, TRACEPARENT[1]]).traceId).toBe(TRACE)
    },
  )

  test.each([
    ['version_0x00', `00-${TRACE}-${PARENT}-01.`],
    ['version_0x00', `00-${TRACE}-${PARENT}-01-what-the-future-will-be-like`],
    ['version_0xcc', `cc-${TRACE}-${PARENT}-01.what-the-future-will-be-like`],
    ['version_0xff', `ff-${TRACE}-${PARENT}-01`],
    ['version_illegal_characters', `.0-${TRACE}-${PARENT}-01`],
    ['version_illegal_characters', `0.-${TRACE}-${PARENT}-01`],
    ['version_too_long', `000-${TRACE}-${PARENT}-01`],
    ['version_too_long', `0000-${TRACE}-${PARENT}-01`],
    ['version_too_short', `0-${TRACE}-${PARENT}-01`],
    ['trace_id_all_zero', `00-${'0'.repeat(32)}-${PARENT}-01`],
    ['trace_id_illegal_characters', `00-.${TRACE.slice(1)}-${PARENT}-01`],
    ['trace_id_illegal_characters', `00-${TRACE.slice(1)}.-${PARENT}-01`],
    ['trace_id_too_long', `00-${TRACE}3-${PARENT}-01`],
    ['trace_id_too_short', `00-${TRACE.slice(1)}-${PARENT}-01`],
    ['parent_id_all_zero', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['parent_id_illegal_characters', `00-${TRACE}-.${PARENT.slice(1)}-01`],
    ['parent_id_illegal_characters', `00-${TRACE}-${PARENT.slice(1)}.-01`],
    ['parent_id_too_long', `00-${TRACE}-${PARENT}7-01`],
    ['parent_id_too_short', `00-${TRACE}-${PARENT.slice(1)}-01`],
    ['trace_flags_illegal_characters', `00-${TRACE}-${PARENT}-.0`],
    ['trace_flags_illegal_characters', `00-${TRACE}-${PARENT}-0.`],
    ['trace_flags_too_long', `00-${TRACE}-${PARENT}-001`],
    ['trace_flags_too_short', `00-${TRACE}-${PARENT}-1`],
  ])('test_traceparent_%s: begins a trace after %s', (_, header) => {
    const { traceId, tracestate: state } = answer(['traceparent', header], ['tracestate', 'a=1'])
    expect(traceId).toBeDefined()
    expect(header).not.toContain(traceId)
    expect(state).toBeUndefined()
  })

  test.each([`cc-${TRACE}-${PARENT}-01`, `cc-${TRACE}-${PARENT}-01-what-the-future-will-be-like`])(
    'test_traceparent_version_0xcc: reads what %s shares with this version',
    (header) => {
      expect(answer(['traceparent', header]).traceId).toBe(TRACE)
    },
  )

  test.each([
    ['00', 0b00],
    ['01', 0b01],
    ['02', 0b10],
    ['03', 0b11],
    ['ff', 0b11],
  ])('hands on the flags %s: sampled and random, and no others (§3.2.2.5)', (flags, known) => {
    const { traceparent } = answer(['traceparent', `00-${TRACE}-${PARENT}-${flags}`])
    expect(traceparent?.traceFlags).toBe(known)
  })

  const OUTER_SPACE: [space: string, surround: (text: string) => string][] = [
    ['a space in front', (text) => ` ${text}`],
    ['a tab in front', (text) => `\t${text}`],
    ['a space behind', (text) => `${text} `],
    ['a tab behind', (text) => `${text}\t`],
    ['both on both sides', (text) => `\t ${text} \t`],
  ]
  test.each(OUTER_SPACE)('test_traceparent_ows_handling: reads past %s', (_, surround) => {
    expect(answer(['traceparent', surround(TRACEPARENT[1])]).traceId).toBe(TRACE)
  })

  test.each(OUTER_SPACE)('test_tracestate_ows_handling: reads past %s', (_, surround) => {
    expect(tracestate(surround('foo=1'))).toBe('foo=1')
  })

  test.each(['foo=1 \t , \t bar=2, \t baz=3', 'foo=1\t \t,\t \tbar=2,\t \tbaz=3'])(
    'test_tracestate_ows_handling: reads past the space in %j',
    (value) => {
      expect(tracestate(value)).toBe('foo=1,bar=2,baz=3')
    },
  )

  test('test_tracestate_included_traceparent_missing: discards it', () => {
    expect(answer(['tracestate', 'foo=1,bar=2']).tracestate).toBeUndefined()
  })

  test('test_tracestate_included_traceparent_included: hands it on', () => {
    expect(tracestate('foo=1,bar=2')).toBe('foo=1,bar=2')
  })

  test.each(['trace-state', 'trace.state'])(
    'test_tracestate_header_name: does not know %s',
    (name) => {
      expect(answer(TRACEPARENT, [name, 'foo=1']).tracestate).toBeUndefined()
    },
  )

  test.each(['TraceState', 'TrAcEsTaTe', 'TRACESTATE'])(
    'test_tracestate_header_name_valid_casing: knows %s',
    (name) => {
      expect(answer(TRACEPARENT, [name, 'foo=1']).tracestate).toBe('foo=1')
    },
  )

  test('test_tracestate_empty_header: reads past it, and sends none', () => {
    expect(tracestate('')).toBeUndefined()
    expect(tracestate('foo=1', '')).toBe('foo=1')
    expect(tracestate('', 'foo=1')).toBe('foo=1')
  })

  test('test_tracestate_multiple_headers_different_keys: joins them in their order', () => {
    expect(tracestate('foo=1,bar=2', 'rojo=1,congo=2', 'baz=3')).toBe(
      'foo=1,bar=2,rojo=1,congo=2,baz=3',
    )
  })

  test.each([[['foo=1,foo=1']], [['foo=1,foo=2']], [['foo=1', 'foo=1']], [['foo=1', 'foo=2']]])(
    'test_tracestate_duplicated_keys: discards %j and goes on with the trace',
    (values) => {
      expect(tracestate(...values)).toBeUndefined()
      const state = values.map((value): Header => ['tracestate', value])
      expect(answer(TRACEPARENT, ...state).traceId).toBe(TRACE)
    },
  )

  test('test_tracestate_all_allowed_characters: hands them on', () => {
    const key = 'abcdefghijklmnopqrstuvwxyz0123456789_-*/'
    const printable = Array.from({ length: 0x7e - 0x20 + 1 }, (_, index) => index + 0x20)
    const value = String.fromCharCode(...printable).replace(/[,=]/g, '')
    expect(tracestate(`${key}=${value}`)).toBe(`${key}=${value}`)
    expect(tracestate(`${key}@a-z0-9_-*/=${value}`)).toBe(`${key}@a-z0-9_-*/=${value}`)
  })

  test.each([
    ['key_illegal_characters', 'foo =1'],
    ['key_illegal_characters', 'FOO=1'],
    ['key_illegal_characters', 'foo.bar=1'],
    ['key_illegal_vendor_format', '@foo=1,bar=2'],
    ['key_length_limit', `foo=1,${'z'.repeat(257)}=1`],
    ['value_illegal_characters', 'foo=bar=baz'],
    ['value_illegal_characters', 'foo=,bar=3'],
  ])('test_tracestate_%s: discards %s', (_, value) => {
    expect(tracestate(value)).toBeUndefined()
  })

  test.each([
    ['key_length_limit', `foo=1,${'z'.repeat(256)}=1`],
    ['key_length_limit', `foo=1,${'t'.repeat(241)}@${'v'.repeat(14)}=1`],
    ['key_length_limit, without the limits of level 1', `foo=1,${'t'.repeat(242)}@v=1`],
    ['key_length_limit, without the limits of level 1', `foo=1,t@${'v'.repeat(15)}=1`],
    ['key_illegal_vendor_format, legal in level 2', 'foo@=1,bar=2'],
    ['key_illegal_vendor_format, legal in level 2', 'foo@@bar=1,bar=2'],
    ['key_illegal_vendor_format, legal in level 2', 'foo@bar@baz=1,bar=2'],
  ])('test_tracestate_%s: hands on %s', (_, value) => {
    expect(tracestate(value)).toBe(value)
  })

  test('test_tracestate_member_count_limit: hands on 32 members, and none of 33', () => {
    const members = Array.from({ length: 33 }, (_, index) => `bar${index + 10}=${index + 10}`)
    const state = TraceState.parse(
      tracestate(members.slice(0, 20).join(), members.slice(20, 32).join()) ?? '',
    )
    expect([state?.size, state?.get('bar10')]).toEqual([32, '10'])
    expect(tracestate(members.slice(0, 20).join(), members.slice(20).join())).toBeUndefined()
  })

  test.each<[name: string, headers: Header[], traceId: string | undefined]>([
    ['with_valid_traceparent', [TRACEPARENT], TRACE],
    ['without_traceparent', [], undefined],
    ['with_illegal_traceparent', [['traceparent', `00-${'0'.repeat(32)}-${PARENT}-01`]], undefined],
  ])('test_multiple_requests_%s: gives each a parent of its own', (_, headers, traceId) => {
    const requests = serve(headers, 3)
    expect(new Set(requests.map(({ traceparent }) => traceparent?.spanId)).size).toBe(3)
    for (const { traceparent } of requests) {
      if (traceId === undefined) expect(traceparent?.traceId).not.toBe('0'.repeat(32))
      else expect(traceparent?.traceId).toBe(traceId)
    }
  })

  test('hands on the trace of a request that it takes no part in, byte for byte (§3.4)', () => {
    const headers = receive([
      ['traceparent', `00-${TRACE}-${PARENT}-ff`],
      ['tracestate', 'foo=1,bar=2'],
    ])
    const carrier = {}
    w3cTraceContext.inject(w3cTraceContext.extract(Context.ROOT, headers), carrier)
    expect(carrier).toEqual({
      traceparent: `00-${TRACE}-${PARENT}-ff`,
      tracestate: 'foo=1,bar=2',
    })
  })
})
