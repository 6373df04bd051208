/**
 * The rules of timers, each as a program and its trace. They are those of the HTML standard (§8.6 “Timers”), of Node's
 * documentation (“Timers”, “The event loop”) and of @sinonjs/fake-timers' README. Where these differ, the rule says so.
 */

import { describe, expect, test } from 'vitest'
import { active, withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { connect } from '../../telemetry/instrumentation-host.ts'
import { createSimulation, type Simulation } from '../simulation.ts'
import { virtualQueueMicrotask, virtualTimers } from './virtual-timers.ts'

type Timers = Pick<
  typeof globalThis,
  | 'setTimeout'
  | 'setInterval'
  | 'setImmediate'
  | 'clearTimeout'
  | 'clearInterval'
  | 'clearImmediate'
  | 'queueMicrotask'
>
type Say = (word: unknown) => void
type Program = (timers: Timers, say: Say, world: Simulation) => void

interface Rule {
  readonly rule: string
  readonly program: Program
  /** What was said: milliseconds and words. */
  readonly trace: readonly string[]
  /** Node's own timers can't but say the same words in the same order, however late they are. Immediates may overtake. */
  readonly inNodeToo?: true
}

function timersOf(world: Simulation, onError: (error: unknown) => void = () => {}): Timers {
  const queueMicrotask = virtualQueueMicrotask(globalThis.queueMicrotask, onError)
  return { ...virtualTimers(world), queueMicrotask } as unknown as Timers
}

/** Lets virtual time pass to the end, with all microtasks in between. */
async function virtualTrace(program: Program): Promise<string[]> {
  const world = createSimulation(1)
  const began = world.clock.now()
  const said: string[] = []
  program(
    timersOf(world),
    (word) => said.push(`${(world.clock.now() - began) / 1000} ${word}`),
    world,
  )
  for (let left = 1_000; left > 0; left--) {
    await new Promise((resolve) => setImmediate(resolve))
    if (world.clock.nextMoment === undefined) break
    world.clock.runNext()
  }
  return said
}

const ORDER: readonly Rule[] = [
  {
    rule: 'run in the order of their times (HTML; fake-timers)',
    program: ({ setTimeout }, say) => {
      setTimeout(say, 20, 'c')
      setTimeout(say, 10, 'b')
      setTimeout(say, 5, 'a')
    },
    trace: ['5 a', '10 b', '20 c'],
    inNodeToo: true,
  },
  {
    rule: 'of the same time run in the order in which they were set (HTML, step “wait until any invocations … that started before this one”)',
    program: ({ setTimeout }, say) => {
      for (const word of ['a', 'b', 'c']) setTimeout(say, 10, word)
    },
    trace: ['10 a', '10 b', '10 c'],
    inNodeToo: true,
  },
  {
    rule: 'without a delay run after the code that sets them (HTML)',
    program: ({ setTimeout }, say) => {
      setTimeout(() => say('timer'))
      say('code')
    },
    trace: ['0 code', '0 timer'],
    inNodeToo: true,
  },
  {
    rule: 'wait for the microtasks of the timer before them (HTML, “perform a microtask checkpoint”; Node since 11)',
    program: ({ setTimeout, queueMicrotask }, say) => {
      setTimeout(() => {
        queueMicrotask(() => say('microtask'))
        Promise.resolve()
          .then(() => say('promise'))
          .then(() => say('and its next'))
        say('first timer')
      }, 10)
      setTimeout(say, 10, 'second timer')
    },
    trace: ['10 first timer', '10 microtask', '10 promise', '10 and its next', '10 second timer'],
    inNodeToo: true,
  },
  {
    rule: 'set in a microtask count from its moment',
    program: ({ setTimeout, queueMicrotask }, say, { clock }) => {
      setTimeout(say, 10, 'set before')
      queueMicrotask(() => {
        setTimeout(say, 10, 'set in the microtask')
        clock.burn(3)
        setTimeout(say, 10, 'set after work')
      })
    },
    trace: ['10 set before', '10 set in the microtask', '13 set after work'],
  },
  {
    rule: 'set in a timer count from its moment, and never run within it (fake-timers: `tick` runs them if they are due)',
    program: ({ setTimeout }, say) => {
      setTimeout(() => {
        setTimeout(say, 0, 'at once')
        setTimeout(say, 5, 'inner')
        say('outer')
      }, 10)
      setTimeout(say, 12, 'between')
    },
    trace: ['10 outer', '10 at once', '12 between', '15 inner'],
  },
  {
    rule: 'nested deep are not slowed down (HTML clamps to 4 ms from the sixth on; Node and fake-timers do not)',
    program: ({ setTimeout }, say) => {
      let depth = 0
      const next = () => (++depth < 8 ? setTimeout(next) : say(`depth ${depth}`))
      setTimeout(next)
    },
    trace: ['0 depth 8'],
  },
  {
    rule: 'that are late because of work run in the order of their times, at once',
    program: ({ setTimeout }, say, { clock }) => {
      setTimeout(say, 30, 'due at 30')
      setTimeout(say, 10, 'due at 10')
      setTimeout(() => {
        clock.burn(50)
        say('worked')
      }, 5)
      setTimeout(say, 60, 'due at 60')
    },
    trace: ['55 worked', '55 due at 10', '55 due at 30', '60 due at 60'],
  },
  {
    rule: 'called immediates run at this moment, before what comes later (Node; fake-timers)',
    program: ({ setImmediate, setTimeout }, say) => {
      setTimeout(say, 5, 'timer')
      setImmediate(say, 'immediate')
      say('code')
    },
    trace: ['0 code', '0 immediate', '5 timer'],
  },
]

const DELAYS: readonly Rule[] = [
  ...(
    [
      ['a text of digits is that number (Web IDL, “long”)', '10', 10],
      ['a text without a number is none', 'soon', 0],
      ['less than nothing is none (HTML: “if timeout is less than 0, set timeout to 0”)', -5, 0],
      ['no number is none', Number.NaN, 0],
      ['nothing is none', null, 0],
      ['a fraction of a millisecond is kept (HTML and Node cut it off)', 2.5, 2.5],
      ['2³¹ − 1 ms is the longest there is', 2 ** 31 - 1, 2 ** 31 - 1],
      ['more than that is 1 ms (Node; fake-timers)', 2 ** 31, 1],
      ['without end is 1 ms (Node; fake-timers)', Number.POSITIVE_INFINITY, 1],
    ] as const
  ).map(([rule, delay, milliseconds]) => ({
    rule,
    program: ({ setTimeout }: Timers, say: Say) => {
      setTimeout(say, delay as number, 'timer')
    },
    trace: [`${milliseconds} timer`],
  })),
]

const CLEARING: readonly Rule[] = [
  {
    rule: 'before it runs (HTML; fake-timers)',
    program: ({ setTimeout, clearTimeout }, say) => {
      clearTimeout(setTimeout(say, 5, 'never'))
      setTimeout(say, 6, 'other')
    },
    trace: ['6 other'],
    inNodeToo: true,
  },
  {
    rule: 'by another one of the same time',
    program: ({ setTimeout, clearTimeout }, say) => {
      setTimeout(() => {
        say('clears')
        clearTimeout(late)
      }, 10)
      const late = setTimeout(say, 10, 'never')
    },
    trace: ['10 clears'],
    inNodeToo: true,
  },
  {
    rule: 'by a microtask between the two',
    program: ({ setTimeout, clearTimeout, queueMicrotask }, say) => {
      setTimeout(() => queueMicrotask(() => clearTimeout(late)), 10)
      const late = setTimeout(say, 10, 'never')
      setTimeout(say, 11, 'other')
    },
    trace: ['11 other'],
    inNodeToo: true,
  },
  {
    rule: 'by the function of the other kind (HTML: “can be used interchangeably”)',
    program: ({ setTimeout, setInterval, clearTimeout, clearInterval }, say) => {
      clearInterval(setTimeout(say, 5, 'never'))
      clearTimeout(setInterval(say, 5, 'never'))
      setTimeout(say, 20, 'other')
    },
    trace: ['20 other'],
    inNodeToo: true,
  },
  {
    rule: 'that is over, unknown or nothing, which changes nothing (HTML; Node)',
    program: ({ setTimeout, clearTimeout }, say) => {
      const early = setTimeout(say, 1, 'early')
      setTimeout(() => {
        clearTimeout(early)
        clearTimeout(123_456)
        clearTimeout(undefined)
        clearTimeout('soon' as never)
      }, 5)
      setTimeout(say, 10, 'other')
    },
    trace: ['1 early', '10 other'],
    inNodeToo: true,
  },
  {
    rule: 'by the id as a text (Web IDL, “long”)',
    program: ({ setTimeout, clearTimeout }, say) => {
      clearTimeout(String(setTimeout(say, 5, 'never')) as never)
      setTimeout(say, 10, 'other')
    },
    trace: ['10 other'],
  },
]

/** Says a word in each round, and stops after some. */
const rounds = (count: number, { clearInterval }: Timers, say: Say) => {
  let done = 0
  return (id: () => ReturnType<typeof setInterval>) => {
    say('round')
    if (++done === count) clearInterval(id())
  }
}

const INTERVALS: readonly Rule[] = [
  {
    rule: 'repeat until they are cleared, also from within',
    program: (timers, say) => {
      const round = rounds(3, timers, say)
      const id = timers.setInterval(() => round(() => id), 10)
    },
    trace: ['10 round', '20 round', '30 round'],
    inNodeToo: true,
  },
  {
    rule: 'keep their pace while a round works (Node counts from the start of a round, HTML from its end)',
    program: (timers, say, { clock }) => {
      const round = rounds(3, timers, say)
      const id = timers.setInterval(() => {
        round(() => id)
        clock.burn(4)
      }, 10)
    },
    trace: ['10 round', '20 round', '30 round'],
  },
  {
    rule: 'skip what they missed while somebody worked (fake-timers catches up)',
    program: (timers, say, { clock }) => {
      const round = rounds(3, timers, say)
      const id = timers.setInterval(() => round(() => id), 10)
      timers.setTimeout(() => clock.burn(33), 12)
    },
    trace: ['10 round', '45 round', '55 round'],
  },
  {
    rule: 'come right after a round that was longer than their period',
    program: (timers, say, { clock }) => {
      const round = rounds(3, timers, say)
      const id = timers.setInterval(() => {
        round(() => id)
        clock.burn(25)
      }, 10)
    },
    trace: ['10 round', '35 round', '60 round'],
  },
  {
    rule: 'come after a timer that their round set for the same moment (HTML and Node; fake-timers goes by ids)',
    program: (timers, say) => {
      const round = rounds(2, timers, say)
      const id = timers.setInterval(() => {
        round(() => id)
        timers.setTimeout(say, 10, 'timer')
      }, 10)
    },
    trace: ['10 round', '20 timer', '20 round', '30 timer'],
    inNodeToo: true,
  },
  {
    rule: 'come before a timer that was set for their moment after them',
    program: (timers, say) => {
      const id = timers.setInterval(say, 10, 'interval')
      timers.setTimeout(say, 10, 'timer')
      timers.setTimeout(() => timers.clearInterval(id), 11)
    },
    trace: ['10 interval', '10 timer'],
  },
  {
    rule: 'without a period take a millisecond, so that time goes on (Node; browsers 4 ms after a while)',
    program: (timers, say) => {
      const round = rounds(2, timers, say)
      const id = timers.setInterval(() => round(() => id), 0)
    },
    trace: ['1 round', '2 round'],
  },
  {
    rule: 'keep one id, by which a timer clears them later',
    program: ({ setInterval, setTimeout, clearTimeout }, say) => {
      const id = setInterval(say, 10, 'round')
      setTimeout(() => clearTimeout(id), 25)
    },
    trace: ['10 round', '20 round'],
  },
  {
    rule: 'cleared by a microtask of their round are over (HTML)',
    program: ({ setInterval, clearInterval, queueMicrotask }, say) => {
      const id = setInterval(() => {
        say('round')
        queueMicrotask(() => clearInterval(id))
      }, 10)
    },
    trace: ['10 round'],
    inNodeToo: true,
  },
]

const CALLBACKS: readonly Rule[] = [
  {
    rule: 'get the arguments that were handed over (HTML, “arguments”)',
    program: ({ setTimeout, setImmediate, setInterval, clearInterval }, say) => {
      setImmediate((a: string, b: string) => say(a + b), 'tea', 'cup')
      setTimeout((a: string, b: string) => say(a + b), 5, 'tea', 'pot')
      const id = setInterval(
        (a: string) => {
          say(a)
          clearInterval(id)
        },
        10,
        'again',
      )
    },
    trace: ['0 teacup', '5 teapot', '10 again'],
  },
  {
    rule: 'have no `this` (fake-timers; in browsers it is the global object, in Node the timer)',
    program: ({ setTimeout }, say) => {
      setTimeout(function (this: unknown) {
        say(String(this))
      })
    },
    trace: ['0 undefined'],
  },
]

describe.each([
  ['timers', ORDER],
  ['as a delay,', DELAYS],
  ['a timer can be taken back', CLEARING],
  ['intervals', INTERVALS],
  ['callbacks', CALLBACKS],
] as const)('%s', (_, rules) => {
  test.each(rules)('$rule', async ({ program, trace }) => {
    expect(await virtualTrace(program)).toEqual(trace)
  })

  const shared = rules.filter(({ inNodeToo }) => inNodeToo)
  test.runIf(shared.length > 0).each(shared)(
    'in Node itself: $rule',
    async ({ program, trace }) => {
      const said: unknown[] = []
      await new Promise<void>((resolve) => {
        program(globalThis, (word) => said.push(word), createSimulation(1))
        const words = trace.map((line) => line.replace(/^\S+ /, ''))
        // Twice as long as any of these programs, counted from when it has said its last word.
        const watch = setInterval(() => {
          if (said.length < words.length) return
          clearInterval(watch)
          setTimeout(resolve, 25)
        }, 1)
      })
      expect(said).toEqual(trace.map((line) => line.replace(/^\S+ /, '')))
    },
  )
})

test('ids are positive whole numbers, and never the same (HTML)', () => {
  const { setTimeout, setInterval, setImmediate } = virtualTimers(createSimulation(1))
  const ids = [
    setTimeout(() => {}),
    setInterval(() => {}),
    setImmediate(() => {}),
    setTimeout(() => {}),
  ]
  expect(new Set(ids).size).toBe(4)
  expect(ids.every((id) => Number.isInteger(id) && id > 0)).toBe(true)
})

test('a delay that no timer can hold is told to the program', () => {
  const said: string[] = []
  connect({
    now: () => 0,
    randomBits: () => 0,
    emit: (event) => event.kind === 'diagnostic' && said.push(event.message),
  })
  virtualTimers(createSimulation(1)).setTimeout(() => {}, 2 ** 40)
  connect()
  expect(said).toEqual([
    'setTimeout() can wait for at most 2147483647 ms, which is 24.8 days. Given 1099511627776 ms, Node waits for 1 ms, and so does this run.',
  ])
})

describe('a callback that is no function is refused at once (Node; browsers take a text for code)', () => {
  test.each(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'] as const)(
    'by %s',
    (name) => {
      expect(() => timersOf(createSimulation(1))[name]('alert()' as never)).toThrow(
        new TypeError(`${name}() takes a function; it was given alert().`),
      )
    },
  )
})

test('callbacks run in the context in which they were given', async () => {
  const context = Context.ROOT.setValue(Symbol('request'), 1)
  const seen: Context[] = []
  await virtualTrace(({ setTimeout, setInterval, setImmediate, clearInterval, queueMicrotask }) => {
    withContext(context, () => {
      setTimeout(() => seen.push(active()))
      setImmediate(() => seen.push(active()))
      queueMicrotask(() => seen.push(active()))
      const id = setInterval(() => {
        seen.push(active())
        clearInterval(id)
      }, 1)
    })
  })
  expect(seen).toEqual([context, context, context, context])
  expect(active()).toBe(Context.ROOT)
})

test('what a timer throws comes out of the clock', () => {
  const world = createSimulation(1)
  timersOf(world).setTimeout(() => {
    throw new Error('no')
  })
  expect(() => world.clock.runNext()).toThrow('no')
})

test('what a microtask throws is reported', async () => {
  const errors: unknown[] = []
  const error = new Error('no')
  timersOf(createSimulation(1), (thrown) => errors.push(thrown)).queueMicrotask(() => {
    throw error
  })
  await Promise.resolve()
  expect(errors).toEqual([error])
})
