/**
 * Checkouts are many customers at once, and the questions that one asks of many: how many, how long, which of them.
 *
 * A selection of them takes no memory: it is looked up when it is asked.
 */

import { exp } from '../chance/quick-math.ts'
import { COUNT, type Rule, requireRule, SHARE } from '../rule.ts'
import { requireKnown } from '../shop/shop-settings.ts'
import type { Checkout } from '../traffic/traffic.ts'
import type { CheckoutColumns } from './checkout-columns.ts'
import { ENDINGS } from './ending.ts'

/** Which checkouts are meant. What is left out, says nothing. */
export interface CheckoutFilter {
  /** Customers who came at this moment or after it. In microseconds since the Unix epoch, as `arrival`. */
  readonly from?: number
  /** Customers who came before this moment. */
  readonly to?: number
  readonly outcome?: Checkout['outcome']
}

/** How many checkouts took how long. */
export interface Bucket {
  /** At least so long. Whole microseconds, as `duration`. */
  readonly from: number
  /** Less than this. */
  readonly to: number
  readonly count: number
}

/** All in microseconds, in UTC. */
const HOUR = 3_600_000_000
const DAY = 24 * HOUR

/** How many parts a range is cut into when a quantile is looked for. */
const PARTS = 4096

const OUTCOMES = ['paid', 'refused', 'failed'] as const

const MOMENT: Rule = {
  holds: (value) => !Number.isNaN(value),
  words: 'a moment, in microseconds since the Unix epoch',
}

export class Checkouts implements Iterable<Checkout> {
  /** The moments between which they came; see {@link CheckoutFilter}. */
  readonly from: number
  readonly to: number
  readonly #columns: CheckoutColumns
  readonly #first: number
  readonly #end: number
  readonly #outcome: Checkout['outcome'] | undefined
  /** By ending: is it meant? */
  readonly #isMeant: readonly boolean[]
  #count: number | undefined

  /** @internal `simulateMonth()` makes them, and {@link where} */
  constructor(columns: CheckoutColumns, from: number, to: number, outcome?: Checkout['outcome']) {
    this.#columns = columns
    this.from = from
    this.to = to
    this.#first = columns.firstFrom(from)
    this.#end = Math.max(this.#first, columns.firstFrom(to))
    this.#outcome = outcome
    this.#isMeant = ENDINGS.map((ending) => outcome === undefined || ending.outcome === outcome)
  }

  /** How many there are. */
  get count(): number {
    this.#count ??= this.#countAll()
    return this.#count
  }

