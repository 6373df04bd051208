/**
 * An event queue says which slot acts next, and when: a binary heap in typed arrays, with at most one event for each slot.
 *
 * Among events of the same moment, the one that was set earlier comes first, as in the run's own timer queue.
 */

/** What the queue and the lines answer where there is no slot. */
export const NOBODY = -1

const NOWHERE = -1

export class EventQueue {
  #size = 0
  /** The slots, as a heap: who acts next is at its root. */
  #heap = new Int32Array(16)
  /** By slot: where in the heap it is. */
  #place = new Int32Array(16).fill(NOWHERE)
  /** By slot: when it acts, and when that was set. In microseconds since the Unix epoch, as all moments here. */
  #due = new Float64Array(16)
  #set = new Float64Array(16)

  get isEmpty(): boolean {
    return this.#size === 0
  }

  /** When the next event is due; infinity without one. */
  get nextMoment(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#dueOf(this.#heap[0] as number)
  }

  /**
   * Sets the event of a slot. If it has one already, that one is moved.
   * @param set the moment at which a timer for it would have been set
   */
  schedule(slot: number, due: number, set: number): void {
    if (slot >= this.#place.length) this.#grow(slot)
    if (this.#place[slot] === NOWHERE) this.#place[slot] = this.#size++
    this.#due[slot] = due
    this.#set[slot] = set
    this.#settle(this.#place[slot] as number, slot)
  }

  /** Takes out the slot that acts next. */
  takeFirst(): number {
    if (this.#size === 0) return NOBODY
    const first = this.#heap[0] as number
    this.cancel(first)
    return first
  }

  /** Takes back the event of a slot, if it has one. */
  cancel(slot: number): void {
    const place = this.#place[slot] ?? NOWHERE
    if (place === NOWHERE) return
    this.#place[slot] = NOWHERE
    const last = this.#heap[--this.#size] as number
    if (last !== slot) this.#settle(place, last)
  }

  /** Puts a slot into the heap, at a free place or above or below it. */
  #settle(free: number, slot: number): void {
    const higher = this.#rise(free, slot)
    const place = higher === free ? this.#sink(free, slot) : higher
    this.#heap[place] = slot
    this.#place[slot] = place
  }

  /** @returns the place above which everybody acts earlier */
  #rise(free: number, slot: number): number {
    let place = free
    while (place > 0) {
      const parent = (place - 1) >> 1
      const other = this.#heap[parent] as number
      if (!this.#isBefore(slot, other)) break
      this.#heap[place] = other
      this.#place[other] = place
      place = parent
    }
    return place
  }

  /** @returns the place below which everybody acts later */
  #sink(free: number, slot: number): number {
    let place = free
    for (;;) {
      let child = 2 * place + 1
      if (child >= this.#size) return place
      const right = child + 1
      if (right < this.#size && this.#isBefore(this.#at(right), this.#at(child))) child = right
      const other = this.#at(child)
      if (!this.#isBefore(other, slot)) return place
      this.#heap[place] = other
      this.#place[other] = place
      place = child
    }
  }

  #at(place: number): number {
    return this.#heap[place] as number
  }

  #dueOf(slot: number): number {
    return this.#due[slot] as number
  }

  #isBefore(one: number, other: number): boolean {
    const sooner = this.#dueOf(one) - this.#dueOf(other)
    return sooner < 0 || (sooner === 0 && (this.#set[one] as number) < (this.#set[other] as number))
  }

  #grow(slot: number): void {
    const length = Math.max(slot + 1, 2 * this.#place.length)
    const place = new Int32Array(length).fill(NOWHERE)
    place.set(this.#place)
    this.#place = place
    this.#heap = grown(this.#heap, new Int32Array(length))
    this.#due = grown(this.#due, new Float64Array(length))
    this.#set = grown(this.#set, new Float64Array(length))
  }
}

/** A column with more room. @param larger the room, empty */
export function grown<Column extends { set(values: Column): void }>(
  column: Column,
  larger: Column,
): Column {
  larger.set(column)
  return larger
}
