import { beforeEach, expect, test } from 'vitest'
import { withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { Luck, withLuck } from '../chance/luck.ts'
import { createSimulation, enter, simulation } from '../simulation.ts'
import { work } from '../time/time.ts'
import { ColdStart } from './cold-start.ts'

beforeEach(() => enter(createSimulation(1)))

test('the first request waits for the whole start, others for the rest, later ones not at all', () => {
  const start = new ColdStart(800, 10_000)
  expect(start.untilWarm()).toBe(800)
  work(300)
  expect(start.untilWarm()).toBe(500)
  work(501)
  expect(start.untilWarm()).toBe(0)
})

test('it is cold again after the pause, counted from the last request', () => {
  const start = new ColdStart(800, 10_000)
  start.untilWarm()
  work(10_800)
  expect(start.untilWarm()).toBe(0)
  work(10_000.001)
  expect(start.untilWarm()).toBe(800)
})

test('what takes no time to start is always warm', () => {
  expect(new ColdStart(0, 1).untilWarm()).toBe(0)
})

test('a request that is played again waits as long as it is told, and wakes nobody', () => {
  const start = new ColdStart(800, 10_000)
  const alone = withLuck(Context.ROOT, new Luck(simulation.seed, 7, [123_456]))
  expect(withContext(alone, () => start.untilWarm())).toBe(123.456)
  expect(start.untilWarm()).toBe(800)
})
