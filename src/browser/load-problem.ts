/** A load problem is that something the page needs could not be loaded: why, what still works, and what to do. */

import { LIST_META, listAddressIn } from '../notebook/page-files.ts'
import type { Problem } from '../sandbox/explain.ts'
import { CannotRun } from './cannot-run.ts'
import { pageAddress } from './offline-answers.ts'

/** What could not be had: the sandbox or the cells that the build has compiled, or the compiler. */
export type Needed = 'running' | 'compiling'

export class NotLoaded extends Error {
  readonly needed: Needed

  constructor(needed: Needed, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.needed = needed
  }
}

/** Why it could not be had. */
export type Obstacle = 'no-network' | 'other-version' | 'unknown'

const TITLES = {
  'no-network': {
    running: 'This cell can’t run without a network yet.',
    compiling: 'An edited cell can’t run without a network yet.',
  },
  'other-version': {
    running: 'This page has been updated since you opened it.',
    compiling: 'This page has been updated since you opened it.',
  },
  unknown: {
    running: 'The cell could not be run.',
    compiling: 'The compiler could not be loaded.',
  },
} as const

/** What stands in the way of a cell that has to wait, and what does not. */
const WITHOUT_NETWORK = {
  running:
    'What runs it has not been loaded here. The lesson reads without it, and the output below is the one that the cell always has.',
  compiling: 'The compiler has not been loaded here. Cells that are not edited still run.',
} as const

/** Whatever kept a cell from being run, as a reader is told. */
export async function problemOf(error: unknown): Promise<Problem> {
  if (error instanceof CannotRun) return { title: error.message, advice: error.advice }
  return explainLoadError(error instanceof NotLoaded ? error.needed : 'compiling', error)
}

/** Finds out why something could not be loaded. @param error what the attempt ended with */
async function explainLoadError(needed: Needed, error: unknown): Promise<Problem> {
  const own = document.querySelector<HTMLMetaElement>(`meta[name="${LIST_META}"]`)?.content
  const obstacle = await findObstacle(pageAddress(location.href), own, (...asked) =>
    fetch(...asked),
  )
  return loadProblem(needed, obstacle, error)
}

/** @param error what the attempt ended with */
export function loadProblem(needed: Needed, obstacle: Obstacle, error: unknown): Problem {
  return { title: TITLES[obstacle][needed], advice: adviceOn(needed, obstacle, error) }
}

/**
 * Asks the server for the page itself, which says whether there is a network, and whether the page is still the same.
 * @param ownList the address of the list of files with which this page was built
 */
export async function findObstacle(
  page: string,
  ownList: string | undefined,
  ask: typeof fetch,
): Promise<Obstacle> {
  try {
    const response = await ask(page, { cache: 'no-store' })
    if (response.status >= 500) return 'no-network'
    const list = listAddressIn(await response.text())
    return response.ok && list !== ownList ? 'other-version' : 'unknown'
  } catch {
    return 'no-network'
  }
}

function adviceOn(needed: Needed, obstacle: Obstacle, error: unknown): string {
  switch (obstacle) {
    case 'no-network':
      // A worker is loaded anew each time; a script that could not be loaded, only by another page.
      return needed === 'compiling'
        ? `${WITHOUT_NETWORK[needed]} Run it again when the network is back.`
        : `${WITHOUT_NETWORK[needed]} Reload the page when the network is back.`
    case 'other-version':
      return 'What it needs now is gone from the server. Reload the page: what you have changed in it is saved.'
    case 'unknown':
      return `Something that it needs did not arrive: ${error instanceof Error ? error.message : String(error)} Check the connection, and run it again.${needed === 'compiling' ? ' Cells that nobody has changed run without it.' : ''}`
  }
}
