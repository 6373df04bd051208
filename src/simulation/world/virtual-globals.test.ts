import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SeededRandom } from '../chance/seeded-random.ts'
import { createSimulation, type Simulation } from '../simulation.ts'
import { RealClock } from '../time/real-clock.ts'
import { installVirtualGlobals } from './virtual-globals.ts'

const nativeRandom = Math.random
let world: Simulation
let globals: typeof globalThis

beforeEach(() => {
  world = createSimulation(1)
  globals = { queueMicrotask } as unknown as typeof globalThis
  installVirtualGlobals(globals, world, () => {})
})

/** Installing changes `Math` and the prototype of `Date`, which belong to everybody here. */
afterEach(() => {
  Math.random = nativeRandom
})
afterAll(() => {
  Date.prototype.constructor = Date
})

describe('the date', () => {
  const began = '2025-02-26T10:04:00.000Z'

  test('begins where every run begins, and moves with the clock', () => {
    const VirtualDate = globals.Date
    expect(new VirtualDate().toISOString()).toBe(began)
    world.clock.burn(1.999)
    expect(VirtualDate.now() - Date.parse(began)).toBe(1)
    expect(new VirtualDate().getTime() - Date.parse(began)).toBe(1)
  })

  test('is otherwise the date that everybody knows', () => {
    const VirtualDate = globals.Date
    expect(new VirtualDate(0).toISOString()).toBe('1970-01-01T00:00:00.000Z')
    expect(new VirtualDate(2025, 1, 26).getMonth()).toBe(1)
    expect(VirtualDate.UTC(1970, 0, 2)).toBe(86_400_000)
    expect(new VirtualDate() instanceof VirtualDate).toBe(true)
    expect(new VirtualDate().constructor).toBe(VirtualDate)
    expect(Number.isNaN(+new VirtualDate(undefined as never))).toBe(true)
  })

  test('is a text of now when it is called without new', () => {
    const VirtualDate = globals.Date
    expect(VirtualDate()).toBe(new Date(began).toString())
  })

  test('can be extended', () => {
    class Birthday extends globals.Date {
      cake = 'lemon'
    }
    const birthday = new Birthday()
    expect([birthday.toISOString(), birthday.cake]).toEqual([began, 'lemon'])
    expect(birthday).toBeInstanceOf(Birthday)
  })
})

test('performance counts virtual milliseconds since the run began', () => {
  world.clock.burn(12.5)
  expect(globals.performance.now()).toBe(12.5)
  expect(globals.performance.timeOrigin).toBe(Date.UTC(2025, 1, 26, 10, 4))
})

test('chance is that of the run', () => {
  const expected = new SeededRandom(1)
  expect([Math.random(), Math.random()]).toEqual([expected.next(), expected.next()])
})

test('with a real clock, date and performance stay as they are; timers belong to the clock, and chance is seeded', () => {
  const { Date: date, performance } = globalThis
  const real = { queueMicrotask, Date: date, performance } as unknown as typeof globalThis
  const clock = new RealClock(0, () => 0)
  installVirtualGlobals(real, createSimulation(1, clock), () => {})
  expect([real.Date, real.performance]).toEqual([date, performance])
  real.setTimeout(() => {}, 20)
  expect(clock.nextMoment).toBe(20_000)
  expect(Math.random()).toBe(new SeededRandom(1).next())
})
