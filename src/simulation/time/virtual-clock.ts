/** A virtual clock moves only when there is nothing left to do at the present moment, and then straight to the next timer. */

import { type Clock, momentAfter } from './clock.ts'
import { TimerQueue } from './timer-queue.ts'

/** Where every run begins: 26 February 2025, 10:04 UTC, in microseconds since the Unix epoch. */
export const RUN_EPOCH = 1_740_564_240_000_000

export class VirtualClock implements Clock {
  readonly kind = 'virtual'
  readonly start: number
  /** Whoever asks for the time can move it. */
  readonly realWait = 0
  #now: number
  readonly #timers = new TimerQueue()

  constructor(epoch: number = RUN_EPOCH) {
    this.start = epoch
    this.#now = epoch
  }

  now(): number {
    return this.#now
  }

  set(delay: number, callback: () => void): number {
    return this.#timers.add(momentAfter(this.#now, delay), callback)
  }

  clear(id: number): void {
    this.#timers.cancel(id)
  }

  burn(duration: number): void {
    this.#now = momentAfter(this.#now, duration)
  }

  /** The moment to which {@link runNext} moves. A timer that is overdue runs now: time never goes back. */
  get nextMoment(): number | undefined {
    const { first } = this.#timers
    return first && Math.max(this.#now, first.due)
  }

  /** Moves to the next timer and runs it. */
  runNext(): void {
    const timer = this.#timers.takeFirst()
    if (!timer) return
    this.#now = Math.max(this.#now, timer.due)
    timer.callback()
  }
}
