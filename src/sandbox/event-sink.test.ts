import { describe, expect, test } from 'vitest'
import { log } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { EventSink } from './event-sink.ts'
import { DEFAULT_LIMITS, type Limits, MAX_EVENTS_PER_MESSAGE } from './limits.ts'
import { MAX_WIRE_TEXT, type ProgramWireMessage } from './wire.ts'

/** A sink whose messages can be looked at, with a clock that the test sets. */
function openSink(limits: Partial<Limits> = {}) {
  const posted: ProgramWireMessage[] = []
  const clock = { now: 0 }
  const sink = new EventSink(
    { ...DEFAULT_LIMITS, ...limits },
    // Messages are copied on their way, as `postMessage` does.
    { post: (message) => posted.push(structuredClone(message)), realNow: () => clock.now },
  )
  const batches = () =>
    posted.flatMap((message) =>
      message.kind === 'events' ? [JSON.parse(message.json) as TelemetryEvent[]] : [],
    )
  return { sink, posted, clock, batches, sizes: () => batches().map((batch) => batch.length) }
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
    expect(sizes()).toEqual(sizes().toSorted((a, b) => a - b))
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
    const { sink, posted, batches } = openSink()
    const long = log('x'.repeat(MAX_WIRE_TEXT / 4))
    write(sink, 1_000)
    const before = posted.length
    for (let index = 0; index < 6; index++) sink.write(long)
    sink.flush()
    const lengths = posted.slice(before).map((message) => 'json' in message && message.json.length)
    expect(Math.max(...lengths.map(Number))).toBeLessThanOrEqual(MAX_WIRE_TEXT)
    expect(batches().flat()).toHaveLength(1_006)
  })
})

describe('what is left out', () => {
  test('is counted', () => {
    const { sink, batches } = openSink({ records: 3 })
    write(sink, 10)
    sink.close()
    expect(batches().flat()).toHaveLength(3)
    expect(sink.dropped).toEqual({ records: 7, spans: 0, changes: 0 })
  })

  test('is told four times a second while it goes on', () => {
    const { sink, clock, posted } = openSink({ records: 0 })
    for (const now of [100, 250, 300, 499, 500]) {
      clock.now = now
      write(sink, 1024)
    }
    expect(posted).toEqual([
      { kind: 'dropped', dropped: { records: 2048, spans: 0, changes: 0 } },
      { kind: 'dropped', dropped: { records: 5120, spans: 0, changes: 0 } },
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
