import { encode } from '@jridgewell/sourcemap-codec'
import { describe, expect, test } from 'vitest'
import { problemText } from '../../tests/program-run.ts'
import type { SiteLookup } from '../telemetry/source-position.ts'
import { explainCompileErrors, explainOutcome, type Problem } from './explain.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import type { Outcome, StopReason, ThrownError } from './protocol.ts'

/** Line 1 of the program comes from line 10 of main.ts, line 2 from line 20 of cart.ts, and line 3 from nowhere. */
const MAP = JSON.stringify({
  version: 3,
  sources: ['cell:main.ts', 'cell:cart.ts'],
  names: [],
  mappings: encode([
    [
      [0, 0, 9, 0],
      [30, 0, 9, 4],
    ],
    [[0, 1, 19, 2]],
    [[0]],
  ]),
})

/** Sites below 100 stand in main.ts, up to 200 in the shop, and others are not known. */
const siteOf: SiteLookup = (site) =>
  site < 200
    ? { file: site < 100 ? 'main.ts' : '@lab/shop/bank.ts', line: site, column: 1 }
    : undefined

const explain = (outcome: Outcome, limits: Partial<Limits> = {}) =>
  explainOutcome(outcome, { map: MAP }, siteOf, { ...DEFAULT_LIMITS, ...limits }) as Problem

const failed = (error: Partial<ThrownError>, unhandled = false) =>
  explain({
    kind: 'failed',
    error: { name: 'Error', message: 'no', frames: [], awaits: [], ...error },
    unhandled,
  })

test('a run that simply ended needs no words', () => {
  expect(explain({ kind: 'done' })).toBeUndefined()
})

test('each mistake that the compiler found is a problem', () => {
  const position = { file: 'main.ts', line: 3, column: 7 }
  const problems = explainCompileErrors([
    { message: 'Unexpected "}"', position },
    { message: 'Too long' },
  ])
  expect(problems.map(problemText)).toEqual(['✗ Unexpected "}"  main.ts:3:7', '✗ Too long'])
  expect(problems[0]?.advice).toMatch('The cell was not run.')
})

describe('an error', () => {
  test.each<[what: string, error: Partial<ThrownError>, text: string]>([
    [
      'has its place in the TypeScript',
      { frames: [{ line: 1, column: 1 }] },
      '✗ Error: no  main.ts:10:1',
    ],
    [
      'has its place within the line',
      { frames: [{ line: 1, column: 35 }] },
      '✗ Error: no  main.ts:10:5',
    ],
    [
      'shows the way on which it came',
      {
        frames: [
          { line: 2, column: 1 },
          { line: 1, column: 1 },
        ],
      },
      '✗ Error: no  cart.ts:20:3 ‹ main.ts:10:1',
    ],
    [
      'shows each line of that way once',
      {
        frames: [
          { line: 2, column: 1 },
          { line: 1, column: 35 },
          { line: 1, column: 1 },
        ],
      },
      '✗ Error: no  cart.ts:20:3 ‹ main.ts:10:5',
    ],
    [
      'goes on with the awaits that it passed',
      { frames: [{ line: 2, column: 1 }], awaits: [31, 32] },
      '✗ Error: no  cart.ts:20:3 ‹ main.ts:31:1 ‹ main.ts:32:1',
    ],
    [
      'stands first where the reader’s own code is',
      { frames: [], awaits: [150, 31] },
      '✗ Error: no  main.ts:31:1 ‹ @lab/shop/bank.ts:150:1',
    ],
    [
      'leaves out places that nobody wrote',
      {
        frames: [
          { line: 3, column: 1 },
          { line: 99, column: 1 },
        ],
        awaits: [500],
      },
      '✗ Error: no',
    ],
    [
      'leaves out places that cannot be',
      {
        frames: [
          { line: 0, column: 1 },
          { line: 1, column: 0 },
          { line: -1, column: -1 },
        ],
      },
      '✗ Error: no',
    ],
  ])('%s', (_, error, text) => {
    expect(problemText(failed(error))).toBe(text)
  })

  test.each<[what: string, problem: Problem, advice: string | undefined]>([
    ['a plain one', failed({}), undefined],
    ['a promise that nobody waited for', failed({}, true), 'Put `await` before the call'],
    [
      'no end of calls, in Chromium',
      failed({ name: 'RangeError', message: 'Maximum call stack size exceeded' }),
      'calls itself without an end',
    ],
    [
      'no end of calls, in Firefox',
      failed({ name: 'InternalError', message: 'too much recursion' }),
      'calls itself without an end',
    ],
    [
      'a range error of another kind',
      failed({ name: 'RangeError', message: 'Invalid array length' }),
      undefined,
    ],
    [
      'a try to fetch',
      failed({ name: 'TypeError', message: 'Failed to fetch' }),
      '`Network` from `@lab/sim`',
    ],
  ])('gets advice: %s', (_, { advice }, part) => {
    if (part === undefined) expect(advice).toBeUndefined()
    else expect(advice).toMatch(part)
  })
})

describe('a program that waits for ever', () => {
  test('is shown at the reader’s own awaits first', () => {
    const problem = explain({ kind: 'stuck', sites: [150, 12, 150, 11, 500] })
    expect(problemText(problem)).toBe(
      '✗ This never finishes.  main.ts:12:1 ‹ main.ts:11:1 ‹ @lab/shop/bank.ts:150:1',
    )
    expect(problem.advice).toMatch('Look for a promise that nobody resolves.')
  })

  test('may have no place', () => {
    expect(problemText(explain({ kind: 'stuck', sites: [] }))).toBe('✗ This never finishes.')
  })
})

describe('a program that was stopped', () => {
  const stopped = (reason: StopReason, site?: number, limits?: Partial<Limits>) => {
    const problem = explain(
      { kind: 'stopped', reason, ...(site !== undefined && { site }) },
      limits,
    )
    return [problemText(problem), problem.advice]
  }

  test('by the reader', () => {
    expect(stopped('by-reader')).toEqual(['✗ You stopped the run.', undefined])
    expect(stopped('by-reader', 12)[0]).toBe(
      '✗ You stopped the run. It was in this loop.  main.ts:12:1',
    )
  })

  test('by the clock', () => {
    expect(stopped('real-time')).toEqual([
      '✗ Stopped after 10 seconds.',
      'The code was still busy. Look for work that never ends.',
    ])
    expect(stopped('real-time', 12, { realTime: 30_000 })).toEqual([
      '✗ Stopped after 30 seconds. It was in this loop.  main.ts:12:1',
      'The loop does not seem to end. Look at what should make it stop.',
    ])
  })

  test('in a loop of which nobody knows the place', () => {
    expect(stopped('real-time', 500)[0]).toBe('✗ Stopped after 10 seconds.')
  })

  test('by virtual time', () => {
    expect(stopped('virtual-time')[0]).toBe('✗ Stopped after 31 days of virtual time.')
  })

  test('by the number of its timers', () => {
    expect(stopped('timers')[0]).toBe('✗ Stopped after 1,000,000 timers.')
  })

  test('by its own messages', () => {
    expect(stopped('bad-message')[0]).toBe('✗ Stopped: the code interfered with the lab itself.')
    expect(stopped('flood')[0]).toBe('✗ Stopped: the code flooded the page with messages.')
  })

  test('before it began', () => {
    expect(stopped('not-started')[0]).toBe('✗ This browser did not start the program.')
  })

  test('because its reader left', () => {
    expect(stopped('page-left')[0]).toBe('✗ Stopped, because you left the page.')
  })

  test('by a crash', () => {
    expect(stopped('crash')[0]).toBe('✗ The run crashed.')
  })
})
