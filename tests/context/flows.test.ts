/** Many flows at once: whatever they wait for, and in whatever order they go on, each reads its own value. */

import { beforeAll, expect, test } from 'vitest'
import { nodeProgram } from '../../src/build/node-runner.ts'
import { readInLab } from './lab-context.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

const FLOWS = 1_000
const AWAITS = 12

/** Every flow waits in ways that chance has chosen, and counts what it reads that is not its own. */
const program = (seed: number) => `
  let reads = 0
  let wrong = 0
  const check = (own) => { reads++; if (get() !== own) wrong++ }
  let state = ${seed}
  const chance = (below) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return (state >>> 8) % below }

  async function* numbers(own) { check(own); yield 1; await null; check(own); yield 2 }
  const ways = [
    async () => { await null },
    async () => { await sleep(chance(20)) },
    async () => { await Promise.resolve().then(() => chance(3)) },
    async (own) => { await Promise.all([sleep(chance(5)), null]).then(() => check(own)) },
    async (own) => { await new Promise((done) => setTimeout(() => queueMicrotask(() => { check(own); done() }), chance(5))) },
    async () => { await { then: (done) => setTimeout(done, chance(5)) } },
    async () => { try { await Promise.reject(new Error('no')) } catch { await null } },
    async (own) => { for await (const n of numbers(own)) check(own) },
    async (own) => { await run(own + ', inner', async () => { await sleep(chance(3)); check(own + ', inner') }) },
    async (own) => { await Promise.race([sleep(chance(5)), sleep(2).then(() => check(own))]) },
  ]
  const flow = async (own) => {
    for (let n = 0; n < ${AWAITS}; n++) { await ways[chance(ways.length)](own); check(own) }
  }
  await Promise.all(Array.from({ length: ${FLOWS} }, (_, n) => run('flow ' + n, () => flow('flow ' + n))))
  read(reads >= ${FLOWS * AWAITS} ? 'all have read' : reads)
  read(wrong + ' wrong')
`

test.each([1, 1042])(
  'a thousand flows never read what is another’s, by chance %i',
  async (seed) => {
    expect(await readInLab(program(seed))).toEqual(['all have read=undefined', '0 wrong=undefined'])
  },
)
