import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../tests/recording.ts'
import { timeGiven } from './given-time.ts'
import { TracerProvider } from './tracing/tracer-provider.ts'

const recording = recordEachTest()

describe('a time that is given', () => {
  test.each<[given: number | undefined, time: number]>([
    [undefined, 3000],
    [0, 0],
    [7, 7],
    [1.6, 2],
    [-5, -5],
  ])('as %s is %s', (given, time) => {
    recording.pass(3)
    expect(timeGiven('end', given)).toBe(time)
    expect(recording.events).toEqual([])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300, '7', {}, null, 7n])(
    'as %o is none: now is taken, and that is told',
    (given) => {
      recording.pass(3)
      expect(timeGiven('end', given as number)).toBe(3000)
      expect(recording.events).toMatchObject([{ kind: 'diagnostic', time: 3000 }])
    },
  )
})

test('a span whose times are none begins, goes on and ends all the same', () => {
  const span = new TracerProvider().tracer().startSpan('pay', { startTime: Number.NaN })
  recording.pass(5)
  span.addEvent('asked', {}, Number.POSITIVE_INFINITY)
  span.end(Number.NaN)
  const said = recording.said().join('\n')
  expect(said).toContain('startSpan() was given NaN as a time.')
  expect(said).toContain('addEvent() was given Infinity as a time.')
  expect(said).toContain('end() was given NaN as a time.')
  expect(span.record()).toMatchObject({ start: 0, end: 5000, events: [{ time: 5000 }] })
})
