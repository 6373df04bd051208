/** An attempt to get at something: from a cell, where it is not there, and by a raw program, where the policy has to refuse it. */

import type { HostileCase } from '../hostile-case.ts'

/** What a cell looks for: its name in a sentence, and an expression that needs it. */
export type Wish = readonly [name: string, expression: string]

/** A cell that looks for something that its world does not have. */
export function lookFor([name, expression]: Wish): HostileCase {
  return {
    name: `looks for ${name}`,
    code: `console.log('before')\nawait (${expression})\nconsole.log('reached')`,
    expects: {
      phase: 'failed',
      problem: 'is not defined',
      line: 2,
      says: ['before'],
      neverSays: 'reached',
    },
  }
}

/** A raw program in the worker. @param work the body of an async function: what it returns, it has reached */
export function inWorker(name: string, work: string): HostileCase {
  return {
    name,
    place: 'worker',
    code: `attempt(async () => {\n${work}\n})`,
    expects: { neverSays: /^reached/, says: [/^(refused|tried)/] },
    succeedsUncontained: true,
  }
}

/** In some engines a frame shares the page's thread, which is why no reader's code runs there. Milliseconds. */
const LONGEST_FRAME_GAP = 1000

/** A raw program in the frame; see {@link inWorker}. */
export function inFrame(name: string, work: string): HostileCase {
  return { ...inWorker(name, work), place: 'frame', longestGap: LONGEST_FRAME_GAP }
}
