/** A virtual clock moves only when there is nothing left to do at the present moment, and then straight to the next timer. */

/** Where every run begins: 26 February 2025, 10:04 UTC, in microseconds since the Unix epoch. */
export const RUN_EPOCH = 1_740_564_240_000_000

/** No clock goes further: beyond it, whole microseconds can't be told apart. It lies in the year 2255. */
const END_OF_TIME = Number.MAX_SAFE_INTEGER

interface Timer {
  readonly id: number
  /** When it is due, in microseconds since the Unix epoch. */
  readonly due: number
  readonly callback: () => void
}

export class VirtualClock {
  #now: number
  #lastId = 0
  /** A binary heap: the timer due first is at the root, and among equals the one set first. */
  readonly #heap: Timer[] = []
  readonly #pending = new Set<number>()

  constructor(epoch: number = RUN_EPOCH) {
    this.#now = epoch
  }

  /** The present moment, in whole microseconds since the Unix epoch. */
  now(): number {
    return this.#now
  }

  /**
   * Sets a timer.
   * @param delay milliseconds from now; a negative delay counts as none
   * @returns an id for {@link clear}
   */
  set(delay: number, callback: () => void): number {
    const id = ++this.#lastId
    this.#pending.add(id)
    this.#insert({ id, due: this.#after(delay), callback })
    return id
  }

  /** Takes a timer back. An id that is unknown or already over does nothing. */
  clear(id: number): void {
    this.#pending.delete(id)
  }

  /** Lets time pass without running anything, as a computation does. @param duration milliseconds */
  burn(duration: number): void {
    this.#now = this.#after(duration)
  }

  /** True if there is a timer to wait for. */
  get hasTimers(): boolean {
    return this.#pending.size > 0
  }

  /**
   * The moment to which {@link runNext} moves, in microseconds since the Unix epoch; `undefined` without a timer.
   * A timer that is overdue runs now: time never goes back.
   */
  get nextMoment(): number | undefined {
    const first = this.#first()
    return first && Math.max(this.#now, first.due)
  }

  /** Moves to the next timer and runs it. */
  runNext(): void {
    const timer = this.#first()
    if (!timer) return
    this.#now = Math.max(this.#now, timer.due)
    this.#takeFirst()
    this.#pending.delete(timer.id)
    timer.callback()
  }

  /** Timers that were taken back leave the heap when they come up. */
  #first(): Timer | undefined {
    let first = this.#heap[0]
    while (first && !this.#pending.has(first.id)) {
      this.#takeFirst()
      first = this.#heap[0]
    }
    return first
  }

  #after(milliseconds: number): number {
    return Math.min(this.#now + toMicroseconds(milliseconds), END_OF_TIME)
  }

  #insert(timer: Timer): void {
    const heap = this.#heap
    let index = heap.push(timer) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (isBefore(heap[parent] as Timer, timer)) break
      heap[index] = heap[parent] as Timer
      index = parent
    }
    heap[index] = timer
  }

  #takeFirst(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (heap.length === 0 || last === undefined) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      const right = child + 1
      if (right < heap.length && isBefore(heap[right] as Timer, heap[child] as Timer)) child = right
      if (isBefore(last, heap[child] as Timer)) break
      heap[index] = heap[child] as Timer
      index = child
    }
    heap[index] = last
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.id < b.id)
}

function toMicroseconds(milliseconds: number): number {
  return milliseconds > 0 ? Math.round(milliseconds * 1000) : 0
}
