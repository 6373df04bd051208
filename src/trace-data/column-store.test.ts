import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryEvent } from '../../tests/arbitrary-events.ts'
import { failed, log, notice, span, spanEnd, spanStart, written } from '../../tests/made-up-run.ts'
import type { Fields } from '../telemetry/field.ts'
import type { Line, SpanChange, SpanEnd, TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import { ColumnStore } from './column-store.ts'
import { transferOf } from './event-batch.ts'
import { EventColumns } from './event-columns.ts'

/** A store of all that, in the order in which it is given. */
function storeOf(...events: readonly (TelemetryEvent | readonly TelemetryEvent[])[]): ColumnStore {
  return ColumnStore.of(events.flat())
}

/** The same, in several batches. */
function storeInParts(events: readonly TelemetryEvent[], sizes: readonly number[]): ColumnStore {
  const [columns, store] = [new EventColumns(), new ColumnStore()]
  let size = 0
  events.forEach((event, index) => {
    columns.append(event)
    if (columns.count >= (sizes[size % sizes.length] ?? 1) || index === events.length - 1) {
      store.append(columns.take())
      size++
    }
  })
  return store
}

const nameOf = (store: ColumnStore, row: number) => store.spanRecord(row).name
const names = (store: ColumnStore, rows: readonly number[]) => rows.map((row) => nameOf(store, row))

describe('what goes in comes out', () => {
  const events = fc.array(arbitraryEvent, { maxLength: 40 })
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })

  test('as it was, whatever it is, in whatever batches', () => {
    fc.assert(
      fc.property(events, sizes, (given, parts) => {
        const store = storeInParts(given, parts)
        expect(store.events()).toEqual(given)
        // `toEqual` takes −0 for 0 nowhere, but an absent member for an undefined one.
        expect(store.events().map((event) => Object.keys(event).toSorted())).toEqual(
          given.map((event) => Object.keys(event).toSorted()),
        )
      }),
    )
  })

  test('also where there are more texts and traces than the program remembers', () => {
    const given = Array.from({ length: 150_000 }, (_, at) =>
      spanStart(`span ${at % 70_000}`, at, { traceId: `trace ${at % 70_000}` }),
    )
    const store = storeInParts(given, [1000])
    expect(store.events(149_990)).toEqual(given.slice(149_990))
    expect(store.traceCount).toBe(70_000)
    expect(store.spansOfTrace(69_999)).toEqual([69_999, 139_999])
  })

  test('after it was handed over, and no longer there for who wrote it', () => {
    const given = [...span('a', 0, 1, { attributes: { order: 1042 } }), log('\ud800 x')]
    const columns = new EventColumns()
    for (const event of given) columns.append(event)
    const batch = columns.take()
    const arrived = structuredClone(batch, { transfer: transferOf([batch]) })
    expect(batch.bytes.byteLength).toBe(0)
    const store = new ColumnStore()
    store.append(arrived)
    expect(store.events()).toEqual(given)
  })

  test('with all that a console line may hold beside its words', () => {
    const given = [
      written('w'),
      written('x', 1, { method: 'warn', depth: 2, snapshot: '{"parts":["x",1],"objects":[]}' }),
      written('y', 1, { depth: 0, snapshot: '' }),
      written('z', 1, { depth: 1 }),
      written('z', 1),
    ]
    expect(ColumnStore.of(given).events()).toEqual(given)
  })

  test('in parts, too', () => {
    const given = Array.from({ length: 1000 }, (_, at) => [
      ...span(`${at}`, at, at + 1),
      log('x'),
    ]).flat()
    const store = ColumnStore.of(given)
    expect(store.events(700, 1300)).toEqual(given.slice(700, 1300))
    expect(store.events(2999, 9999)).toEqual(given.slice(2999))
    expect(store.events(5, 5)).toEqual([])
  })
})

