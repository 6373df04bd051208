import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  failed,
  log,
  notice,
  runOf,
  span,
  spanEnd,
  spanStart,
  written,
} from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { traceText } from '../views/trace-text.ts'
import { RunStore } from './run-store.ts'

const names = (spans: readonly { name: string }[]) => spans.map(({ name }) => name)

test('events become a tree of spans with their lines', () => {
  const store = runOf(
    spanStart('checkout', 0),
    log('begins', 1, { span: 'checkout' }),
    span('reserve', 2, 5, { parent: 'checkout' }),
    spanStart('charge', 6, { parent: 'checkout' }),
    log('no answer', 8, { span: 'charge' }),
    failed('charge', 'timed out'),
    spanEnd('charge', 9),
    spanEnd('checkout', 10),
    written('paid', 10),
  )
  expect(traceText(store)).toMatchInlineSnapshot(`
    "checkout (shop)  0.0–10.0
      1.0 info begins
      reserve (shop)  2.0–5.0
      charge (shop)  6.0–9.0 error: timed out
        8.0 info no answer
    10.0 console.log paid"
  `)
})

test('what the limits of a span left out is known from its end', () => {
  const dropped = { attributes: 2, events: 0, links: 0 }
  const store = runOf(spanStart('a'), { kind: 'span-end', spanId: 'a', time: 1, dropped })
  expect(store.span('a')?.dropped).toEqual(dropped)
  expect(runOf(span('b', 0, 1)).span('b')).not.toHaveProperty('dropped')
})

test('an empty run has no beginning and no end', () => {
  const store = new RunStore()
  expect([store.start, store.end, store.services, store.roots()]).toEqual([0, 0, [], []])
})

test('everything is kept as it came', () => {
  const events = [spanStart('a'), log('x'), failed('a'), spanEnd('a', 1)]
  expect(RunStore.of(events).events).toEqual(events)
})

test('what comes in parts is the same as what comes at once', () => {
  const events = [
    spanStart('a'),
    log('x', 1, { span: 'a' }),
    spanEnd('a', 2),
    span('b', 3, 4),
  ].flat()
  const store = new RunStore()
  for (const event of events) store.append([event])
  const whole = RunStore.of(events)
  expect(traceText(store)).toBe(traceText(whole))
  expect([store.spans, store.lines]).toEqual([whole.spans, whole.lines])
})

test('lines of every kind stand in one list', () => {
  const store = runOf(log('a', 1), written('b', 2), notice('c', 3))
  expect(store.lines.map(({ kind }) => kind)).toEqual(['log', 'console', 'diagnostic'])
})

test('services stand in the order in which they are first heard of', () => {
  const store = runOf(
    log('a', 0, { service: 'shop' }),
    span('b', 1, 2, { service: 'bank' }),
    log('c', 3, { service: 'shop' }),
    log('d', 4, { service: 'cart' }),
  )
  expect(store.services).toEqual(['shop', 'bank', 'cart'])
})

