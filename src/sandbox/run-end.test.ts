/** How a run that would not end by itself is ended, and what its reader is told: the reason, the place, and what to try. */

import { beforeAll, describe, expect, test } from 'vitest'
import { positionText, runProgram } from '../../tests/program-run.ts'
import { nodeProgram } from '../build/node-runner.ts'
import type { Limits } from './limits.ts'

beforeAll(async () => {
  await nodeProgram()
}, 60_000)

interface Endless {
  readonly what: string
  readonly source: string
  readonly limits?: Partial<Limits>
  readonly title: string
  readonly advice: string
  readonly at?: string
}

const STUCK = {
  title: 'This never finishes.',
  advice:
    'The code waits here, and nothing is left that could wake it: no timer, no message, no other work. Look for a promise that nobody resolves.',
}
const INTERVAL = 'Look for a `setInterval` that is never cleared'
const LOOP = 'The loop does not seem to end. Look at what should make it stop.'

const ENDLESS: readonly Endless[] = [
  {
    what: 'waits for ever',
    source: '\nawait new Promise(() => {})',
    ...STUCK,
    at: 'main.ts:2:1',
  },
  {
    what: 'waits for ever after its last timer',
    source: "setTimeout(() => console.log('tick'), 5)\nawait new Promise(() => {})",
    ...STUCK,
    at: 'main.ts:2:1',
  },
  {
    what: 'waits for ever for one of many',
    source: 'await Promise.all([sleep(5), new Promise(() => {})])',
    ...STUCK,
    at: 'main.ts:1:',
  },
  {
    what: 'waits for ever in another cell’s function',
    source:
      'const door = new Promise(() => {})\nconst wait = async () => {\n  await door\n}\nawait wait()',
    ...STUCK,
    at: 'main.ts:3:3',
  },
  {
    what: 'has an interval that is never cleared',
    source: 'setInterval(() => {}, 1000)',
    limits: { timers: 1000 },
    title: 'Stopped after 1,000 timers.',
    advice: INTERVAL,
  },
  {
    what: 'sets the next timer in each',
    source: 'const again = () => setTimeout(again)\nagain()',
    limits: { timers: 5000 },
    title: 'Stopped after 5,000 timers.',
    advice: 'Some timer keeps setting the next one.',
  },
  {
    what: 'sleeps in an endless loop',
    source: 'for (;;) await sleep(0)',
    limits: { timers: 5000 },
    title: 'Stopped after 5,000 timers.',
    advice: 'Some timer keeps setting the next one.',
  },
  {
    what: 'lets days pass',
    source: 'for (;;) await sleep(3_600_000)',
    title: 'Stopped after 31 days of virtual time.',
    advice: INTERVAL,
  },
  {
    what: 'works for a century',
    source: 'work(100 * 365 * 86_400_000)\nawait sleep(1)',
    title: 'Stopped after 31 days of virtual time.',
    advice: 'a wait that is longer than you meant',
  },
  {
    what: 'computes for ever in a loop',
    source: '\nwhile (true) {}',
    limits: { realTime: 1000 },
    title: 'Stopped after 1 second. It was in this loop.',
    advice: LOOP,
    at: 'main.ts:2:1',
  },
  {
    what: 'computes for ever in a loop within a timer',
    source: 'setTimeout(() => {\n  for (;;);\n}, 5)',
    limits: { realTime: 1000 },
    title: 'Stopped after 1 second. It was in this loop.',
    advice: LOOP,
    at: 'main.ts:2:3',
  },
  {
    what: 'goes on for ever in microtasks',
    source: 'const again = () => queueMicrotask(again)\nagain()',
    limits: { realTime: 500 },
    title: 'Stopped after 0.5 seconds.',
    advice: 'The code was still busy. Look for work that never ends.',
  },
]

describe('a program that', () => {
  test.each(ENDLESS)('$what is ended', async ({ source, limits, title, advice, at }) => {
    const { problems } = await runProgram(source, { limits })
    expect(problems.map((problem) => problem.title)).toEqual([title])
    expect(problems[0]?.advice).toContain(advice)
    const { position } = problems[0] ?? {}
    expect(position && positionText(position)).toEqual(at && expect.stringContaining(at))
  })
})

describe('a promise that is rejected while nobody listens', () => {
  test.each([
    ['is a problem', "Promise.reject(new Error('lost'))", ['Error: lost']],
    [
      'is none if somebody listens in a later timer, however late the engine noticed',
      "const lost = Promise.reject(new Error('lost'))\nsetTimeout(() => lost.catch(() => {}), 50)",
      [],
    ],
    [
      'is the first of several',
      "Promise.reject(new Error('a'))\nPromise.reject(new Error('b'))",
      ['Error: a'],
    ],
    ['is a problem whatever it was rejected with', 'Promise.reject()', ['Thrown value: undefined']],
  ])('%s', async (_, source, titles) => {
    const { problems } = await runProgram(source)
    expect(problems.map(({ title }) => title)).toEqual(titles)
  })
})

describe('a name that belongs to a page or to Node', () => {
  test.each(['document.title', 'process.env', "require('fs')", 'new AbortController()'])(
    'is explained: %s',
    async (expression) => {
      const { problems } = await runProgram(`(0, ${expression} as never)`)
      expect(problems[0]?.title).toMatch(/^ReferenceError: \w+ is not defined$/)
      expect(problems[0]?.advice).toContain('belongs to a page or to Node')
    },
  )

  test('is not taken for a name that is misspelt', async () => {
    const { problems } = await runProgram('(0, logg.info)')
    expect(problems).toMatchObject([{ title: 'ReferenceError: logg is not defined' }])
    expect(problems[0]?.advice).toBeUndefined()
  })

  test('is the network, which is simulated', async () => {
    const { problems } = await runProgram("await fetch('https://example.com/')")
    expect(problems[0]?.advice).toContain('`Network` from `@lab/sim` simulates one')
  })
})