describe('beside a store that keeps objects,', () => {
  /** Each span with an id of its own, and nothing before its start or after its end. */
  const honest = fc.array(arbitraryEvent, { maxLength: 60 }).map((events) => {
    const open = new Map<string, boolean>()
    return events.filter((event) => {
      if (!('spanId' in event) || event.kind === 'log') return true
      const isOpen = open.get(event.spanId as string)
      if (event.kind === 'span-start' && isOpen !== undefined) return false
      if (event.kind !== 'span-start' && isOpen !== true) return false
      open.set(event.spanId as string, event.kind !== 'span-end')
      return true
    })
  })

  test('lines, spans, times, and who belongs to whom are the same', () => {
    fc.assert(
      fc.property(honest, (events) => {
        const store = ColumnStore.of(events)
        const lines = events.filter(isLine)
        const spans = spansAfter(events)
        expect(store.lines()).toEqual(lines)
        expect(store.spans()).toEqual([...spans.values()])
        const times = events.flatMap((event) => ('time' in event ? [event.time] : []))
        expect([store.start, store.end]).toEqual(
          times.length > 0 ? [Math.min(...times), Math.max(...times)] : [0, 0],
        )
        const services = events.flatMap((event) => ('service' in event ? [event.service] : []))
        expect(store.services).toEqual([...new Set(services)])
        ;[...spans.values()].forEach(({ spanId, parentSpanId }, row) => {
          expect(store.spanRow(spanId)).toBe(row)
          const own = store.linesOf(row).map((line) => store.line(line))
          expect(own).toEqual(lines.filter((line) => line.kind === 'log' && line.spanId === spanId))
          if (parentSpanId !== undefined && !spans.has(parentSpanId)) {
            expect(store.problemsOf(row)).toContain('parent-missing')
          }
        })
      }),
    )
  })

  function isLine(event: TelemetryEvent): event is Line {
    return event.kind === 'log' || event.kind === 'console' || event.kind === 'diagnostic'
  }

  /** What is known of each span when all has been said, by its id. */
  function spansAfter(events: readonly TelemetryEvent[]): ReadonlyMap<string, SpanRecord> {
    const spans = new Map<string, SpanRecord>()
    for (const event of events) {
      if (event.kind === 'span-start') {
        const { kind: _, time: start, attributes, ...rest } = event
        const copy: Fields = Object.assign(Object.create(null), attributes)
        const status = { code: 'unset' } as const
        spans.set(rest.spanId, { ...rest, start, attributes: copy, status, events: [] })
      } else if (!isLine(event)) {
        spans.set(event.spanId, changed(spans.get(event.spanId) as SpanRecord, event))
      }
    }
    return spans
  }

  function changed(span: SpanRecord, change: SpanChange | SpanEnd): SpanRecord {
    switch (change.kind) {
      case 'span-end':
        return { ...span, end: change.time, ...(change.dropped && { dropped: change.dropped }) }
      case 'attribute':
        span.attributes[change.name] = change.value
        return span
      case 'span-event': {
        const { name, time, attributes } = change
        return { ...span, events: [...span.events, { name, time, attributes }] }
      }
      case 'link':
        return { ...span, links: [...span.links, change.link] }
      case 'status':
        return { ...span, status: change.status }
      case 'rename':
        return { ...span, name: change.name }
    }
  }
})

test('roots are spans without a parent, orphans, and one of every circle', () => {
  const store = storeOf(
    span('a', 0, 1, { parent: 'c' }),
    span('b', 1, 2, { parent: 'a' }),
    span('c', 2, 3, { parent: 'b' }),
    span('self', 4, 5, { parent: 'self' }),
    span('orphan', 4, 5, { parent: 'elsewhere' }),
    span('root', 5, 6),
    span('child', 5, 6, { parent: 'root' }),
  )
  expect(names(store, store.roots())).toEqual(['a', 'self', 'orphan', 'root'])
  const isCutOff = (name: string) => store.rows.spans.isCutOff(store.spanRow(name))
  expect(['a', 'b', 'self', 'orphan', 'root'].map(isCutOff)).toEqual([
    true,
    false,
    true,
    false,
    false,
  ])
})

test('every span is a root or the child of one span that is here', () => {
  const id = fc.integer({ min: 0, max: 20 }).map(String)
  const parents = fc.array(fc.tuple(id, fc.option(id, { nil: undefined })))
  fc.assert(
    fc.property(parents, (pairs) => {
      const store = storeOf(
        ...pairs.map(([name, parent]) =>
          spanStart(name, 0, parent === undefined ? {} : { parent }),
        ),
      )
      const all = pairs.map((_, row) => row)
      const places = [...store.roots(), ...all.flatMap((row) => store.childrenOf(row))]
      expect(places.toSorted((a, b) => a - b)).toEqual(all)
    }),
  )
})

