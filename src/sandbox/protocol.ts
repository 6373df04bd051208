/**
 * The protocol of a run: what the page, the broker and the program tell each other.
 *
 * ```
 * page ── PageMessage ──▸ broker ─ ProgramInstruction ▸ program
 * page ◂── RunMessage ─── broker ◂── ProgramMessage ─── program
 * ```
 * The program runs code that nobody has read, so the broker believes nothing that it says: see `validate-message.ts` and `trace-data/validate-batch.ts`.
 */

import type { DeclaredDial, DialValues } from '../simulation/dials/declared-dial.ts'
import type { ClockKind } from '../simulation/time/clock.ts'
import type { EventBatch } from '../trace-data/event-batch.ts'
import type { Limits } from './limits.ts'

export type { DeclaredDial, DialValue, DialValues } from '../simulation/dials/declared-dial.ts'

/** What to run, and in which world. */
export interface RunRequest {
  /** A compiled program. */
  readonly code: string
  /** The seed of all chance in this run. */
  readonly seed: number
  /** In real time, no two runs are the same. */
  readonly clock: ClockKind
  /** Which log records are written, as env_logger's directives say it. Default: all. */
  readonly filter?: string
  /** What its dials are set to. Those that are not named stand where the code has put them. */
  readonly dials?: DialValues
  /** How fast its virtual time passes to begin with. Default: instant. */
  readonly pace?: Pace
  readonly limits: Limits
}

/**
 * How fast virtual time passes: as fast as the machine can, or so many times as fast as on the wall. While it is paused
 * it passes only in steps.
 */
export type Pace = 'instant' | 'paused' | number

/** What a viewer can say to a run while it goes on. */
export type Control =
  | { readonly kind: 'pace'; readonly pace: Pace }
  /** Goes on to the next event, and pauses there. */
  | { readonly kind: 'step' }

/** What a program hears: first what to run. */
export type ProgramInstruction = { readonly kind: 'run'; readonly request: RunRequest } | Control

export type PageMessage = ProgramInstruction | { readonly kind: 'stop' }

/** What a run said and what is not shown of it, by kind. */
export interface Dropped {
  /** Because there were too many. */
  readonly records: number
  readonly spans: number
  readonly changes: number
  /** Because they made no sense, as a second end of a span. The log tells why. */
  readonly refused: number
  /** Texts, lists and objects of which only the beginning is there. */
  readonly cut: number
}

export const NOTHING_DROPPED: Dropped = { records: 0, spans: 0, changes: 0, refused: 0, cut: 0 }

/** How a program says that it ended. */
export interface ProgramEnd {
  readonly kind: 'ended'
  readonly outcome: Outcome
  readonly dropped: Dropped
  /** Virtual time at the end, in microseconds since the Unix epoch. */
  readonly time: number
}

export type ProgramMessage =
  | { readonly kind: 'ready' }
  /** What was said. The buffer of the batch is handed over. */
  | { readonly kind: 'events'; readonly batch: EventBatch }
  /** What has been left out so far. */
  | { readonly kind: 'dropped'; readonly dropped: Dropped }
  /** The program has been in a loop for so long that the reader should know where; without a site, it has left it. */
  | { readonly kind: 'busy'; readonly site?: number }
  /** It waits because of its pace, and this is the time in the run, in microseconds since the Unix epoch. */
  | { readonly kind: 'clock'; readonly time: number; readonly isPaused: boolean }
  /** All dials that it has declared so far, with where they stand. */
  | { readonly kind: 'dials'; readonly dials: readonly DeclaredDial[] }
  /** A long computation is so far. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | ProgramEnd

export type RunMessage =
  | Exclude<ProgramMessage, { kind: 'ready' | 'events' }>
  /** Batches as the program sent them, in order, and how many events they have together. */
  | { readonly kind: 'events'; readonly batches: readonly EventBatch[]; readonly count: number }

export type Outcome =
  | { readonly kind: 'done' }
  /** The program threw, or a promise was rejected and nobody listened. */
  | { readonly kind: 'failed'; readonly error: ThrownError; readonly unhandled: boolean }
  /** It waits, and nothing is left that could wake it. */
  | { readonly kind: 'stuck'; readonly sites: readonly number[] }
  | { readonly kind: 'stopped'; readonly reason: StopReason; readonly site?: number }

/** What an honest program stops for by itself. */
export const PROGRAM_STOP_REASONS = ['virtual-time', 'timers'] as const

export type StopReason =
  | (typeof PROGRAM_STOP_REASONS)[number]
  | 'by-reader'
  /** The reader went to another page. */
  | 'page-left'
  | 'real-time'
  | 'flood'
  | 'bad-message'
  | 'crash'
  /** Its worker never answered: this browser, or something in it, does not let it. */
  | 'not-started'

export interface ThrownError {
  readonly name: string
  readonly message: string
  /** Places in the compiled program, innermost first. */
  readonly frames: readonly CodePosition[]
  /** The awaits that it passed on its way out, innermost first: numbers of places in the source. */
  readonly awaits: readonly number[]
}

/** A place in a compiled program. */
export interface CodePosition {
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
}
