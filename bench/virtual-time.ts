/**
 * What virtual time and seeded chance cost, beside what they stand in for. Medians of interleaved rounds, in one process:
 * what slows the machine down slows all of them down.
 */

import { createSimulation, enter } from '../src/simulation/simulation.ts'
import { sleep } from '../src/simulation/time/time.ts'
import { REPRODUCIBLE } from '../src/simulation/world/reproducible-math.ts'
import { virtualCrypto } from '../src/simulation/world/virtual-crypto.ts'
import { virtualDate } from '../src/simulation/world/virtual-date.ts'
import { virtualTimers } from '../src/simulation/world/virtual-timers.ts'
import { type Contest, hold, type Work } from './contest.ts'

const world = createSimulation(1)
enter(world)
const { clock } = world
const VirtualDate = virtualDate(() => clock.now() / 1000)
const timers = virtualTimers(world)
const crypto = virtualCrypto(world.chanceOf('crypto'))
const { exp, log, sin } = REPRODUCIBLE

/** What is thrown away at once, an engine may never compute. */
const kept: unknown[] = []

const CONTESTS: readonly Contest[] = [
  {
    name: 'timer, set and run',
    contestants: {
      virtual: (times) => {
        for (let i = 0; i < times; i++) {
          timers.setTimeout(() => {}, 1)
          clock.runNext()
        }
      },
    },
  },
  {
    name: 'timer, one after another',
    contestants: {
      virtual: async (times) => {
        for (let i = 0; i < times; i++) {
          timers.setTimeout(() => {}, 0)
          await nextTask()
          clock.runNext()
        }
      },
      'setTimeout 0': (times) => chain(times, (next) => setTimeout(next, 0)),
      setImmediate: (times) => chain(times, (next) => setImmediate(next)),
    },
  },
  {
    name: 'sleep across an await',
    contestants: {
      virtual: async (times) => {
        const sleeper = (async () => {
          for (let i = 0; i < times; i++) await sleep(1)
        })()
        for (let i = 0; i < times; i++) {
          await nextTask()
          clock.runNext()
        }
        await sleeper
      },
      'setTimeout 1': async (times) => {
        for (let i = 0; i < times; i++) await new Promise((resolve) => setTimeout(resolve, 1))
      },
      setImmediate: async (times) => {
        for (let i = 0; i < times; i++) await nextTask()
      },
    },
  },
  row(
    'Date.now()',
    () => VirtualDate.now(),
    () => Date.now(),
  ),
  row(
    'new Date()',
    () => new VirtualDate(),
    () => new Date(),
  ),
  row(
    'crypto.randomUUID()',
    () => crypto.randomUUID(),
    () => globalThis.crypto.randomUUID(),
  ),
  row(
    'random()',
    () => world.random.next(),
    () => Math.random(),
  ),
  row(
    'exp()',
    (i) => exp(i / 1e6),
    (i) => Math.exp(i / 1e6),
  ),
  row(
    'log()',
    (i) => log(1 + i / 1e6),
    (i) => Math.log(1 + i / 1e6),
  ),
  row(
    'sin()',
    (i) => sin(i / 1e6),
    (i) => Math.sin(i / 1e6),
  ),
]

/** Prints the rows whose name has these words. */
export async function benchVirtualTime(words: string): Promise<void> {
  await hold(CONTESTS, words)
}

function row(
  name: string,
  virtual: (i: number) => unknown,
  native: (i: number) => unknown,
): Contest {
  return { name, contestants: { virtual: loop(virtual), native: loop(native) } }
}

function loop(body: (i: number) => unknown): Work {
  return (times) => {
    for (let i = 0; i < times; i++) kept[0] = body(i)
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Does one thing after another, each when the one before has called back. */
function chain(times: number, start: (next: () => void) => unknown): Promise<void> {
  return new Promise((resolve) => {
    let left = times
    const next = () => {
      if (left-- > 0) start(next)
      else resolve()
    }
    next()
  })
}