test('what the console wrote is told from other lines', () => {
  const store = storeOf(log('a'), written('b', 1, 'error'), notice('c'), written('d'))
  expect(store.consoleCount).toBe(2)
  expect([0, 1, 2, 3].filter((row) => store.isConsoleLine(row))).toEqual([1, 3])
  expect(new ColumnStore().consoleCount).toBe(0)
})

test('an empty run has no beginning and no end', () => {
  const store = new ColumnStore()
  expect([store.start, store.end, store.services, store.events()]).toEqual([0, 0, [], []])
})

test('the revision grows with each batch', () => {
  const [columns, store] = [new EventColumns(), new ColumnStore()]
  const revisions = [store.revision]
  for (const name of ['a', 'b']) {
    columns.append(log(name))
    store.append(columns.take())
    revisions.push(store.revision)
  }
  expect(revisions).toEqual([0, 1, 2])
})

test('a run that is over gives memory back, and says the same', () => {
  const events = Array.from({ length: 3000 }, (_, at) => span(`${at}`, at, at + 1)).flat()
  const store = ColumnStore.of(events)
  const before = store.bytes
  store.trim()
  expect(store.bytes).toBeLessThan(before)
  expect(store.events()).toEqual(events)
})

test('lines and spans are known by their times, too', () => {
  const store = storeOf(log('late', 9), log('early', 2), span('b', 5, 6), span('a', 3, 4))
  expect([store.linesByTime.row(0), store.linesByTime.rankOf(5_000)]).toEqual([1, 1])
  expect([store.spansByTime.row(0), store.spansByTime.rankOf(9_000)]).toEqual([1, 2])
})

describe('parents and children', () => {
  const childrenOf = (store: ColumnStore, name: string) =>
    names(store, store.childrenOf(store.spanRow(name)))

  test('children stand in the order in which they came', () => {
    const store = storeOf(
      span('a', 0, 9),
      span('b', 5, 8, { parent: 'a' }),
      span('c', 1, 2, { parent: 'a' }),
    )
    expect(childrenOf(store, 'a')).toEqual(['b', 'c'])
    expect(childrenOf(store, 'c')).toEqual([])
  })

  test('children, lines and changes that come before their span find it when it comes', () => {
    const store = storeOf(
      span('child', 2, 3, { parent: 'late' }),
      log('early', 1, { span: 'late' }),
      { kind: 'attribute', spanId: 'late', name: 'n', value: 1 },
      { kind: 'rename', spanId: 'late', name: 'later' },
      spanEnd('late', 4),
      spanStart('late', 1, { attributes: { n: 0, m: 2 } }),
      log('after', 5, { span: 'late' }),
    )
    const late = store.spanRow('late')
    expect(childrenOf(store, 'late')).toEqual(['child'])
    expect(store.linesOf(late)).toEqual([0, 1])
    expect([0, 1].map((line) => store.spanOfLine(line))).toEqual([late, late])
    expect(store.spanRecord(late)).toMatchObject({
      name: 'later',
      start: 1_000,
      end: 4_000,
      attributes: { n: 1, m: 2 },
    })
    expect(store.problemsOf(late)).toEqual([])
    expect(store.problemsOf(store.spanRow('child'))).toEqual([])
  })

  test('whatever the order, every span finds its parent', () => {
    const tree = fc.integer({ min: 1, max: 30 }).chain((count) =>
      fc.tuple(
        fc.tuple(...Array.from({ length: count }, (_, at) => fc.integer({ min: -1, max: at - 1 }))),
        fc.shuffledSubarray(
          Array.from({ length: count }, (_, at) => at),
          { minLength: count },
        ),
      ),
    )
    fc.assert(
      fc.property(tree, ([parents, order]) => {
        const store = storeOf(
          ...order.map((at) => {
            const parent = parents[at] as number
            return spanStart(`${at}`, at, parent < 0 ? {} : { parent: `${parent}` })
          }),
        )
        for (const [at, parent] of parents.entries()) {
          const above = store.rows.spans.treeParent(store.spanRow(`${at}`))
          expect(above < 0 ? -1 : Number(nameOf(store, above))).toBe(parent)
        }
        expect(store.problemCounts['parent-missing']).toBe(0)
      }),
    )
  })
})

