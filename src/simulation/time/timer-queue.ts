/** A timer queue holds the timers of a clock: the one due first comes first, and among equals the one set first. */

export interface Timer {
  readonly id: number
  /** When it is due, in microseconds since the Unix epoch. */
  readonly due: number
  readonly callback: () => void
}

export class TimerQueue {
  #lastId = 0
  /** A binary heap with the first timer at its root. */
  readonly #heap: Timer[] = []
  readonly #pending = new Set<number>()

  /** @returns the id of the new timer */
  add(due: number, callback: () => void): number {
    const id = ++this.#lastId
    this.#pending.add(id)
    this.#insert({ id, due, callback })
    return id
  }

  /** Takes a timer back. An id that is unknown or already over does nothing. */
  cancel(id: number): void {
    this.#pending.delete(id)
  }

  /** The timer that is due first. */
  get first(): Timer | undefined {
    let first = this.#heap[0]
    // Timers that were taken back leave the heap when they come up.
    while (first && !this.#pending.has(first.id)) {
      this.#removeRoot()
      first = this.#heap[0]
    }
    return first
  }

  /** Takes out the timer that is due first. */
  takeFirst(): Timer | undefined {
    const { first } = this
    if (!first) return undefined
    this.#removeRoot()
    this.#pending.delete(first.id)
    return first
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

  #removeRoot(): void {
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