  /** How long they took on average, in microseconds. NaN if there are none. */
  mean(): number {
    let sum = 0
    this.#eachDuration((duration) => {
      sum += duration
    })
    return sum / this.count
  }

  /**
   * The duration that a share of them did not exceed: with 0.99, one in a hundred took longer.
   * @param share from 0, the shortest, to 1, the longest
   * @returns whole microseconds: a duration that occurs. NaN if there are none
   * @throws RangeError if the share is anything else
   */
  quantile(share: number): number {
    requireRule('quantile()', 'its share', share, SHARE)
    if (this.count === 0) return Number.NaN
    return this.#ofRank(Math.max(1, Math.ceil(share * this.count)))
  }

  /**
   * How their durations are spread, in buckets of equal ratio: a second more matters little to a minute.
   * @param perDecade into how many buckets the durations from 10 to 100 ms go, say. A whole number from 1
   * @returns the buckets from the shortest duration to the longest, empty ones included
   * @throws RangeError if there are not that many buckets
   */
  histogram(perDecade = 10): Bucket[] {
    requireRule('histogram()', 'the number of buckets', perDecade, COUNT)
    if (this.count === 0) return []
    const edges = this.#edges(perDecade)
    const counts = new Float64Array(edges.length - 1)
    this.#eachDuration((duration) => {
      const bucket = lastUpTo(edges, duration)
      counts[bucket] = (counts[bucket] as number) + 1
    })
    return Array.from(counts, (count, bucket) => {
      const [from, to] = [edges[bucket] as number, edges[bucket + 1] as number]
      return { from, to, count }
    })
  }

  /** Those that took longest, the longest first. @throws RangeError if that is no whole number from 1 */
  slowest(count = 10): Checkout[] {
    requireRule('slowest()', 'how many', count, COUNT)
    if (this.count === 0) return []
    const least = this.#ofRank(Math.max(1, this.count - count + 1))
    const slow: Checkout[] = []
    this.#each((request) => {
      if (this.#columns.duration(request) >= least) slow.push(this.#columns.checkout(request))
    })
    // Of equal ones, whoever came first; more than asked for may be as long as the last.
    return slow.sort((a, b) => b.duration - a.duration || a.request - b.request).slice(0, count)
  }

  /** Those whose customer got an error that was not a refusal. */
  failed(): Checkouts {
    return this.where({ outcome: 'failed' })
  }

  /** Those of them that a filter means. @throws RangeError if a part of it is out of its range */
  where({ from = this.from, to = this.to, outcome }: CheckoutFilter): Checkouts {
    requireRule('where()', 'from', from, MOMENT)
    requireRule('where()', 'to', to, MOMENT)
    if (outcome !== undefined) requireKnown('outcome', outcome, OUTCOMES, 'where()')
    const isNobody = outcome && this.#outcome && outcome !== this.#outcome
    const [first, end] = [Math.max(from, this.from), Math.min(to, this.to)]
    const last = isNobody ? first : Math.max(first, end)
    return new Checkouts(this.#columns, first, last, outcome ?? this.#outcome)
  }

  /** The same by the hour, in UTC: the first and the last may be cut. */
  hours(): Checkouts[] {
    return this.#by(HOUR)
  }

  /** The same by the day, in UTC: the first and the last may be cut. */
  days(): Checkouts[] {
    return this.#by(DAY)
  }

  /** All of them, one after the other: an object each, so better a few. */
  *[Symbol.iterator](): Iterator<Checkout> {
    for (let request = this.#first; request < this.#end; request++) {
      if (this.#isMeant[this.#columns.ending(request)]) yield this.#columns.checkout(request)
    }
  }

  #each(visit: (request: number) => void): void {
    for (let request = this.#first; request < this.#end; request++) {
      if (this.#isMeant[this.#columns.ending(request)]) visit(request)
    }
  }

  #eachDuration(visit: (duration: number) => void): void {
    this.#each((request) => visit(this.#columns.duration(request)))
  }

  #countAll(): number {
    if (this.#outcome === undefined) return this.#end - this.#first
    let count = 0
    this.#each(() => count++)
    return count
  }

  #by(length: number): Checkouts[] {
    const parts: Checkouts[] = []
    for (let from = this.from; from < this.to; ) {
      const to = Math.min(this.to, (Math.floor(from / length) + 1) * length)
      parts.push(new Checkouts(this.#columns, from, to, this.#outcome))
      from = to
    }
    return parts
  }

  #range(): readonly [least: number, most: number] {
    let [least, most] = [Number.POSITIVE_INFINITY, 0]
    this.#eachDuration((duration) => {
      if (duration < least) least = duration
      if (duration > most) most = duration
    })
    return [least, most]
  }

  /**
   * The duration at a place in their order, without ordering them: count how many are in each part of the range, and go
   * on in the part that it must be in.
   * @param rank from 1, the shortest
   */
  #ofRank(rank: number): number {
    let [least, most] = this.#range()
    let left = rank
    while (least < most) {
      const width = Math.ceil((most - least + 1) / PARTS)
      const counts = this.#countParts(least, most, width)
      let part = 0
      while (left > (counts[part] as number)) left -= counts[part++] as number
      least += part * width
      most = Math.min(most, least + width - 1)
    }
    return least
  }

  #countParts(least: number, most: number, width: number): Float64Array {
    const counts = new Float64Array(PARTS)
    this.#eachDuration((duration) => {
      if (duration < least || duration > most) return
      const part = Math.floor((duration - least) / width)
      counts[part] = (counts[part] as number) + 1
    })
    return counts
  }

  /** Powers of ten and what lies between them, from below the shortest duration to above the longest. */
  #edges(perDecade: number): number[] {
    const [least, most] = this.#range()
    const edges = [0]
    for (let power = 0; (edges.at(-1) as number) <= most; power++) {
      const edge = Math.round(exp((power * Math.LN10) / perDecade))
      if (edge <= least) edges[0] = edge
      else if (edge > (edges.at(-1) as number)) edges.push(edge)
    }
    return edges
  }
}

/** Where the last of some rising numbers stands that is not above another. */
function lastUpTo(rising: readonly number[], value: number): number {
  let [low, high] = [0, rising.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((rising[middle] as number) <= value) low = middle
    else high = middle
  }
  return low
}