describe('a span', () => {
  const only = (...events: readonly TelemetryEvent[]) =>
    runOf(spanStart('pay', 1), events).span('pay')

  test('is known by its id, and another is not', () => {
    const store = runOf(span('pay', 1, 2))
    expect(store.span('pay')).toMatchObject({ name: 'pay', start: 1_000, end: 2_000 })
    expect(store.span('other')).toBeUndefined()
  })

  test('has no end until it ends', () => {
    expect(only()?.end).toBeUndefined()
  })

  test('begins without status, events and links of its own', () => {
    expect(only()).toMatchObject({ status: { code: 'unset' }, events: [], links: [] })
  })

  test('takes over each change', () => {
    const link = { context: { traceId: 'a', spanId: 'b', traceFlags: 1 }, attributes: {} }
    const changed = only(
      { kind: 'attribute', spanId: 'pay', name: 'order', value: 1 },
      { kind: 'attribute', spanId: 'pay', name: 'order', value: 2 },
      { kind: 'span-event', spanId: 'pay', name: 'called', time: 1_500, attributes: { n: 1 } },
      { kind: 'link', spanId: 'pay', link },
      { kind: 'rename', spanId: 'pay', name: 'charge' },
      failed('pay', 'no'),
      { kind: 'status', spanId: 'pay', status: { code: 'ok' } },
    )
    expect(changed).toMatchObject({
      name: 'charge',
      attributes: { order: 2 },
      events: [{ name: 'called', time: 1_500, attributes: { n: 1 } }],
      links: [link],
      status: { code: 'ok' },
    })
  })

  test('can have an attribute called __proto__', () => {
    const attributes = JSON.parse('{"__proto__":1}')
    const [early, late] = [
      runOf(spanStart('pay', 1, { attributes })).span('pay'),
      only({ kind: 'attribute', spanId: 'pay', name: '__proto__', value: { admin: true } }),
    ]
    expect(Object.entries(early?.attributes ?? {})).toEqual([['__proto__', 1]])
    expect(Object.entries(late?.attributes ?? {})).toEqual([['__proto__', { admin: true }]])
  })

  test('does not change the events from which it was made', () => {
    const start = spanStart('pay', 1, { attributes: { order: 1 } })
    runOf(start, { kind: 'attribute', spanId: 'pay', name: 'order', value: 2 })
    expect(start.attributes).toEqual({ order: 1 })
  })

  test('that nobody knows is not changed', () => {
    const store = runOf(
      failed('other'),
      { kind: 'rename', spanId: 'other', name: 'x' },
      spanEnd('other', 5),
    )
    expect(store.spans).toEqual([])
  })

  test('can have a hundred thousand events', () => {
    const event = {
      kind: 'span-event',
      spanId: 'pay',
      name: 'tick',
      time: 1_500,
      attributes: {},
    } as const
    expect(only(...Array(100_000).fill(event))?.events).toHaveLength(100_000)
  })
})

describe('parents and children', () => {
  test('children stand in the order of their start', () => {
    const store = runOf(
      span('a', 0, 9),
      span('b', 1, 8, { parent: 'a' }),
      span('c', 1, 2, { parent: 'a' }),
    )
    expect(names(store.childrenOf('a'))).toEqual(['b', 'c'])
    expect(store.childrenOf('c')).toEqual([])
  })

  test('a span whose parent is not here is a root, with its children', () => {
    const store = runOf(
      span('orphan', 0, 9, { parent: 'elsewhere' }),
      span('child', 1, 2, { parent: 'orphan' }),
    )
    expect(names(store.roots())).toEqual(['orphan'])
    expect(names(store.childrenOf('elsewhere'))).toEqual(['orphan'])
  })

  test('a span is a root no longer when its parent comes after it', () => {
    const store = runOf(span('child', 0, 1, { parent: 'late' }))
    expect(names(store.roots())).toEqual(['child'])
    store.append([spanStart('late', 2)])
    expect(names(store.roots())).toEqual(['late'])
  })

  test('lines belong to the span that was active, also if it comes later or never', () => {
    const store = runOf(
      log('a', 0, { span: 'late' }),
      spanStart('late', 1),
      log('b', 2),
      log('c', 3, { span: 'never' }),
    )
    expect(store.linesOf('late')).toHaveLength(1)
    expect(store.linesOf('never')).toHaveLength(1)
    expect(store.linesOf('other')).toEqual([])
  })

  test('a cycle of parents is broken at the span that came first, and so is every one of several', () => {
    const store = runOf(
      span('a', 0, 1, { parent: 'c' }),
      span('b', 1, 2, { parent: 'a' }),
      span('c', 2, 3, { parent: 'b' }),
      span('below', 3, 4, { parent: 'b' }),
      span('self', 4, 5, { parent: 'self' }),
      span('root', 5, 6),
    )
    expect(names(store.roots())).toEqual(['a', 'self', 'root'])
    expect(names(store.spans.filter(({ spanId }) => store.isCycleStart(spanId)))).toEqual([
      'a',
      'self',
    ])
    expect(['a', 'b', 'c', 'self'].map((id) => names(store.childrenOf(id)))).toEqual([
      ['b'],
      ['c', 'below'],
      [],
      [],
    ])
  })

  test('a cycle is one from the moment when it is closed', () => {
    const store = runOf(spanStart('a', 0, { parent: 'b' }))
    expect(store.isCycleStart('a')).toBe(false)
    store.append([spanStart('b', 1, { parent: 'a' })])
    expect(store.isCycleStart('a')).toBe(true)
  })

  test('a hundred thousand spans in one circle, or each in its own, are found at once', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `s${index}`)
    const circle = runOf(ids.map((id, index) => spanStart(id, 0, { parent: ids.at(index - 1) })))
    expect(names(circle.roots())).toEqual(['s0'])
    const circles = runOf(ids.map((id) => spanStart(id, 0, { parent: id })))
    expect(circles.roots()).toHaveLength(100_000)
  })

  test('every span is a root or the child of one span that is here', () => {
    const id = fc.integer({ min: 0, max: 20 }).map(String)
    const parents = fc.uniqueArray(fc.tuple(id, fc.option(id, { nil: undefined })), {
      selector: ([spanId]) => spanId,
    })
    fc.assert(
      fc.property(parents, (pairs) => {
        const store = runOf(
          ...pairs.map(([spanId, parent]) =>
            spanStart(spanId, 0, parent === undefined ? {} : { parent }),
          ),
        )
        const places = [
          ...store.roots(),
          ...store.spans.flatMap((one) => store.childrenOf(one.spanId)),
        ]
        expect(names(places).toSorted()).toEqual(names(store.spans).toSorted())
      }),
    )
  })
})

