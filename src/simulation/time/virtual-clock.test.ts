import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RUN_EPOCH, VirtualClock } from './virtual-clock.ts'

/** Runs all timers. @returns what they said, each with its moment in milliseconds */
function runAll(clock: VirtualClock, said: string[]): string[] {
  while (clock.nextMoment !== undefined) clock.runNext()
  return said
}

/** A clock with a timer for each delay, in milliseconds, that says its name when it runs. */
function clockWith(...delays: readonly number[]) {
  const clock = new VirtualClock(0)
  const said: string[] = []
  const set = (delay: number, name = `timer ${delay}`) =>
    clock.set(delay, () => said.push(`${clock.now() / 1000}: ${name}`))
  return { clock, said, set, ids: delays.map((delay) => set(delay)) }
}

test('a run begins on a morning in February 2025', () => {
  expect(new VirtualClock().now()).toBe(RUN_EPOCH)
  expect(new Date(RUN_EPOCH / 1000).toISOString()).toBe('2025-02-26T10:04:00.000Z')
})

test('time stands still until a timer runs, and goes straight to it', () => {
  const { clock, said } = clockWith(250, 5)
  expect(clock.now()).toBe(0)
  expect(runAll(clock, said)).toEqual(['5: timer 5', '250: timer 250'])
  expect(clock.now()).toBe(250_000)
})

test('timers that are due together run in the order in which they were set', () => {
  const { clock, said, set } = clockWith()
  for (const name of ['first', 'second', 'third']) set(10, name)
  set(9.9999, 'rounded to the same microsecond')
  expect(runAll(clock, said)).toEqual([
    '10: first',
    '10: second',
    '10: third',
    '10: rounded to the same microsecond',
  ])
})

test('a timer that is set by a timer counts from there', () => {
  const { clock, said, set } = clockWith(10)
  clock.set(5, () => set(5, 'set at 5'))
  expect(runAll(clock, said)).toEqual(['10: timer 10', '10: set at 5'])
})

test('a timer that was taken back does not run', () => {
  const { clock, said, ids } = clockWith(1, 2, 3)
  clock.clear(ids[1] as number)
  expect(runAll(clock, said)).toEqual(['1: timer 1', '3: timer 3'])
})

test('taking back a timer that is over, or none at all, does nothing', () => {
  const { clock, said, ids } = clockWith(1, 2)
  clock.runNext()
  clock.clear(ids[0] as number)
  clock.clear(999)
  expect(runAll(clock, said)).toEqual(['1: timer 1', '2: timer 2'])
})

test('work lets time pass without running anything, and what is overdue runs then', () => {
  const { clock, said } = clockWith(10, 30)
  clock.burn(20)
  expect(clock.now()).toBe(20_000)
  expect(runAll(clock, said)).toEqual(['20: timer 10', '30: timer 30'])
})

test('a clock tells where it would go next', () => {
  const { clock, ids } = clockWith(10, 30)
  expect(clock.nextMoment).toBe(10_000)
  clock.clear(ids[0] as number)
  expect(clock.nextMoment).toBe(30_000)
  clock.burn(40)
  expect(clock.nextMoment).toBe(40_000)
  clock.clear(ids[1] as number)
  expect(clock.nextMoment).toBeUndefined()
})

test('running the next of no timers changes nothing', () => {
  const { clock } = clockWith()
  clock.runNext()
  expect([clock.now(), clock.nextMoment]).toEqual([0, undefined])
})

describe('a delay', () => {
  test.each([
    ['a part of a microsecond', 0.0004, 0],
    ['a microsecond', 0.001, 1],
    ['less than nothing', -5, 0],
    ['no number', Number.NaN, 0],
    ['without end', Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER],
    ['longer than there is time', 1e300, Number.MAX_SAFE_INTEGER],
  ])('that is %s is a whole number of microseconds', (_, delay, due) => {
    const { clock } = clockWith(delay)
    clock.runNext()
    expect(clock.now()).toBe(due)
  })
})

describe('the clock agrees with a list that is sorted at every step:', () => {
  type Step = { set: number } | { clear: number } | { burn: number } | 'run'
  const delay = fc.integer({ min: 0, max: 20 })
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ set: delay }) },
    { weight: 2, arbitrary: fc.record({ clear: fc.nat(30) }) },
    { weight: 1, arbitrary: fc.record({ burn: delay }) },
    { weight: 3, arbitrary: fc.constant('run' as const) },
  )

  class SortedList {
    now = 0
    #timers: { id: number; due: number }[] = []
    set(id: number, delay: number) {
      this.#timers.push({ id, due: this.now + delay * 1000 })
      this.#timers.sort((a, b) => a.due - b.due || a.id - b.id)
    }
    clear(id: number) {
      this.#timers = this.#timers.filter((timer) => timer.id !== id)
    }
    run(): number | undefined {
      const first = this.#timers.shift()
      this.now = Math.max(this.now, first?.due ?? 0)
      return first?.id
    }
    get nextMoment() {
      const [first] = this.#timers
      return first && Math.max(this.now, first.due)
    }
  }

  test('the same timers run in the same order at the same times', () => {
    fc.assert(
      fc.property(fc.array(step, { size: 'large' }), (steps) => {
        const clock = new VirtualClock(0)
        const list = new SortedList()
        const ids: number[] = []
        let ran: number | undefined
        for (const step of steps) {
          if (step === 'run') {
            ran = undefined
            clock.runNext()
            expect(ran).toBe(list.run())
          } else if ('set' in step) {
            const id = clock.set(step.set, () => {
              ran = id
            })
            list.set(id, step.set)
            ids.push(id)
          } else if ('clear' in step) {
            const id = ids[step.clear % ids.length] ?? -1
            clock.clear(id)
            list.clear(id)
          } else {
            clock.burn(step.burn)
            list.now += step.burn * 1000
          }
          expect([clock.now(), clock.nextMoment]).toEqual([list.now, list.nextMoment])
        }
      }),
    )
  })
})
