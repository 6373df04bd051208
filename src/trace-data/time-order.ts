/** A time order is the rows of a table by their times. Mostly they come in that order, and then it takes no memory and no work. */

/** What is put in order. The start of a row never changes. */
export interface TimedRows {
  count(): number
  /** The time of each row, in microseconds since the Unix epoch; longer than they are many. */
  times(): Float64Array
}

export class TimeOrder {
  readonly #rows: TimedRows
  /** How many rows have been put in order. */
  #count = 0
  /** By rank; absent as long as each row has its own number as its rank. */
  #order: Uint32Array | undefined

  constructor(rows: TimedRows) {
    this.#rows = rows
  }

  /** The row with a rank, from 0: that of the earliest. Of rows with the same time the one that came first has the lower rank. */
  row(rank: number): number {
    this.#update()
    return this.#order ? (this.#order[rank] as number) : rank
  }

  /** How many rows are earlier than a moment: the rank of the first one that is not. */
  rankOf(time: number): number {
    this.#update()
    const times = this.#rows.times()
    let [rank, after] = [0, this.#count]
    while (rank < after) {
      const middle = (rank + after) >> 1
      const row = this.#order ? (this.#order[middle] as number) : middle
      if ((times[row] as number) < time) rank = middle + 1
      else after = middle
    }
    return rank
  }

  #update(): void {
    const count = this.#rows.count()
    if (count === this.#count) return
    const times = this.#rows.times()
    const first = this.#order ? this.#count : firstOutOfOrder(times, this.#count, count)
    if (first < count) this.#merge(times, first, count)
    this.#count = count
  }

  /** Merges rows into the order. Only what stands after the earliest of them is moved. */
  #merge(times: Float64Array, first: number, count: number): void {
    const order = this.#room(first, count)
    const added = sortedByTime(times, first, count)
    let before = first - 1
    let last = added.length - 1
    for (let rank = count - 1; last >= 0; rank--) {
      const isLater =
        before >= 0 &&
        (times[order[before] as number] as number) > (times[added[last] as number] as number)
      order[rank] = isLater ? (order[before--] as number) : (added[last--] as number)
    }
    this.#order = order
  }

  #room(first: number, count: number): Uint32Array {
    if (this.#order && this.#order.length >= count) return this.#order
    const order = new Uint32Array(count + (count >> 3))
    if (this.#order) order.set(this.#order.subarray(0, first))
    else for (let row = 0; row < first; row++) order[row] = row
    return order
  }
}

/** The first row that is earlier than the one before it; `count` if there is none. */
function firstOutOfOrder(times: Float64Array, from: number, count: number): number {
  for (let row = Math.max(from, 1); row < count; row++) {
    if ((times[row] as number) < (times[row - 1] as number)) return row
  }
  return count
}

/** Rows by their times: what is in order already is merged as it is. */
function sortedByTime(times: Float64Array, first: number, count: number): Uint32Array {
  let rows = new Uint32Array(count - first)
  for (let index = 0; index < rows.length; index++) rows[index] = first + index
  let merged = new Uint32Array(rows.length)
  let runs = runsOf(times, first, count)
  while (runs.length > 2) {
    const next = [0]
    for (let run = 0; run + 1 < runs.length; run += 2) {
      const [from, middle] = [runs[run] as number, runs[run + 1] as number]
      const to = runs[run + 2] ?? middle
      mergeRuns(times, rows, merged, from, middle, to)
      next.push(to)
    }
    const swapped = rows
    rows = merged
    merged = swapped
    runs = next
  }
  return rows
}

/** Where stretches that are in order begin, and where the last one ends. */
function runsOf(times: Float64Array, first: number, count: number): number[] {
  const runs = [0]
  for (let row = first; row < count; ) {
    row = firstOutOfOrder(times, row + 1, count)
    runs.push(row - first)
  }
  return runs
}

function mergeRuns(
  times: Float64Array,
  rows: Uint32Array,
  merged: Uint32Array,
  from: number,
  middle: number,
  to: number,
): void {
  let [left, right] = [from, middle]
  for (let index = from; index < to; index++) {
    const isLeft =
      left < middle &&
      (right >= to ||
        (times[rows[left] as number] as number) <= (times[rows[right] as number] as number))
    merged[index] = rows[isLeft ? left++ : right++] as number
  }
}
