/** A cell cannot be run when something of the page itself is missing: not the code is at fault. */

import type { Problem } from '../sandbox/explain.ts'

/** Its message is the title of the problem. */
export class CannotRun extends Error {
  /** What it means, what still works, and what to try. */
  readonly advice: string

  constructor(title: string, advice: string) {
    super(title)
    this.advice = advice
  }
}

/** Whatever kept a cell from being run, as a reader is told. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CannotRun) return { title: error.message, advice: error.advice }
  const reason = error instanceof Error ? error.message : String(error)
  return {
    title: 'The cell could not be run.',
    advice: `Something that is needed for running could not be loaded: ${reason} Check the connection and run it again.`,
  }
}
