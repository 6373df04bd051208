import { describe, expect, test } from 'vitest'
import { failed, span, spanStart } from '../../tests/made-up-run.ts'
import { storeOf } from '../../tests/made-up-store.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { serviceMap, serviceMapText } from './service-map.ts'

type Events = readonly (TelemetryEvent | readonly TelemetryEvent[])[]

const mapOf = (...events: Events) => serviceMapText(serviceMap(storeOf(...events)))

/** A span of a service, with an id of its own. */
const of = (
  service: string,
  spanId: string,
  start: number,
  end: number,
  given: Parameters<typeof spanStart>[2] = {},
) => span('work', start, end, { spanId, service, ...given })

const client = { spanKind: 'client' } as const
const server = { spanKind: 'server' } as const
const producer = (topic: string) =>
  ({ spanKind: 'producer', attributes: { 'messaging.destination.name': topic } }) as const
const consumer = (topic: string) =>
  ({ spanKind: 'consumer', attributes: { 'messaging.destination.name': topic } }) as const

describe('a call', () => {
  test('takes as long as its client says, with the time on the way', () => {
    expect(
      mapOf(
        of('shop', 'a', 0, 40),
        of('shop', 'b', 10, 30, { ...client, parent: 'a' }),
        of('bank', 'c', 14, 25, { ...server, parent: 'b' }),
      ),
    ).toBe('shop → bank: 1 call; 20 ms')
  })

  test('takes as long as the work, where no client tells of it', () => {
    expect(mapOf(of('shop', 'a', 0, 40), of('bank', 'c', 14, 25, { parent: 'a' }))).toBe(
      'shop → bank: 1 call; 11 ms',
    )
  })

  test('has failed if its client says so, whatever the server thinks', () => {
    expect(
      mapOf(
        spanStart('call', 0, { ...client, service: 'shop' }),
        of('bank', 'c', 14, 25, { ...server, parent: 'call' }),
        failed('call', 'timeout'),
      ),
    ).toBe('shop → bank: 1 call, 1 failed (100 %), 1 not ended; no durations yet')
  })

  test('of what has no tracing goes to the name that the client gives it', () => {
    expect(
      mapOf(
        of('shop', 'a', 0, 9, { ...client, attributes: { 'server.address': 'mail.test' } }),
        of('shop', 'b', 0, 4, { ...client, attributes: { 'db.system.name': 'sqlite' } }),
      ),
    ).toBe('shop → mail.test (outside): 1 call; 9 ms\nshop → sqlite (outside): 1 call; 4 ms')
  })

  test('that never arrived counts with those that did', () => {
    const to = { ...client, attributes: { 'server.address': 'bank' } }
    expect(
      mapOf(
        of('shop', 'a', 0, 50, to),
        of('shop', 'b', 60, 70, to),
        of('bank', 'c', 62, 68, { ...server, parent: 'b' }),
      ),
    ).toBe('shop → bank: 2 calls; p50 10 ms, p99 50 ms')
  })

  test('that arrives twice is told of by the client once', () => {
    expect(
      mapOf(
        of('shop', 'a', 0, 50, client),
        of('bank', 'b', 2, 8, { ...server, parent: 'a' }),
        of('bank', 'c', 20, 27, { ...server, parent: 'a' }),
      ),
    ).toBe('shop → bank: 2 calls; p50 7 ms, p99 50 ms')
  })

  test('of a service to itself is a call, and work within it is none', () => {
    expect(
      mapOf(
        of('shop', 'a', 0, 50, client),
        of('shop', 'b', 2, 8, { ...server, parent: 'a' }),
        of('shop', 'c', 3, 7, { parent: 'b' }),
      ),
    ).toBe('shop → shop: 1 call; 50 ms')
  })
})

describe('a message', () => {
  test('goes through its queue, whatever trace its consumer is in', () => {
    expect(
      mapOf(
        of('shop', 'a', 0, 3, producer('orders')),
        of('mail', 'b', 90, 99, { ...consumer('orders'), traceId: 'f'.repeat(32) }),
        of('stock', 'c', 91, 93, { ...consumer('orders'), parent: 'a' }),
      ),
    ).toBe(
      [
        'shop → queue orders: 1 call; 3 ms',
        'queue orders → mail: 1 call; 9 ms',
        'queue orders → stock: 1 call; 2 ms',
      ].join('\n'),
    )
  })

  test('without the name of a queue comes from whom it is linked to', () => {
    const links = [{ context: { traceId: 'x', spanId: 'a', traceFlags: 1 }, attributes: {} }]
    expect(
      mapOf(of('shop', 'a', 0, 3), of('mail', 'b', 9, 11, { spanKind: 'consumer', links })),
    ).toBe('shop → mail: 1 call; 2 ms')
  })
})

test('a service that calls nobody is there, too', () => {
  expect(mapOf(of('shop', 'a', 0, 50), of('shop', 'b', 1, 5, { parent: 'a' }))).toBe(
    'shop: 2 spans, no calls',
  )
})

test('spans in a circle, orphans and spans that never end break nothing', () => {
  expect(
    mapOf(
      spanStart('a', 0, { parent: 'b', service: 'x' }),
      spanStart('b', 1, { parent: 'a', service: 'y' }),
      spanStart('lost', 2, { parent: 'nobody', service: 'z' }),
    ),
  ).toBe('x → y: 1 call, 1 not ended; no durations yet\nz: 1 span, no calls')
})

test('each edge knows a call to look at: the slowest, and the last that failed', () => {
  const store = storeOf(
    of('shop', 'a', 0, 100),
    of('bank', 'b', 0, 5, { parent: 'a' }),
    of('bank', 'c', 10, 19, { parent: 'a' }),
    spanStart('d', 20, { parent: 'a', service: 'bank' }),
    failed('d'),
  )
  const [edge] = serviceMap(store).edges
  expect(store.spanRecord(edge?.slowestRow ?? -1).spanId).toBe('c')
  expect(store.spanRecord(edge?.failedRow ?? -1).spanId).toBe('d')
})

test('names that hide something are spelled out', () => {
  expect(mapOf(of('a\u202eb', 'a', 0, 1))).toBe('a⟨U+202E⟩b: 1 span, no calls')
})

describe('with a filter', () => {
  const store = storeOf(
    of('browser', 'a', 0, 100, client),
    of('shop', 'b', 1, 99, { parent: 'a', ...server }),
    of('shop', 'c', 10, 90, { parent: 'b', ...client }),
    of('bank', 'd', 12, 88, { parent: 'c', ...server }),
    failed('c'),
  )
  const admitting = (...ids: readonly string[]) =>
    serviceMapText(serviceMap(store, (row) => ids.includes(store.spanRecord(row).spanId)))

  test('a call counts if who tells of it is admitted, or who was called', () => {
    expect(admitting('c')).toContain('shop → bank: 1 call')
    expect(admitting('d')).toContain('shop → bank: 1 call')
    expect(admitting('d')).not.toContain('browser')
  })

  test('a call that was answered is none of someone outside, if who answered is not admitted', () => {
    const map = serviceMap(store, (row) => store.spanRecord(row).spanId === 'c')
    expect(map.nodes.map(({ kind }) => kind)).not.toContain('outside')
  })

  test('that admits nothing the map is empty', () => {
    expect(serviceMap(store, () => false)).toEqual({ nodes: [], edges: [] })
  })
})