describe('what is odd about a span is kept and marked:', () => {
  const problems = (store: ColumnStore) =>
    Object.fromEntries(
      Array.from({ length: store.spanCount }, (_, row) => [
        `${nameOf(store, row)} ${row}`,
        store.problemsOf(row).join(' '),
      ]),
    )

  test('a span that never ends', () => {
    expect(problems(storeOf(spanStart('a'), span('b', 0, 1)))).toEqual({
      'a 0': 'never-ended',
      'b 1': '',
    })
  })

  test('a span that ends twice; its first end counts', () => {
    const store = storeOf(span('a', 1, 2), spanEnd('a', 5))
    expect(problems(store)).toEqual({ 'a 0': 'ended-twice' })
    expect(store.spanRecord(0).end).toBe(2_000)
    expect(store.end).toBe(5_000)
  })

  test('a span that ends before its start', () => {
    const store = storeOf(span('a', 5, 1))
    expect(problems(store)).toEqual({ 'a 0': 'ends-before-start' })
    expect(store.spanRecord(0)).toMatchObject({ start: 5_000, end: 1_000 })
  })

  test('children outside of the time of their parent, whoever ends first', () => {
    const early = [spanStart('p', 5), span('c', 1, 6, { parent: 'p' }), spanEnd('p', 9)].flat()
    expect(problems(storeOf(early))).toEqual({ 'p 0': '', 'c 1': 'starts-before-parent' })
    const outlives = [spanStart('p', 0), spanStart('c', 1, { parent: 'p' })]
    const marked = { 'p 0': '', 'c 1': 'ends-after-parent' }
    expect(problems(storeOf(outlives, spanEnd('p', 2), spanEnd('c', 3)))).toEqual(marked)
    expect(problems(storeOf(outlives, spanEnd('c', 3), spanEnd('p', 2)))).toEqual(marked)
  })

  test('a second span with an id: ends and changes belong to the last one that is open', () => {
    const store = storeOf(
      spanStart('first', 0, { spanId: 'x' }),
      spanStart('second', 1, { spanId: 'x' }),
      { kind: 'attribute', spanId: 'x', name: 'of', value: 'second' },
      spanEnd('x', 2),
      { kind: 'attribute', spanId: 'x', name: 'of', value: 'first' },
      spanEnd('x', 9),
    )
    expect(problems(store)).toEqual({ 'first 0': '', 'second 1': 'second-with-id' })
    expect(store.spans()).toMatchObject([
      { attributes: { of: 'first' }, end: 9_000 },
      { attributes: { of: 'second' }, end: 2_000 },
    ])
    expect(store.spanRow('x')).toBe(0)
  })

  test('a span whose parent is not here', () => {
    const store = storeOf(span('a', 0, 1, { parent: 'gone' }))
    expect(problems(store)).toEqual({ 'a 0': 'parent-missing' })
    expect(store.spanRecord(0).parentSpanId).toBe('gone')
  })

  test('a span that is its own parent stands at the root', () => {
    const store = storeOf(span('a', 0, 1, { parent: 'a' }), span('b', 0, 1, { parent: 'a' }))
    expect(problems(store)).toEqual({ 'a 0': 'own-parent', 'b 1': '' })
    expect(store.spanRecord(0).parentSpanId).toBe('a')
    expect(store.rows.spans.treeParent(0)).toBe(-1)
    expect(names(store, store.childrenOf(0))).toEqual(['b'])
  })

  test('spans in a circle: it is cut open at the one that began first', () => {
    const store = storeOf(
      span('a', 3, 9, { parent: 'c' }),
      span('b', 1, 9, { parent: 'a' }),
      span('c', 2, 9, { parent: 'b' }),
      span('leaf', 4, 5, { parent: 'c' }),
    )
    const tree = [0, 1, 2, 3].map((row) => store.rows.spans.treeParent(row))
    expect(tree).toEqual([2, -1, 1, 2])
    expect(names(store, store.childrenOf(0))).toEqual([])
    expect(store.problemCounts['in-circle']).toBe(3)
    expect(store.problemsOf(3)).toEqual([])
  })

  test('a span that is changed after its end', () => {
    expect(problems(storeOf(span('a', 0, 1), failed('a')))).toEqual({ 'a 0': 'changed-after-end' })
  })

  test('and counted', () => {
    const store = storeOf(spanStart('a'), spanStart('b'), spanEnd('b', 1), spanEnd('b', 2))
    expect(store.problemCounts).toMatchObject({
      'never-ended': 1,
      'ended-twice': 1,
      'own-parent': 0,
    })
  })

  test('what was said of a span that never came is among the events', () => {
    const events = [failed('gone'), spanEnd('gone', 5), log('x', 1, { span: 'gone' })]
    const store = storeOf(events)
    expect(store.events()).toEqual(events)
    expect([store.spanCount, store.spanOfLine(0)]).toEqual([0, -1])
  })

  test('whatever comes, spans form trees, and each problem is counted once', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 60 }), (events) => {
        const store = ColumnStore.of(events)
        const marks = Array.from({ length: store.spanCount }, (_, row) => {
          let above = row
          for (let steps = 0; above >= 0; steps++) {
            expect(steps).toBeLessThanOrEqual(store.spanCount)
            above = store.rows.spans.treeParent(above)
          }
          return store.problemsOf(row)
        }).flat()
        for (const [problem, count] of Object.entries(store.problemCounts)) {
          expect([problem, marks.filter((mark) => mark === problem).length]).toEqual([
            problem,
            count,
          ])
        }
      }),
    )
  })

  test('a chain of a hundred thousand, with the last one first', () => {
    const events = Array.from({ length: 100_000 }, (_, at) =>
      spanStart(`${at}`, at, at === 0 ? {} : { parent: `${at - 1}` }),
    ).toReversed()
    const store = ColumnStore.of(events)
    expect(store.problemCounts).toMatchObject({ 'parent-missing': 0, 'in-circle': 0 })
    expect(store.rows.spans.treeParent(0)).toBe(1)
  })

  test('a circle of a hundred thousand', () => {
    const count = 100_000
    const store = ColumnStore.of(
      Array.from({ length: count }, (_, at) =>
        spanStart(`${at}`, at, { parent: `${(at + 1) % count}` }),
      ),
    )
    expect(store.problemCounts['in-circle']).toBe(count)
    expect(store.rows.spans.treeParent(0)).toBe(-1)
  })
})

