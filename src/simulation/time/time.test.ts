import { describe, expect, test } from 'vitest'
import { createSimulation, enter, simulation } from '../simulation.ts'
import { sleep, work } from './time.ts'

test('work takes its time, to the microsecond', () => {
  enter(createSimulation(1))
  const before = simulation.clock.now()
  work(12.3456)
  work(0)
  expect(simulation.clock.now() - before).toBe(12_346)
})

describe.each([
  ['sleep', sleep],
  ['work', work],
])('%s() refuses', (name, wait) => {
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '10' as never, undefined as never])(
    '%o',
    (milliseconds) => {
      expect(() => wait(milliseconds)).toThrow(
        new RangeError(
          `${name}() takes a number of milliseconds, 0 or more; it was given ${milliseconds}.`,
        ),
      )
    },
  )
})
