import { describe, expect, test } from 'vitest'
import { log, notice, spanEnd, spanStart, written } from '../../tests/made-up-run.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { KeptEvents } from './kept-events.ts'
import { MAX_RUN_TEXT } from './limits.ts'

const change = (spanId: string): TelemetryEvent => ({ kind: 'rename', spanId, name: 'other' })

/** Which events are kept, what is counted of the rest, and what is said of those that make no sense. */
function keep(
  limits: { records?: number; spans?: number; changes?: number },
  events: TelemetryEvent[],
) {
  const kept = new KeptEvents({ records: 100, spans: 100, changes: 100, ...limits })
  const verdicts = events.map((event) => kept.judge(event))
  const refused = verdicts.filter((verdict) => typeof verdict === 'object')
  return {
    kept: verdicts.map((verdict) => verdict === 'kept'),
    dropped: kept.dropped,
    refused: refused.map((verdict) => verdict.refused),
  }
}

test('lines of every kind share one limit', () => {
  expect(keep({ records: 2 }, [log('a'), written('b'), notice('c'), log('d')])).toEqual({
    kept: [true, true, false, false],
    dropped: { records: 2, spans: 0, changes: 0 },
    refused: [],
  })
})

test('a span that is kept is kept with its end, whatever the limits', () => {
  const events = [spanStart('a'), spanStart('b'), log('x'), change('a'), spanEnd('a', 1)]
  expect(keep({ spans: 1, records: 0, changes: 0 }, events)).toEqual({
    kept: [true, false, false, false, true],
    dropped: { records: 1, spans: 1, changes: 1 },
    refused: [],
  })
})

test('what happens to a span that is not kept is left out with it', () => {
  expect(keep({ spans: 0 }, [spanStart('a'), change('a'), spanEnd('a', 1)])).toEqual({
    kept: [false, false, false],
    dropped: { records: 0, spans: 1, changes: 0 },
    refused: [],
  })
})

test('changes of all spans share one limit', () => {
  const events = [spanStart('a'), spanStart('b'), change('a'), change('b'), change('a')]
  expect(keep({ changes: 2 }, events)).toEqual({
    kept: [true, true, true, true, false],
    dropped: { records: 0, spans: 0, changes: 1 },
    refused: [],
  })
})

describe('what contradicts itself is kept, within the limits:', () => {
  test('whatever happens to a span after its end counts as a change', () => {
    const events = [spanStart('a'), spanEnd('a', 1), change('a'), spanEnd('a', 2), spanEnd('a', 3)]
    expect(keep({ changes: 2 }, events)).toEqual({
      kept: [true, true, true, true, false],
      dropped: { records: 0, spans: 0, changes: 1 },
      refused: [],
    })
  })

  test('a second span with the same id counts as a span', () => {
    const events = [spanStart('a'), spanStart('a'), spanEnd('a', 1), spanStart('a')]
    expect(keep({ spans: 2 }, events)).toEqual({
      kept: [true, true, true, false],
      dropped: { records: 0, spans: 1, changes: 0 },
      refused: [],
    })
  })
})

describe('what makes no sense is refused, and the reason told:', () => {
  test('what happens to a span that never began, unless it may be one that was dropped', () => {
    expect(keep({}, [change('a'), spanEnd('a', 1)]).refused).toEqual([
      'The span a was changed without having begun; that was left out.',
      'The span a was ended without having begun; that was left out.',
    ])
    expect(keep({ spans: 0 }, [spanStart('b'), change('a'), spanEnd('a', 1)]).refused).toEqual([])
  })

  test.each(['__proto__', 'constructor', 'toString'])('not a span with the id %s', (id) => {
    expect(keep({}, [spanStart(id), change(id), spanEnd(id, 1)])).toMatchObject({
      kept: [true, true, true],
      refused: [],
    })
  })
})

test('of a run whose text would fill a tab, the rest is left out and counted, but for the ends of spans', () => {
  const kept = new KeptEvents({ records: 100, spans: 100, changes: 100 })
  expect(kept.judge(spanStart('a'), MAX_RUN_TEXT - 10)).toBe('kept')
  expect(kept.judge(log('short'), 10)).toBe('kept')
  expect(kept.judge(log('long'), 1)).toBe('dropped')
  expect(kept.judge(spanStart('b'), 1)).toBe('dropped')
  expect(kept.judge(spanEnd('a', 1), 90)).toBe('kept')
  expect(kept.dropped).toEqual({ records: 1, spans: 1, changes: 0 })
})

test('a line for which there is no room is counted without being looked at; no other event is', () => {
  const kept = new KeptEvents({ records: 1, spans: 0, changes: 0 })
  expect(kept.dropsLines('log')).toBe(false)
  kept.judge(log('a'))
  expect(['log', 'console', 'diagnostic'].map((kind) => kept.dropsLines(kind as 'log'))).toEqual([
    true,
    true,
    true,
  ])
  expect(kept.dropsLines('span-start')).toBe(false)
  expect(kept.dropped).toEqual({ records: 3, spans: 0, changes: 0 })
})