describe('the time of a run', () => {
  test('goes from the first event to the last, whatever their kind', () => {
    const store = runOf(log('a', 5), spanStart('b', 7), {
      kind: 'span-event',
      spanId: 'b',
      name: 'late',
      time: 9_000,
      attributes: {},
    })
    expect([store.start, store.end]).toEqual([5_000, 9_000])
  })

  test('does not ask for order', () => {
    const store = runOf(written('late', 9), written('early', 2))
    expect([store.start, store.end]).toEqual([2_000, 9_000])
  })
})

test('what each place has made is known without looking at everything', () => {
  const site = fc.integer({ min: -1, max: 3 })
  const event = fc.oneof(
    fc.record({ line: fc.constantFrom('info', 'error', 'fatal'), site }),
    fc.record({ written: fc.constantFrom('log', 'error', 'assert', 'warn'), site }),
    fc.record({ span: fc.nat(3), site }),
    fc.record({ status: fc.constantFrom('ok', 'error', 'unset'), of: fc.nat(3) }),
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(event, { selector: (given) => ('span' in given ? given.span : given) }),
      (given) => {
        const store = runOf(
          given.map((some): TelemetryEvent => {
            if ('line' in some) return log('x', 0, { level: some.line as 'info', site: some.site })
            if ('written' in some)
              return { ...written('x', 0, some.written as 'log'), site: some.site }
            if ('span' in some) return spanStart(`s${some.span}`, 0, { site: some.site })
            return { kind: 'status', spanId: `s${some.of}`, status: { code: some.status as 'ok' } }
          }),
        )
        for (const [number, { lines, spans, failures }] of store.sites) {
          const hasFailed = store.lines.filter(
            (line) =>
              line.site === number &&
              ((line.kind === 'log' && /error|fatal/.test(line.level)) ||
                (line.kind === 'console' && /error|assert/.test(line.method))),
          )
          const failedSpans = store.spans.filter(
            (span) => span.site === number && span.status.code === 'error',
          )
          expect(lines).toEqual(store.lines.filter((line) => line.site === number))
          expect(spans).toEqual(store.spans.filter((span) => span.site === number))
          expect(failures).toBe(hasFailed.length + failedSpans.length)
        }
        const counted = [...store.sites.values()].reduce(
          (sum, made) => sum + made.lines.length + made.spans.length,
          0,
        )
        expect(counted).toBe(store.lines.length + store.spans.length)
        expect(store.consoleLines).toEqual(store.lines.filter(({ kind }) => kind === 'console'))
      },
    ),
  )
})
