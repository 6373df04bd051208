import { describe, expect, test } from 'vitest'
import { log, spanEnd, spanStart } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { BatchValidator } from '../trace-data/validate-batch.ts'
import { BATCH_LIMITS } from './batch-limits.ts'
import { EventSink } from './event-sink.ts'
import { DEFAULT_LIMITS, type Limits, MAX_EVENTS_PER_MESSAGE, MAX_MESSAGE } from './limits.ts'
import { NOTHING_DROPPED, type ProgramMessage } from './protocol.ts'

/** A sink whose messages can be looked at, with a clock that the test sets. */
function openSink(limits: Partial<Limits> = {}) {
  const posted: ProgramMessage[] = []
  const clock = { now: 0 }
  const sink = new EventSink(
    { ...DEFAULT_LIMITS, ...limits },
    {
      // As `postMessage` does.
      post: (message, handedOver) =>
        posted.push(structuredClone(message, handedOver && { transfer: [handedOver] })),
      realNow: () => clock.now,
      now: () => 7000,
    },
  )
  /** The events of each batch. All that is sent is good. */
  const batches = () => {
    const [validator, store] = [new BatchValidator(BATCH_LIMITS), new ColumnStore()]
    return posted.flatMap((message) => {
      if (message.kind !== 'events') return []
      const before = store.eventCount
      store.append(validator.validate(message.batch).batch)
      return [store.events(before)]
    })
  }
  /** What the log says, in words. */
  const lines = () =>
    batches()
      .flat()
      .map((event) => (event.kind === 'diagnostic' ? `notice: ${event.message}` : event.kind))
  const lengths = () =>
    posted.map((message) => (message.kind === 'events' ? message.batch.text.length : 0))
  const sizes = () => batches().map((batch) => batch.length)
  return { sink, posted, clock, batches, sizes, lengths, lines }
}

const write = (sink: EventSink, count: number) => {
  for (let index = 0; index < count; index++) sink.write(log(`line ${index}`))
}

test('it is known when no more lines are kept', () => {
  const { sink } = openSink({ records: 1 })
  expect(sink.hasRoomForRecords).toBe(true)
  write(sink, 1)
  expect(sink.hasRoomForRecords).toBe(false)
})

describe('batches', () => {
  test('the first words go out at once', () => {
    const { sink, batches } = openSink()
    sink.write(log('hello'))
    expect(batches()).toEqual([[log('hello')]])
  })

  test('grow with what has been said, up to what a message may hold', () => {
    const { sink, sizes } = openSink({ records: 100_000 })
    write(sink, 20_000)
    expect(sizes().slice(0, 10)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2])
    // What a line takes beside its words.
    const most = Math.max(...sizes())
    expect(most).toBeGreaterThan(500)
    expect(most).toBeLessThanOrEqual(MAX_MESSAGE / 80)
  })

  test('never have more events than a message may hold', () => {
    const { sink, sizes } = openSink({ changes: 100_000 })
    sink.write(spanStart('x'))
    for (let index = 0; index < 50_000; index++) {
      sink.write({ kind: 'rename', spanId: 'x', name: '' })
    }
    expect(Math.max(...sizes())).toBe(MAX_EVENTS_PER_MESSAGE)
  })

  test('keep everything, in order', () => {
    const { sink, batches } = openSink()
    write(sink, 1_000)
    sink.close()
    const expected = Array.from({ length: 1_000 }, (_, index) => log(`line ${index}`))
    expect(batches().flat()).toEqual(expected)
  })

  test('go out when they are 16 ms old', () => {
    const { sink, clock, sizes } = openSink()
    write(sink, 9)
    clock.now = 15
    sink.flushIfDue()
    expect(sizes()).toHaveLength(8)
    clock.now = 16
    sink.flushIfDue()
    expect(sizes()).toHaveLength(9)
  })

  test('without anything in them do not go out', () => {
    const { sink, posted } = openSink()
    sink.flush()
    sink.close()
    expect(posted).toEqual([])
  })

  test('that are too long for a message go out in several', () => {
    const { sink, posted, batches, lengths } = openSink()
    write(sink, 1_000)
    const before = posted.length
    for (let index = 0; index < 100; index++) sink.write(log(`${index} ${'x'.repeat(4000)}`))
    sink.flush()
    expect(Math.max(...lengths())).toBeLessThanOrEqual(MAX_MESSAGE)
    expect(Math.max(...lengths())).toBeGreaterThan(MAX_MESSAGE / 3)
    expect(posted.length - before).toBeGreaterThan(5)
    expect(batches().flat()).toHaveLength(1_100)
  })
})

