/** A virtual clock moves only when there is nothing left to do at the present moment, and then straight to the next timer. */

/** Where every run begins: 26 February 2025, 10:04 UTC, in microseconds since the Unix epoch. */
export const RUN_EPOCH = 1_740_564_240_000_000

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
    this.#insert({ id, due: this.#now + toMicroseconds(delay), callback })
    return id
  }

  /** Takes a timer back. An id that is unknown or already over does nothing. */
  clear(id: number): void {
    this.#pending.delete(id)
  }

  /** Lets time pass without running anything, as a computation does. @param duration milliseconds */
  burn(duration: number): void {
    this.#now += toMicroseconds(duration)
  }

  /** True if there is a timer to wait for. */
  get hasTimers(): boolean {
    return this.#pending.size > 0
  }

  /** Moves to the next timer and runs it. A timer that is overdue runs now: time never goes back. */
  runNext(): void {
    let timer = this.#takeFirst()
    while (timer && !this.#pending.delete(timer.id)) timer = this.#takeFirst()
    if (!timer) return
    this.#now = Math.max(this.#now, timer.due)
    timer.callback()
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

  #takeFirst(): Timer | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (heap.length === 0 || last === undefined) return first
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
    return first
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.id < b.id)
}

function toMicroseconds(milliseconds: number): number {
  return milliseconds > 0 ? Math.round(milliseconds * 1000) : 0
}
