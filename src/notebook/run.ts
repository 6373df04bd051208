/** A run is one execution of a cell: how far it is, and all that it has said so far. */

import type { Sources } from '../lesson/cell-graph.ts'
import type { Problem } from '../sandbox/explain.ts'
import {
  type DeclaredDial,
  type DialValues,
  type Dropped,
  NOTHING_DROPPED,
} from '../sandbox/protocol.ts'
import type { SiteLookup, SourcePosition } from '../telemetry/source-position.ts'
import { ColumnStore } from '../trace-data/column-store.ts'

/**
 * Nobody has run a cell that is `idle`. Of a run that is `cleared` the reader did not want to see the output any more.
 */
export type RunPhase = 'idle' | 'compiling' | 'running' | 'done' | 'failed' | 'stopped' | 'cleared'

export interface Progress {
  readonly done: number
  readonly total: number
  /** When its first step was heard of, in real milliseconds of the run. */
  readonly since: number
  /** Real milliseconds that it may still take; unknown at the beginning. */
  readonly left?: number
}

export interface Run {
  /** Tells a late message of an earlier run from one of this run. */
  readonly id: number
  readonly phase: RunPhase
  /** The sources that it runs. */
  readonly sources: Sources
  /** The seed of all chance in it, if that is not the lesson's own. */
  readonly chosenSeed?: number
  /** What its reader has set its dials to, by name; they need not be there. */
  readonly chosenDials?: DialValues
  /** What can be turned: what it has declared, and unless it came to its end also what the run before it had. */
  readonly dials: readonly DeclaredDial[]
  /** While it goes on: what it has declared so far. */
  readonly newDials?: readonly DeclaredDial[]
  /** A dial began it a moment ago: the output before it is shown until it ends, or has taken so long that one must be told. */
  readonly isQuiet?: boolean
  /** While nothing has been heard of this run: the output of the one before. */
  readonly showsEarlierOutput: boolean
  /** Grows while the run goes on; a new `Run` object tells that it has grown. */
  readonly store: ColumnStore
  /** What the run before it has said, to be laid over this one. */
  readonly before?: ColumnStore
  /** A turn of a dial goes on, and what was there when it began stays what it is laid over. */
  readonly keepsBefore?: boolean
  readonly siteOf: SiteLookup
  readonly problems: readonly Problem[]
  readonly dropped: Dropped
  /** What time it is in a run that goes on at a pace: microseconds since the Unix epoch. */
  readonly time?: number
  /** It waits for the viewer. */
  readonly isPaused?: boolean
  /** How far a long computation is. */
  readonly progress?: Progress
  /** The loop that has kept it busy for a while. */
  readonly busyAt?: SourcePosition
  /** How long it took on this machine. Real milliseconds; absent while it goes on and for a run of the build. */
  readonly realTime?: number
}

/** The run that was made when the site was built: what the reader sees before anything is clicked. */
export function builtRun(
  parts: Pick<Run, 'sources' | 'store' | 'siteOf' | 'problems'> & Partial<Pick<Run, 'dials'>>,
): Run {
  return {
    id: 0,
    phase: parts.problems.length > 0 ? 'failed' : 'done',
    dials: [],
    showsEarlierOutput: false,
    dropped: NOTHING_DROPPED,
    ...parts,
  }
}

/** A cell that nobody has run yet. */
export function idleRun(sources: Sources): Run {
  return {
    id: 0,
    phase: 'idle',
    sources,
    dials: [],
    showsEarlierOutput: false,
    store: new ColumnStore(),
    siteOf: () => undefined,
    problems: [],
    dropped: NOTHING_DROPPED,
  }
}

/** Is this what a reader should see? */
export function isTold(run: Run | undefined): boolean {
  return run !== undefined && !(run.isQuiet && isActive(run))
}

export function isActive({ phase }: Run): boolean {
  return phase === 'compiling' || phase === 'running'
}
