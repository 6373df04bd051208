import { describe, expect, test } from 'vitest'
import { failed, span, spanEnd, spanStart } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { SpanKind } from '../telemetry/tracing/span-record.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { SpanLinks } from './span-links.ts'
import { SpanTree } from './span-tree.ts'
import { timeAxis } from './time-axis.ts'
import { readingText, traceReading } from './trace-reading.ts'

type Given = readonly (TelemetryEvent | readonly TelemetryEvent[])[]

function read(events: Given, isGrowing = false): string {
  const store = ColumnStore.of(events.flat())
  const tree = new SpanTree(store.rows.spans)
  const roots: number[] = []
  for (let place = 0; place < tree.count; place += tree.size(place)) roots.push(place)
  const axis = timeAxis(store.start, store.end, isGrowing)
  const reading = traceReading({ store, tree, links: new SpanLinks(store), axis }, roots)
  return `\n${readingText(reading)}\n`
}

const inService = (service: string, spanKind: SpanKind, parent?: string) => ({
  service,
  spanKind,
  ...(parent !== undefined && { parent }),
})

/** A call: the span of who asks, and that of who answers. */
const call = (id: string, from: string, to: string, parent: string, start: number, end: number) => [
  ...span(`ask ${id}`, start, end, inService(from, 'client', parent)),
  ...span(id, start + 2, end - 2, inService(to, 'server', `ask ${id}`)),
]

describe('a reading tells', () => {
  test('who called whom, how long it took, and what for', () => {
    const events = [
      span('POST /checkout', 0, 112, inService('storefront', 'server')),
      call('price the cart', 'storefront', 'pricing', 'POST /checkout', 10, 92),
      span('SELECT prices', 16, 87, inService('pricing', 'client', 'price the cart')),
      span('render', 95, 110, inService('storefront', 'internal', 'POST /checkout')),
    ]
    expect(read(events)).toMatchInlineSnapshot(`
      "
      storefront was asked for “POST /checkout”, which took 112 ms, 82 ms of it waiting for pricing and 15 ms for “render”.
        storefront called pricing (“price the cart”), which took 82 ms, 71 ms of it waiting for “SELECT prices”.
          pricing called “SELECT prices”, which took 71 ms.
        “render” took 15 ms.
      "
    `)
  })

  test('why it failed, as the one says that knows best', () => {
    const events = [
      spanStart('checkout', 0, inService('storefront', 'server')),
      spanStart('ask', 10, inService('storefront', 'client', 'checkout')),
      spanStart('charge', 12, inService('bank', 'server', 'ask')),
      failed('charge', 'the card is refused'),
      spanEnd('charge', 38),
      failed('ask'),
      spanEnd('ask', 40),
      failed('checkout'),
      spanEnd('checkout', 50),
    ]
    expect(read(events)).toMatchInlineSnapshot(`
      "
      storefront was asked for “checkout”, which took 50 ms, 30 ms of it waiting for bank. It failed.
        storefront called bank (“charge”), which took 30 ms. It failed: the card is refused.
      "
    `)
  })

  test('what was done over and over once', () => {
    const events = [
      span('list orders', 0, 100, inService('storefront', 'server')),
      ...[1, 2, 3, 4].map((nth) =>
        span('SELECT order', nth * 20, nth * 20 + 10 + nth, {
          ...inService('storefront', 'client', 'list orders'),
          spanId: `q${nth}`,
        }),
      ),
      failed('q3'),
      ...[1, 2, 3].map((nth) =>
        span('look', 95, 96, {
          ...inService('catalogue', 'server', 'list orders'),
          spanId: `l${nth}`,
        }),
      ),
    ]
    expect(read(events)).toMatchInlineSnapshot(`
      "
      storefront was asked for “list orders”, which took 100 ms, 50 ms of it waiting for “SELECT order”.
        “SELECT order” was done 4 times: 11 ms to 14 ms each, 50 ms in all. 1 of them failed.
        storefront called catalogue 3 times (“look”): 1 ms each, 3 ms in all.
      "
    `)
  })

  test('of messages, also of those across traces', () => {
    const other = { traceId: 'b'.repeat(32) }
    const link = {
      context: {
        ...other,
        traceId: '0af7651916cd43dd8448eb211c80319c',
        spanId: 'order placed',
        traceFlags: 1,
      },
      attributes: {},
    }
    const events = [
      span('checkout', 0, 20, inService('storefront', 'server')),
      span('order placed', 10, 12, inService('storefront', 'producer', 'checkout')),
      span('pack', 30, 60, inService('warehouse', 'consumer', 'order placed')),
      span('send mail', 40, 45, { ...inService('mailer', 'consumer'), ...other, links: [link] }),
    ]
    expect(read(events)).toMatchInlineSnapshot(`
      "
      storefront was asked for “checkout”, which took 20 ms, 2 ms of it waiting for “order placed”.
        storefront sent a message, “order placed”, in 2 ms. It is linked from mailer’s “send mail”, in another trace.
          warehouse took up a message, “pack”, 20 ms later and took 30 ms over it.
      mailer took up a message, “send mail”, and took 5 ms over it. It is linked to storefront’s “order placed”, in another trace.
      "
    `)
  })

  test('what never ended, and what still goes on', () => {
    const events = [
      spanStart('brew', 0, inService('kitchen', 'internal')),
      span('boil', 5, 25, inService('kitchen', 'internal', 'brew')),
    ]
    expect(read(events)).toMatchInlineSnapshot(`
      "
      kitchen did “brew”, which has never ended, 20 ms of it waiting for “boil”.
        “boil” took 20 ms.
      "
    `)
    expect(read(events, true)).toMatchInlineSnapshot(`
      "
      kitchen did “brew”, which has been going on for 25 ms, 20 ms of it waiting for “boil”.
        “boil” took 20 ms.
      "
    `)
  })

  test('what is odd about a span', () => {
    const events = [
      span('lost', 0, 20, { parent: 'elsewhere' }),
      span('parent', 10, 20),
      span('early', 5, 30, { parent: 'parent' }),
    ]
    expect(read(events)).toMatchInlineSnapshot(`
      "
      shop did “lost”, which took 20 ms. Its parent, elsewhere, is not in this run: it was not recorded, not kept, or comes later.
      shop did “parent”, which took 10 ms, all of it waiting for “early”.
        “early” took 25 ms. It begins 5 ms before its parent: the clocks of their services differ, or it has the wrong parent. It ends 10 ms after its parent: the parent did not wait for it, or the clocks of their services differ.
      "
    `)
  })
})

test('a long trace is not told to its end', () => {
  const events = [
    span('root', 0, 100),
    ...Array.from({ length: 80 }, (_, nth) =>
      span(`step ${nth}`, nth, nth + 1, { parent: 'root' }),
    ),
  ]
  const rows = read(events).trim().split('\n')
  expect(rows).toHaveLength(61)
  expect(rows.at(-1)).toBe('There are 21 more spans.')
})

test('a trace can be deeper than the stack', () => {
  const events = Array.from({ length: 20_000 }, (_, nth) =>
    spanStart(`${nth}`, 0, nth > 0 ? { parent: `${nth - 1}` } : {}),
  )
  expect(read(events)).toContain('There are 19,940 more spans.')
})
