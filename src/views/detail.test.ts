import { describe, expect, test } from 'vitest'
import { failed, log, notice, runOf, span, spanStart, written } from '../../tests/made-up-run.ts'
import type { SiteLookup } from '../telemetry/source-position.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { DroppedFromSpan } from '../telemetry/tracing/span-record.ts'
import { detailOf } from './detail.ts'
import type { Selection } from './selection.ts'
import { timeAxis } from './time-axis.ts'

const siteOf: SiteLookup = (site) =>
  site < 0 ? undefined : { file: 'main.ts', line: site, column: 1 }

/** A detail as it reads: its title, and a line for each entry. */
function read(
  selected: Selection | 'pay',
  ...events: readonly (TelemetryEvent | TelemetryEvent[])[]
) {
  const store = runOf(...events)
  const pay = store.spanRow('pay')
  const selection: Selection =
    selected === 'pay' ? { kind: 'span', row: pay < 0 ? store.spanCount : pay } : selected
  const detail = detailOf(store, siteOf, timeAxis(0, 100_000), selection)
  if (!detail) return 'nothing'
  return [detail.title, ...detail.entries.map(({ name, text }) => `${name}: ${text}`)].join('\n')
}

const FIRST_LINE: Selection = { kind: 'line', row: 0 }

describe('of a span', () => {
  test('a parent that leads back to it is told', () => {
    const cycle = [spanStart('pay', 0, { parent: 'ask' }), spanStart('ask', 1, { parent: 'pay' })]
    expect(read('pay', ...cycle)).toContain(
      'parent: ask (ask), whose parents lead back to this span',
    )
    const self = spanStart('pay', 0, { parent: 'pay' })
    expect(read('pay', self)).toContain('parent: itself, which is a mistake')
  })

  test('everything is told', () => {
    const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
    expect(
      read(
        'pay',
        span('checkout', 0, 90),
        spanStart('pay', 10, {
          parent: 'checkout',
          spanKind: 'client',
          attributes: { order: 1042, items: ['cup'] },
          site: 12,
        }),
        {
          kind: 'span-event',
          spanId: 'pay',
          name: 'asked',
          time: 12_500,
          attributes: { attempt: 1 },
        },
        { kind: 'link', spanId: 'pay', link: { context, attributes: { why: 'retry' } } },
        failed('pay', 'no answer'),
        { kind: 'span-end', spanId: 'pay', time: 82_060 },
      ),
    ).toMatchInlineSnapshot(`
      "Span: pay
      service: shop
      kind: client
      starts at: 10.0 ms
      took: 72.1 ms
      status: error: no answer
      order: 1042
      items: ["cup"]
      event at 12.5 ms: asked attempt=1
      link to: trace aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, span bbbbbbbbbbbbbbbb why=retry
      parent: checkout (checkout)
      span id: pay
      trace id: 0af7651916cd43dd8448eb211c80319c
      made at: main.ts, line 12"
    `)
  })

  test('what is missing is said', () => {
    expect(read('pay', spanStart('pay', 10))).toMatchInlineSnapshot(`
      "Span: pay
      service: shop
      kind: internal
      starts at: 10.0 ms
      took: never ended
      status: unset
      note: It was never ended: every way out of its code has to end it, also the one by an error.
      parent: none: this is a root
      span id: pay
      trace id: 0af7651916cd43dd8448eb211c80319c"
    `)
  })

  test.each<[dropped: DroppedFromSpan, text: string]>([
    [{ attributes: 2, events: 0, links: 0 }, '2 attributes were left out'],
    [{ attributes: 0, events: 1, links: 0 }, '1 event was left out'],
    [{ attributes: 1, events: 0, links: 3 }, '1 attribute and 3 links were left out'],
  ])('%j is told: %s', (dropped, text) => {
    const end: TelemetryEvent = { kind: 'span-end', spanId: 'pay', time: 1, dropped }
    expect(read('pay', spanStart('pay', 0), end)).toMatch(`limits: ${text}`)
  })

  test('a parent that is not in the run is said to be elsewhere', () => {
    expect(read('pay', spanStart('pay', 10, { parent: 'abc' }))).toMatch(
      'parent: abc, which is not in this run',
    )
  })

  test('that is not in the run there is nothing to tell', () => {
    expect(read('pay')).toBe('nothing')
    expect(read(FIRST_LINE)).toBe('nothing')
  })
})

describe('of a line', () => {
  test('of the log everything is told', () => {
    const line = log('order 1042 is paid', 20, {
      template: 'order {order} is paid',
      fields: { order: 1042 },
      span: 'pay',
      site: 13,
    })
    expect(read(FIRST_LINE, line)).toMatchInlineSnapshot(`
      "Line: order 1042 is paid
      at: 20.0 ms
      level: info
      service: shop
      target: shop
      template: order {order} is paid
      order: 1042
      span id: pay
      trace id: 0af7651916cd43dd8448eb211c80319c
      made at: main.ts, line 13"
    `)
  })

  test('of the log that has no holes and no span', () => {
    expect(read(FIRST_LINE, log('hello', 20))).toMatchInlineSnapshot(`
      "Line: hello
      at: 20.0 ms
      level: info
      service: shop
      target: shop
      span id: none: no span was active"
    `)
  })

  test('of the console', () => {
    expect(read(FIRST_LINE, written('paid', 20, 'warn'))).toMatchInlineSnapshot(`
      "console.warn
      at: 20.0 ms
      text: paid"
    `)
  })

  test('from the lab', () => {
    const line = { ...notice('end() was called twice', 20), site: 13 }
    expect(read(FIRST_LINE, line)).toMatchInlineSnapshot(`
      "Notice from the lab
      at: 20.0 ms
      text: end() was called twice
      made at: main.ts, line 13"
    `)
  })
})

test('of a row of the source: how much it made', () => {
  const selection: Selection = { kind: 'source', file: 'main.ts', row: 12 }
  const events = [
    span('a', 0, 1, { site: 12 }),
    span('b', 0, 1, { site: 13 }),
    log('x', 0, { site: 12 }),
  ]
  expect(read(selection, ...events)).toMatchInlineSnapshot(`
    "main.ts, line 12
    spans made: 1
    lines written: 1"
  `)
})

test('an entry that names a place has it, to go there', () => {
  const store = runOf(spanStart('pay', 0, { site: 12 }))
  const detail = detailOf(store, siteOf, timeAxis(0, 1), { kind: 'span', row: 0 })
  expect(detail?.entries.at(-1)?.position).toEqual({ file: 'main.ts', line: 12, column: 1 })
})

test('nothing hides in a detail', () => {
  const text = read(
    'pay',
    spanStart('pay', 0, { name: 'a\u202eb', attributes: { 'c\u202ed': 'e\u202ef' } }),
  )
  expect(text).toMatch('Span: a⟨U+202E⟩b')
  expect(text).toMatch('c⟨U+202E⟩d: e⟨U+202E⟩f')
})
