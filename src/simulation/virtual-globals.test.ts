import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { active, withContext } from '../telemetry/ambient.ts'
import { Context } from '../telemetry/context.ts'
import { RealClock } from './real-clock.ts'
import { SeededRandom } from './seeded-random.ts'
import { createSimulation, type Simulation } from './simulation.ts'
import { installVirtualGlobals } from './virtual-globals.ts'

const nativeRandom = Math.random
let world: Simulation
let errors: unknown[]
let globals: typeof globalThis

beforeEach(() => {
  world = createSimulation(1)
  errors = []
  globals = { queueMicrotask } as unknown as typeof globalThis
  installVirtualGlobals(globals, world, (error) => errors.push(error))
})

/** Installing changes `Math` and the prototype of `Date`, which belong to everybody here. */
afterEach(() => {
  Math.random = nativeRandom
})
afterAll(() => {
  Date.prototype.constructor = Date
})

/** Lets time pass to the end, with all microtasks in between. @returns what was said, with milliseconds of the run */
async function timeline(
  act: (say: (word: string) => void, globals: typeof globalThis) => void,
): Promise<string[]> {
  const said: string[] = []
  act((word) => said.push(`${globals.performance.now()} ${word}`), globals)
  for (let left = 1_000; world.clock.nextMoment !== undefined && left > 0; left--) {
    await Promise.resolve()
    world.clock.runNext()
  }
  await Promise.resolve()
  return said
}

describe('timers', () => {
  test('run in the order of their times, and among equals in the order of setting', async () => {
    const said = await timeline((say, { setTimeout }) => {
      setTimeout(say, 20, 'c')
      setTimeout(say, 10, 'a')
      setTimeout(say, 10, 'b')
      setTimeout(say, 0, 'now')
      setTimeout(say, -5, 'also now')
      setTimeout(() => say('without a delay'))
    })
    expect(said).toEqual(['0 now', '0 also now', '0 without a delay', '10 a', '10 b', '20 c'])
  })

  test('can be set within a timer, from its own time on', async () => {
    const said = await timeline((say, { setTimeout }) => {
      setTimeout(() => {
        say('outer')
        setTimeout(say, 0, 'at once')
        setTimeout(say, 5, 'inner')
      }, 10)
      setTimeout(say, 12, 'between')
    })
    expect(said).toEqual(['10 outer', '10 at once', '12 between', '15 inner'])
  })

  test('wait for the microtasks of the timer before them', async () => {
    const said = await timeline((say, { setTimeout, queueMicrotask }) => {
      setTimeout(() => {
        queueMicrotask(() => say('microtask'))
        say('first timer')
      }, 10)
      setTimeout(say, 10, 'second timer')
    })
    expect(said).toEqual(['10 first timer', '10 microtask', '10 second timer'])
  })

  test('hand on their arguments', async () => {
    const said = await timeline((say, { setTimeout }) => {
      setTimeout((a: string, b: string) => say(a + b), 1, 'tea', 'pot')
    })
    expect(said).toEqual(['1 teapot'])
  })

  test('can be taken back, also by another timer of the same time', async () => {
    const said = await timeline((say, { setTimeout, clearTimeout }) => {
      const early = setTimeout(say, 5, 'never')
      clearTimeout(early)
      setTimeout(() => {
        say('clears')
        clearTimeout(late)
      }, 10)
      const late = setTimeout(say, 10, 'never')
      clearTimeout(undefined)
    })
    expect(said).toEqual(['10 clears'])
  })

  test('run in the context in which they were set', async () => {
    const context = Context.ROOT.setValue(Symbol('request'), 1)
    const seen: Context[] = []
    await timeline((_, { setTimeout, setInterval, clearInterval, queueMicrotask }) => {
      withContext(context, () => {
        setTimeout(() => seen.push(active()))
        queueMicrotask(() => seen.push(active()))
        const id = setInterval(() => {
          seen.push(active())
          clearInterval(id)
        }, 1)
      })
    })
    expect(seen).toEqual([context, context, context])
    expect(active()).toBe(Context.ROOT)
  })

  test('come out of the clock with what they throw', () => {
    globals.setTimeout(() => {
      throw new Error('no')
    })
    expect(() => world.clock.runNext()).toThrow('no')
  })
})

describe('intervals', () => {
  test('repeat until they are cleared, also from within', async () => {
    const said = await timeline((say, { setInterval, clearInterval }) => {
      let rounds = 0
      const id = setInterval(() => {
        say('round')
        if (++rounds === 3) clearInterval(id)
      }, 10)
    })
    expect(said).toEqual(['10 round', '20 round', '30 round'])
  })

  test('keep one id, by which a timer clears them later', async () => {
    const said = await timeline((say, { setInterval, setTimeout, clearTimeout }) => {
      const id = setInterval(say, 10, 'round')
      setTimeout(() => clearTimeout(id), 25)
    })
    expect(said).toEqual(['10 round', '20 round'])
  })

  test('without a period take at least a millisecond, so that time goes on', async () => {
    const said = await timeline((say, { setInterval, clearInterval }) => {
      let rounds = 0
      const id = setInterval(() => {
        say('round')
        if (++rounds === 2) clearInterval(id)
      }, 0)
    })
    expect(said).toEqual(['1 round', '2 round'])
  })

  test('run before a timer that was set for the same time after them', async () => {
    const said = await timeline((say, { setInterval, setTimeout, clearInterval }) => {
      const id = setInterval(say, 10, 'interval')
      setTimeout(say, 10, 'timer')
      setTimeout(() => clearInterval(id), 15)
    })
    expect(said).toEqual(['10 interval', '10 timer'])
  })
})

describe('a callback that is no function is refused at once', () => {
  test.each(['setTimeout', 'setInterval', 'queueMicrotask'] as const)('by %s', (name) => {
    expect(() => globals[name]('alert()' as never)).toThrow(
      new TypeError(`${name}() takes a function; it was given alert().`),
    )
  })
})

test('what a microtask throws is reported', async () => {
  const error = new Error('no')
  globals.queueMicrotask(() => {
    throw error
  })
  await Promise.resolve()
  expect(errors).toEqual([error])
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
  installVirtualGlobals(real, createSimulation(1, clock), (error) => errors.push(error))
  expect([real.Date, real.performance]).toEqual([date, performance])
  real.setTimeout(() => {}, 20)
  expect(clock.nextMoment).toBe(20_000)
  expect(Math.random()).toBe(new SeededRandom(1).next())
})
