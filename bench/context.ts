/**
 * Benchmarks of the ambient context: what an `await` and an async call cost where the engine runs them as they are, and
 * where they were compiled to keep their context.
 *
 * `npm run bench:context` prints medians of several rounds, in nanoseconds.
 */

import { compileInNode } from '../src/build/node-compiler.ts'
import { enter, markSite } from '../src/telemetry/context/ambient.ts'
import { Context } from '../src/telemetry/context/context.ts'
import { Coroutine } from '../src/telemetry/context/coroutine.ts'
import { propagateThroughPromises } from '../src/telemetry/context/propagate-through-promises.ts'

const ROUNDS = 25

/** What is measured: a function of how often to do it. */
const WORK: Readonly<Record<string, { readonly times: number; readonly source: string }>> = {
  'an await of a value': {
    times: 100_000,
    source: 'async (times) => { for (let n = 0; n < times; n++) await null }',
  },
  'an await of a promise': {
    times: 100_000,
    source:
      'async (times) => { const done = Promise.resolve(); for (let n = 0; n < times; n++) await done }',
  },
  'a call of an async function, awaited': {
    times: 50_000,
    source:
      'async (times) => { const call = async () => 1; for (let n = 0; n < times; n++) await call() }',
  },
  'a call of an async function that awaits once, awaited': {
    times: 50_000,
    source:
      'async (times) => { const call = async () => { await null }; for (let n = 0; n < times; n++) await call() }',
  },
  'an element of an async generator': {
    times: 20_000,
    source:
      'async (times) => { async function* all() { for (let n = 0; n < times; n++) yield n } for await (const n of all()); }',
  },
  'a callback of then': {
    times: 50_000,
    source:
      'async (times) => { let last = Promise.resolve(); for (let n = 0; n < times; n++) last = last.then(() => n); await last }',
  },
}

type Run = (times: number) => Promise<void>

/** Compiled work, with the hooks that a program has; loops are not watched. */
async function compiled(source: string): Promise<Run> {
  const result = await compileInNode({ 'main.ts': `give(${source})` }, 'main.ts')
  if (!result.ok) throw new Error(result.errors[0]?.message)
  let run: Run | undefined
  const hooks = {
    Coroutine,
    atCall: markSite,
    atAwait: Coroutine.markAwait,
    atLoop: () => {},
    caught: () => {},
    program: (main: () => Promise<void>) => main(),
  }
  const give = (given: Run) => {
    run = given
  }
  new Function('__lab', 'give', result.program.code)(hooks, give)
  if (!run) throw new Error('The program gave nothing to measure.')
  return run
}

/** Time that this thread has computed, in nanoseconds: what other programs do meanwhile does not count. */
function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) * 1000
}

/** Median nanoseconds. */
async function measure(run: Run, times: number): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = computed()
    await run(times)
    rounds.push((computed() - start) / times)
  }
  rounds.sort((a, b) => a - b)
  return rounds[ROUNDS >> 1] as number
}

const native = new Map<string, number>()
for (const [what, { times, source }] of Object.entries(WORK)) {
  native.set(what, await measure(new Function(`return ${source}`)(), times))
}
// From here on as in a program: promises propagate what is active, and something is.
propagateThroughPromises(Promise)
enter(Context.ROOT.setValue(Symbol('world'), true))

console.log(
  `Node ${process.version}, nanoseconds, medians of ${ROUNDS} rounds: native → compiled\n`,
)
for (const [what, { times, source }] of Object.entries(WORK)) {
  const ns = await measure(await compiled(source), times)
  console.log(`${what}: ${native.get(what)?.toFixed(0)} → ${ns.toFixed(0)}`)
}
