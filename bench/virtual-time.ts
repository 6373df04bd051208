/**
 * What virtual time and seeded chance cost, beside what they stand in for. Medians of interleaved rounds, in one process:
 * what slows the machine down slows all of them down.
 */

import { REPRODUCIBLE } from '../src/simulation/reproducible-math.ts'
import { createSimulation, enter } from '../src/simulation/simulation.ts'
import { sleep } from '../src/simulation/time.ts'
import { virtualCrypto } from '../src/simulation/virtual-crypto.ts'
import { virtualDate } from '../src/simulation/virtual-date.ts'
import { virtualTimers } from '../src/simulation/virtual-timers.ts'

const ROUNDS = 31
/** How long one contestant runs in one round. */
const ROUND_MILLISECONDS = 10
/** A real timer takes a millisecond. */
const FEWEST = 8

type Work = (times: number) => unknown

interface Row {
  readonly name: string
  readonly virtual: Work
  readonly others: Readonly<Record<string, Work>>
}

const world = createSimulation(1)
enter(world)
const { clock } = world
const VirtualDate = virtualDate(() => clock.now() / 1000)
const timers = virtualTimers(world)
const crypto = virtualCrypto(world.chanceOf('crypto'))
const { exp, log, sin } = REPRODUCIBLE

/** What is thrown away at once, an engine may never compute. */
const kept: unknown[] = []

const ROWS: readonly Row[] = [
  {
    name: 'timer, set and run',
    virtual: (times) => {
      for (let i = 0; i < times; i++) {
        timers.setTimeout(() => {}, 1)
        clock.runNext()
      }
    },
    others: {},
  },
  {
    name: 'timer, one after another',
    virtual: async (times) => {
      for (let i = 0; i < times; i++) {
        timers.setTimeout(() => {}, 0)
        await nextTask()
        clock.runNext()
      }
    },
    others: {
      'setTimeout 0': (times) => chain(times, (next) => setTimeout(next, 0)),
      setImmediate: (times) => chain(times, (next) => setImmediate(next)),
    },
  },
  {
    name: 'sleep across an await',
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
    others: {
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
  console.log(`Node ${process.version}, median of ${ROUNDS} interleaved rounds, nanoseconds\n`)
  for (const row of ROWS.filter(({ name }) => name.includes(words))) await report(row)
}

function row(name: string, virtual: (i: number) => unknown, native: (i: number) => unknown): Row {
  return { name, virtual: loop(virtual), others: { native: loop(native) } }
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

async function report({ name, virtual, others }: Row): Promise<void> {
  const contestants = Object.entries({ virtual, ...others })
  const times = new Map<string, number>()
  for (const [who, work] of contestants) times.set(who, await warmUp(work))
  const took: Record<string, number[]> = {}
  for (let round = 0; round < ROUNDS; round++) {
    for (const [who, work] of contestants) {
      took[who] ??= []
      took[who].push(await nanoseconds(work, times.get(who) as number))
    }
  }
  const medians = Object.entries(took).map(([who, all]) => [who, median(all)] as const)
  const ours = medians[0]?.[1] as number
  const parts = medians.map(([who, ns]) => {
    const ratio = who === 'virtual' ? '' : ` (×${ratioText(ns / ours)})`
    return `${who} ${ns.toFixed(1)}${ratio}`
  })
  console.log(`${name.padEnd(26)} ${parts.join('   ')}`)
}

function ratioText(ratio: number): string {
  return ratio < 10 ? ratio.toPrecision(2) : ratio.toFixed(0)
}

/** @returns how often the work can be done in one round */
async function warmUp(work: Work): Promise<number> {
  let times = FEWEST
  for (let i = 0; i < 8; i++) {
    const each = await nanoseconds(work, times)
    times = Math.max(FEWEST, Math.round((ROUND_MILLISECONDS * 1e6) / each))
  }
  return times
}

async function nanoseconds(work: Work, times: number): Promise<number> {
  const start = performance.now()
  const result = work(times)
  if (result instanceof Promise) await result
  return ((performance.now() - start) * 1e6) / times
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1] as number
}
