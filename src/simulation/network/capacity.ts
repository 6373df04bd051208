/** A capacity is how many can be at work at once: whoever comes later waits in line, first come, first served. */

import { active } from '../../telemetry/context/ambient.ts'
import { luckOf } from '../chance/luck.ts'
import { LIMIT, requireRule } from '../rule.ts'
import { sleep } from '../time/time.ts'

/** Gives a place back. Only the first call counts. */
export type Release = () => void

/**
 * Runs what waits: the place to make the waiting visible.
 * @param ahead how many stand in line already; unknown for a request that is played again alone
 */
export type WhileWaiting = <T>(ahead: number | undefined, wait: () => Promise<T>) => Promise<T>

const unseen: WhileWaiting = (_, wait) => wait()

export class Capacity {
  /** How many fit in at once. */
  readonly limit: number
  #inUse = 0
  #line: ((release: Release) => void)[] = []
  /** Where in the list the line begins: taking the first out of a long list is slow. */
  #front = 0

  /** @throws RangeError if the limit is no whole number from 1, or Infinity */
  constructor(limit: number) {
    requireRule('new Capacity()', 'its limit', limit, LIMIT)
    this.limit = limit
  }

  /** How many are at work. */
  get inUse(): number {
    return this.#inUse
  }

  /** How many wait in line. */
  get waiting(): number {
    return this.#line.length - this.#front
  }

  /**
   * Runs work that takes a place: at once if one is free, and otherwise when it is this one's turn.
   *
   * A request that is played again without the others waits as long as it is told ({@link Luck.nextWait}), whoever is here.
   * @param whileWaiting hears of it if the work really has to wait
   */
  run<R>(work: () => Promise<R>, whileWaiting: WhileWaiting = unseen): Promise<R> {
    const given = luckOf(active())?.nextWait()
    if (given === 0) return work()
    if (given !== undefined) return this.#runAfter(given, work, whileWaiting)
    if (this.#inUse < this.limit) return this.#runNow(this.#takePlace(), work)
    return this.#runInTurn(work, whileWaiting)
  }

  /** Waits for a place and takes it. @returns what gives it back */
  enter(): Promise<Release> {
    if (this.#inUse < this.limit) return Promise.resolve(this.#takePlace())
    return new Promise((resolve) => this.#line.push(resolve))
  }

  /** @param wait microseconds */
  async #runAfter<R>(wait: number, work: () => Promise<R>, whileWaiting: WhileWaiting): Promise<R> {
    await whileWaiting(undefined, () => sleep(wait / 1000))
    // Whoever gave the place away at this moment may be an earlier attempt of the same request: it leaves first.
    await sleep(0)
    return work()
  }

  async #runInTurn<R>(work: () => Promise<R>, whileWaiting: WhileWaiting): Promise<R> {
    const release = await whileWaiting(this.waiting, () => this.enter())
    return this.#runNow(release, work)
  }

  async #runNow<R>(release: Release, work: () => Promise<R>): Promise<R> {
    try {
      return await work()
    } finally {
      release()
    }
  }

  #takePlace(): Release {
    this.#inUse++
    let isReleased = false
    return () => {
      if (isReleased) return
      isReleased = true
      this.#inUse--
      // Before anybody else can come: the place goes to the one who has waited longest.
      this.#takeFirst()?.(this.#takePlace())
    }
  }

  #takeFirst(): ((release: Release) => void) | undefined {
    const first = this.#line[this.#front]
    if (first === undefined) return undefined
    this.#front++
    if (this.#front > 1024 && this.#front > this.#line.length / 2) {
      this.#line = this.#line.slice(this.#front)
      this.#front = 0
    }
    return first
  }
}

/** A wait in line as an attribute of its span. @param ahead how many stood there already, if that is known */
export function queueLength(ahead: number | undefined): object {
  return ahead === undefined ? {} : { 'lab.queue.length': ahead }
}
