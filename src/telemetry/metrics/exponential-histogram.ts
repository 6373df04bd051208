/**
 * An exponential histogram counts values in buckets that grow by a constant factor, so that its error is the same part
 * of every value, whether microseconds or hours; nobody has to choose bounds.
 */

import { diagnose } from '../diagnostic.ts'
import { bucketIndex, lowerBound } from './exponential-bucket.ts'

/** The finest buckets: a factor of 1.00000066. @see OpenTelemetry Metrics SDK, “Base2 Exponential Bucket Histogram”. */
const MAX_SCALE = 20
/** The coarsest: one bucket for all numbers above 1, one for the others. */
const MIN_SCALE = -10

/**
 * For values that are never negative, such as durations and sizes.
 *
 * At scale `s` the bucket with index `i` holds the values in (bⁱ, bⁱ⁺¹], where the base b is 2^(2⁻ˢ). It begins with the
 * finest buckets; when it would need more than `maxSize` of them, two neighbours become one, and the scale goes down.
 * @see OpenTelemetry Metrics Data Model, “ExponentialHistogram”.
 */
export class ExponentialHistogram {
  readonly #maxSize: number
  #scale = MAX_SCALE
  /** The index of the first bucket. */
  #offset = 0
  #counts: number[] = []
  #zeroCount = 0
  #count = 0
  #sum = 0
  #min = Number.POSITIVE_INFINITY
  #max = Number.NEGATIVE_INFINITY

  /** @param maxSize how many buckets there may be, at least 2 */
  constructor(maxSize = 160) {
    this.#maxSize = Math.max(2, maxSize)
  }

  get scale(): number {
    return this.#scale
  }

  /** The index of the first bucket. */
  get offset(): number {
    return this.#offset
  }

  /** How many values are in each bucket, from the one at {@link offset} on. */
  get bucketCounts(): readonly number[] {
    return this.#counts
  }

  /** How many values were zero: no bucket reaches down to it. */
  get zeroCount(): number {
    return this.#zeroCount
  }

  get count(): number {
    return this.#count
  }

  get sum(): number {
    return this.#sum
  }

  /** The smallest value; `undefined` if there is none. */
  get min(): number | undefined {
    return this.#count === 0 ? undefined : this.#min
  }

  /** The largest value; `undefined` if there is none. */
  get max(): number | undefined {
    return this.#count === 0 ? undefined : this.#max
  }

  /**
   * How far an estimate by {@link quantile} can be from the value that was recorded, as a part of that value:
   * (b − 1) / (b + 1), where b is the factor by which buckets grow. At scale 3 that is 4.3 %.
   */
  get relativeError(): number {
    const base = 2 ** (2 ** -this.#scale)
    return base === Number.POSITIVE_INFINITY ? 1 : (base - 1) / (base + 1)
  }

  /** Counts a value. A negative one, or what is no finite number, is reported and not counted. */
  record(value: number): void {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      diagnose(`A histogram counts finite numbers from 0 on; ${value} was left out.`)
      return
    }
    this.#count++
    this.#sum += value
    this.#min = Math.min(this.#min, value)
    this.#max = Math.max(this.#max, value)
    if (value === 0) this.#zeroCount++
    else this.#add(bucketIndex(value, this.#scale), this.#scale, 1)
  }

  /** Adds everything that another histogram counted. The result is as coarse as the coarser of the two. */
  merge(other: ExponentialHistogram): void {
    this.#count += other.#count
    this.#sum += other.#sum
    this.#zeroCount += other.#zeroCount
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
    this.#downscaleTo(Math.min(this.#scale, other.#scale))
    other.#counts.forEach((count, place) => {
      if (count > 0) this.#add(other.#offset + place, other.#scale, count)
    })
  }

  /**
   * An estimate of the value below or at which a part of all values lies: `quantile(0.99)` for 99 %. It is off by no more
   * than {@link relativeError} of the value that has this rank. `undefined` if nothing was counted.
   */
  quantile(part: number): number | undefined {
    if (this.#count === 0) return undefined
    const rank = Math.min(Math.max(Math.ceil(part * this.#count), 1), this.#count)
    let counted = this.#zeroCount
    if (rank <= counted) return 0
    const place = this.#counts.findIndex((count) => {
      counted += count
      return rank <= counted
    })
    return this.#estimate(this.#offset + place)
  }

  /** The value in a bucket that is nearest, relatively, to all others in it; but one that can have been recorded. */
  #estimate(index: number): number {
    const lower = lowerBound(index, this.#scale)
    const upper = lowerBound(index + 1, this.#scale)
    const middle = upper === Number.POSITIVE_INFINITY ? 2 * lower : 2 / (1 / lower + 1 / upper)
    return Math.min(Math.max(middle, this.#min), this.#max)
  }

  #add(indexAtScale: number, scale: number, count: number): void {
    let index = indexAtScale >> (scale - this.#scale)
    if (this.#counts.length === 0) this.#offset = index
    let low = Math.min(this.#offset, index)
    let high = Math.max(this.#offset + this.#counts.length - 1, index)
    let change = 0
    while (high - low >= this.#maxSize && this.#scale - change > MIN_SCALE) {
      low >>= 1
      high >>= 1
      change++
    }
    this.#downscaleTo(this.#scale - change)
    index >>= change
    while (index < this.#offset) {
      this.#counts.unshift(0)
      this.#offset--
    }
    const place = index - this.#offset
    while (this.#counts.length <= place) this.#counts.push(0)
    this.#counts[place] = (this.#counts[place] ?? 0) + count
  }

  /** Makes one bucket of every 2, 4, 8 … neighbours. */
  #downscaleTo(scale: number): void {
    const change = this.#scale - scale
    if (change === 0) return
    const offset = this.#offset >> change
    const counts: number[] = []
    this.#counts.forEach((count, place) => {
      const merged = ((this.#offset + place) >> change) - offset
      counts[merged] = (counts[merged] ?? 0) + count
    })
    this.#scale = scale
    this.#offset = offset
    this.#counts = counts
  }
}
