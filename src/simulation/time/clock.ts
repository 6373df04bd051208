/** A clock tells a run what time it is, and runs its timers when they are due. */

/** Virtual time is the same in every run; real time is that of the machine. */
export type ClockKind = 'virtual' | 'real'

export interface Clock {
  readonly kind: ClockKind
  /** Where the run began, in whole microseconds since the Unix epoch. */
  readonly start: number
  /** The present moment, in whole microseconds since the Unix epoch. It never goes back. */
  now(): number
  /**
   * Sets a timer.
   * @param delay milliseconds from now; a negative delay counts as none
   * @returns an id for {@link clear}
   */
  set(delay: number, callback: () => void): number
  /** Takes a timer back. An id that is unknown or already over does nothing. */
  clear(id: number): void
  /** Lets time pass without running anything, as a computation does. @param duration milliseconds */
  burn(duration: number): void
  /** The moment at which the next timer runs, in microseconds since the Unix epoch; `undefined` without a timer. */
  readonly nextMoment: number | undefined
  /** Real milliseconds until then; 0 where time can be moved. */
  readonly realWait: number
  /** Runs the next timer. */
  runNext(): void
}

/** No clock goes further: beyond it, whole microseconds can't be told apart. It lies in the year 2255. */
const END_OF_TIME = Number.MAX_SAFE_INTEGER

/** @returns the moment that lies some milliseconds after another, in microseconds */
export function momentAfter(moment: number, milliseconds: number): number {
  return Math.min(moment + toMicroseconds(milliseconds), END_OF_TIME)
}

function toMicroseconds(milliseconds: number): number {
  return milliseconds > 0 ? Math.round(milliseconds * 1000) : 0
}
