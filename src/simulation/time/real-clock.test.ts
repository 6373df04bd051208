import { expect, test } from 'vitest'
import { RealClock } from './real-clock.ts'

/** A clock on a machine whose time only the test moves. Milliseconds. */
function clockOnMachine(date = 1_000) {
  const machine = { now: 500.25 }
  const clock = new RealClock(date, () => machine.now)
  const said: string[] = []
  return {
    machine,
    clock,
    said,
    set: (delay: number) => clock.set(delay, () => said.push(`timer ${delay}`)),
  }
}

test('it begins where the calendar is, and goes as the machine does, in whole microseconds', () => {
  const { machine, clock } = clockOnMachine(1_740_564_240_000.5)
  expect([clock.start, clock.now()]).toEqual([1_740_564_240_000_500, 1_740_564_240_000_500])
  machine.now += 1.0004
  expect(clock.now()).toBe(1_740_564_240_001_500)
})

test('a timer says how long to wait for it, and is not late before it is due', () => {
  const { machine, clock, set } = clockOnMachine()
  expect([clock.nextMoment, clock.realWait]).toEqual([undefined, 0])
  set(20)
  expect([clock.nextMoment, clock.realWait]).toEqual([1_020_000, 20])
  machine.now += 15
  expect([clock.nextMoment, clock.realWait]).toEqual([1_020_000, 5])
  machine.now += 10
  expect([clock.nextMoment, clock.realWait]).toEqual([1_025_000, 0])
})

test('timers run in the order in which they are due, and not after they were taken back', () => {
  const { clock, said, set } = clockOnMachine()
  const ids = [30, 10, 20, 10].map(set)
  clock.clear(ids[2] as number)
  while (clock.nextMoment !== undefined) clock.runNext()
  expect(said).toEqual(['timer 10', 'timer 10', 'timer 30'])
})

test('running the next of no timers does nothing', () => {
  const { clock, said } = clockOnMachine()
  clock.runNext()
  expect(said).toEqual([])
})

test('what burns time keeps the machine busy for so long', () => {
  let looks = 0
  const clock = new RealClock(0, () => looks++)
  clock.burn(5)
  expect(clock.now()).toBeGreaterThanOrEqual(5_000)
  expect(looks).toBeGreaterThan(5)
})