describe('a program that changes the language', () => {
  test('still says what it says', () => {
    const events = [
      log('order {order}', 1, { span: 'a', fields: { order: 1, list: [1, { a: null }] } }),
      ...span('a', 0, 1, { attributes: { __proto: 1 } }),
      written('x'),
      notice('y'),
    ]
    const columns = new EventColumns()
    const owners = [Map, Array, String, Uint32Array, Object.getPrototypeOf(Uint32Array)]
    const undo: (() => void)[] = []
    const replace = (owner: object, name: string | symbol, value: unknown) => {
      const before = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor
      if (!before.configurable) return
      Object.defineProperty(owner, name, { value, configurable: true, writable: true })
      undo.unshift(() => Object.defineProperty(owner, name, before))
    }
    const broken = () => {
      throw new Error('broken')
    }
    let batch: ReturnType<EventColumns['take']>
    try {
      const methods = ['get', 'set', 'push', 'slice', 'charCodeAt', 'subarray', 'length', 'keys']
      for (const { prototype } of owners) {
        for (const name of methods) {
          if (Object.hasOwn(prototype, name)) replace(prototype, name, broken)
        }
      }
      for (const name of ['Uint8Array', 'Uint32Array', 'Float64Array', 'Map', 'ArrayBuffer']) {
        replace(globalThis, name, broken)
      }
      replace(JSON, 'stringify', broken)
      // Last, because the loops above need it.
      replace(Array.prototype, Symbol.iterator, broken)
      for (let index = 0; index < events.length; index++)
        columns.append(events[index] as TelemetryEvent)
      batch = columns.take()
    } finally {
      for (let index = 0; index < undo.length; index++) (undo[index] as () => void)()
    }
    const store = new ColumnStore()
    store.append(batch)
    expect(store.events()).toEqual(events)
  })
})