describe('what is left out', () => {
  test('is counted', () => {
    const { sink, batches } = openSink({ records: 3 })
    write(sink, 10)
    sink.close()
    expect(batches().flat()).toHaveLength(3)
    expect(sink.dropped).toEqual({ ...NOTHING_DROPPED, records: 7 })
  })

  test('is told after all that was kept before it', () => {
    const { sink, clock, posted, batches } = openSink({ records: 100 })
    clock.now = 250
    write(sink, 100 + 1024)
    expect(posted.at(-1)).toMatchObject({ kind: 'dropped', dropped: { records: 1024 } })
    expect(batches().flat()).toHaveLength(100)
  })

  test('is told four times a second while it goes on', () => {
    const { sink, clock, posted } = openSink({ records: 0 })
    for (const now of [100, 250, 300, 499, 500]) {
      clock.now = now
      write(sink, 1024)
    }
    expect(posted).toEqual([
      { kind: 'dropped', dropped: { ...NOTHING_DROPPED, records: 2048 } },
      { kind: 'dropped', dropped: { ...NOTHING_DROPPED, records: 5120 } },
    ])
  })
})

test('closing sends what is left, and what comes later belongs to no run', () => {
  const { sink, batches } = openSink()
  write(sink, 9)
  sink.close()
  sink.write(log('late'))
  sink.flush()
  expect(batches().flat()).toHaveLength(9)
  expect(sink.dropped.records).toBe(0)
})

describe('what makes no sense is left out, counted, and told in the log:', () => {
  const tellOf = (...events: readonly unknown[]) => {
    const { sink, lines } = openSink()
    for (const event of events) sink.write(event as TelemetryEvent)
    sink.close()
    return { lines: lines(), refused: sink.dropped.refused }
  }
  const unreadable = new Proxy({} as TelemetryEvent, {
    get() {
      throw new Error('no')
    },
  })

  test.each<[what: string, event: unknown, notice: string]>([
    ['no event', 7, 'Something was left out: it is not an object.'],
    ['of no kind', { kind: 'party' }, 'Something was left out: it is of no known kind.'],
    [
      'a time that is none',
      log('x', Number.NaN),
      'A log record was left out: its time is not a whole number.',
    ],
    [
      'a start that never comes',
      spanStart('x', Number.POSITIVE_INFINITY),
      'A span was left out: its start is not a whole number.',
    ],
    [
      'a level that is none',
      log('x', 0, { level: 'loud' as never }),
      'A log record was left out: its level is not one that exists.',
    ],
    [
      'an id that is none',
      spanEnd(7 as never, 1),
      'The end of a span was left out: its span id is not a text.',
    ],
    [
      'an id that is too long',
      spanEnd('x'.repeat(200), 1),
      'The end of a span was left out: its span id has more than 128 characters.',
    ],
    ['what cannot be read', unreadable, 'Something was left out: it could not be read.'],
    [
      'an end without a beginning',
      spanEnd('x', 1),
      'The span x was ended without having begun; that was left out.',
    ],
  ])('%s', (_, event, notice) => {
    expect(tellOf(event)).toEqual({ lines: [`notice: ${notice}`], refused: 1 })
  })

  test('each reason once, and every event counted', () => {
    const events = Array.from({ length: 5 }, () => log('x', Number.NaN))
    expect(tellOf(...events)).toMatchObject({ lines: { length: 1 }, refused: 5 })
  })

  test('ten reasons at most', () => {
    const events = Array.from({ length: 50 }, (_, index) => spanEnd(`span ${index}`, 1))
    expect(tellOf(...events)).toMatchObject({ lines: { length: 10 }, refused: 50 })
  })

  test('at the place and the time where it was noticed', () => {
    const { sink, batches } = openSink()
    sink.write(log('x', Number.NaN, { site: 12 }))
    expect(batches()[0]).toMatchObject([{ kind: 'diagnostic', time: 7000, site: 12 }])
  })
})

describe('what is too large', () => {
  test('is cut to what fits into a message, and counted', () => {
    const { sink, lengths, batches } = openSink()
    const huge = '\u0001'.repeat(1_000_000)
    sink.write(log(huge, 0, { template: huge, fields: { a: [huge, huge], [huge]: huge } }))
    sink.close()
    expect(lengths()[0]).toBeLessThanOrEqual(MAX_MESSAGE)
    expect(batches()).toMatchObject([[{ kind: 'log', fields: { a: expect.any(Array) } }]])
    expect(sink.dropped.cut).toBeGreaterThan(4)
  })

  test('fits into a message, whatever it is made of', () => {
    const { sink, batches } = openSink()
    const nothing = Array(256).fill('')
    const attributes = { lists: Array(256).fill(nothing), more: Array(256).fill(nothing) }
    const context = { traceId: 'a', spanId: 'b', traceFlags: 1, traceState: '\u0001'.repeat(9000) }
    const links = Array(100).fill({ context, attributes })
    sink.write(spanStart('x', 0, { attributes, links }))
    sink.write(
      log('x', 0, { fields: { ...attributes, again: Array(256).fill('\u0001'.repeat(99)) } }),
    )
    sink.close()
    expect(
      batches()
        .flat()
        .map(({ kind }) => kind),
    ).toEqual(['span-start', 'log'])
  })
})
