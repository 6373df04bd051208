import { describe, expect, test } from 'vitest'
import { log, span, spanStart } from '../../tests/made-up-run.ts'
import { builtRunOf } from '../../tests/sent-events.ts'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { readRuns } from './run-reading.ts'

const EVENTS: TelemetryEvent[] = [
  span('pay', 10, 12.5),
  log('order 1 is paid', 12, { traceId: 'first', service: 'bank' }),
  spanStart('endless', 20, { traceId: 'second' }),
  log('order 2 is paid', 21, { traceId: 'second' }),
  span('pay', 30, 1_260),
].flat()

const reading = readRuns({
  slug: 'a-lesson',
  files: {},
  cells: [
    {
      cell: { name: 'a.ts', source: '', lens: 'both', seed: 1, clock: 'virtual', fails: false },
      run: builtRunOf(EVENTS),
    },
  ],
})
const run = reading('a.ts')

test('prose counts what a run said', () => {
  expect([run.lines, run.spans, run.services]).toEqual([2, 3, 2])
})

test('prose tells moments from the beginning of the run', () => {
  expect([run.beganAt('pay'), run.endedAt('pay'), run.lineAt('paid')]).toEqual([
    '0.0\u00a0ms',
    '2.5\u00a0ms',
    '2.0\u00a0ms',
  ])
})

test('prose tells how long it took, of several spans of one name the one that is asked for', () => {
  expect([run.duration, run.took('pay'), run.took('pay', 2)]).toEqual([
    '1.25\u00a0s',
    '2.5\u00a0ms',
    '1.23\u00a0s',
  ])
})

test('prose tells which line belongs to a trace', () => {
  expect(run.whichLine('paid', 2)).toBe('second')
})

test('prose tells how much there is to store', () => {
  const lines = EVENTS.filter(({ kind }) => kind === 'log').map((line) => JSON.stringify(line))
  const bytes = lines.join('\n').length
  expect(run.bytesOfLines).toBe(`${bytes} bytes`)
  expect(run.bytesOfSpans).toMatch(/^[\d,]+ bytes$/)
})

describe('prose that asks for what is not there fails the build:', () => {
  test.each<[message: string, ask: () => unknown]>([
    ['a-lesson: the text reads a run of “b.ts”, which is no cell.', () => reading('b.ts')],
    ['a-lesson: a.ts has no ended span “pay” number 3.', () => run.took('pay', 3)],
    ['a-lesson: a.ts has no ended span “endless” number 1.', () => run.endedAt('endless')],
    ['a-lesson: a.ts has no line that says “refused”.', () => run.lineAt('refused')],
    [
      'a-lesson: a.ts has no line that says “order 1” in trace 2.',
      () => run.whichLine('order 1', 2),
    ],
  ])('%s', (message, ask) => {
    expect(ask).toThrow(new Error(message))
  })
})
