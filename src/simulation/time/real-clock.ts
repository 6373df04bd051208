/** A real clock goes as the machine's does. Its timers are late, as real ones are, and no two runs are the same. */

import { type Clock, momentAfter } from './clock.ts'
import { TimerQueue } from './timer-queue.ts'

export class RealClock implements Clock {
  readonly kind = 'real'
  readonly start: number
  readonly #realNow: () => number
  readonly #began: number
  readonly #timers = new TimerQueue()

  /**
   * @param date what the calendar says now, in milliseconds since the Unix epoch
   * @param realNow milliseconds from some fixed moment, with a fraction; it never goes back
   */
  constructor(date: number, realNow: () => number) {
    this.start = Math.round(date * 1000)
    this.#realNow = realNow
    this.#began = realNow()
  }

  now(): number {
    return this.start + Math.round((this.#realNow() - this.#began) * 1000)
  }

  set(delay: number, callback: () => void): number {
    return this.#timers.add(momentAfter(this.now(), delay), callback)
  }

  clear(id: number): void {
    this.#timers.cancel(id)
  }

  burn(duration: number): void {
    const end = momentAfter(this.now(), duration)
    while (this.now() < end);
  }

  get nextMoment(): number | undefined {
    const { first } = this.#timers
    return first && Math.max(this.now(), first.due)
  }

  get realWait(): number {
    const { first } = this.#timers
    return first ? Math.max(0, first.due - this.now()) / 1000 : 0
  }

  runNext(): void {
    this.#timers.takeFirst()?.callback()
  }
}
