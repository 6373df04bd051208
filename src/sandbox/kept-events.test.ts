import fc from 'fast-check'
import { expect, test } from 'vitest'
import { log, notice, spanEnd, spanStart, written } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { KeptEvents } from './kept-events.ts'

const change = (spanId: string): TelemetryEvent => ({ kind: 'rename', spanId, name: 'other' })

/** Which events are kept, and what is counted of the rest. */
function keep(
  limits: { records?: number; spans?: number; changes?: number },
  events: TelemetryEvent[],
) {
  const kept = new KeptEvents({ records: 100, spans: 100, changes: 100, ...limits })
  return { kept: events.map((event) => kept.accepts(event)), dropped: kept.dropped }
}

test('lines of every kind share one limit', () => {
  expect(keep({ records: 2 }, [log('a'), written('b'), notice('c'), log('d')])).toEqual({
    kept: [true, true, false, false],
    dropped: { records: 2, spans: 0, changes: 0 },
  })
})

test('a span that is kept is kept with its end, whatever the limits', () => {
  const events = [spanStart('a'), spanStart('b'), log('x'), change('a'), spanEnd('a', 1)]
  expect(keep({ spans: 1, records: 0, changes: 0 }, events)).toEqual({
    kept: [true, false, false, false, true],
    dropped: { records: 1, spans: 1, changes: 1 },
  })
})

test('what happens to a span that is not kept is left out with it', () => {
  expect(keep({ spans: 0 }, [spanStart('a'), change('a'), spanEnd('a', 1)])).toEqual({
    kept: [false, false, false],
    dropped: { records: 0, spans: 1, changes: 0 },
  })
})

test('changes of all spans share one limit', () => {
  const events = [spanStart('a'), spanStart('b'), change('a'), change('b'), change('a')]
  expect(keep({ changes: 2 }, events)).toEqual({
    kept: [true, true, true, true, false],
    dropped: { records: 0, spans: 0, changes: 1 },
  })
})

test('after its end nothing more is kept of a span', () => {
  const events = [spanStart('a'), spanEnd('a', 1), change('a'), spanEnd('a', 2)]
  expect(keep({}, events).kept).toEqual([true, true, false, false])
})

test('an id begins a span once', () => {
  const events = [spanStart('a'), spanStart('a'), spanEnd('a', 1), spanStart('a')]
  expect(keep({}, events).kept).toEqual([true, false, true, false])
})

test('whoever keeps to the limits by the same rule never has anything left out by it', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const event = fc.oneof(
    name.map((id) => spanStart(id)),
    name.map((id) => spanEnd(id, 1)),
    name.map(change),
    fc.constant(log('x')),
  )
  const limit = fc.nat(5)
  fc.assert(
    fc.property(
      fc.record({ records: limit, spans: limit, changes: limit }),
      fc.array(event, { size: 'large' }),
      (limits, events) => {
        const program = new KeptEvents(limits)
        const broker = new KeptEvents(limits)
        const sent = events.filter((each) => program.accepts(each))
        expect(sent.filter((each) => !broker.accepts(each))).toEqual([])
      },
    ),
  )
})
