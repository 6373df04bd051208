/** A duration summary is how long many things took: exactly while they are few, and within some percent when they are many. */

import { ExponentialHistogram } from '../telemetry/metrics/exponential-histogram.ts'
import { durationText } from './duration-text.ts'

/** As many are kept as they are: 16 kilobytes. */
const KEPT = 2000

export class DurationSummary {
  readonly #kept: number[] = []
  #isSorted = true
  #histogram: ExponentialHistogram | undefined
  #count = 0
  #sum = 0
  #max = 0

  /** @param duration microseconds, not below 0 */
  add(duration: number): void {
    this.#count++
    this.#sum += duration
    this.#max = Math.max(this.#max, duration)
    if (this.#kept.length < KEPT) {
      this.#kept.push(duration)
      this.#isSorted = false
      return
    }
    if (!this.#histogram) {
      this.#histogram = new ExponentialHistogram()
      for (const kept of this.#kept) this.#histogram.record(kept)
    }
    this.#histogram.record(duration)
  }

  get count(): number {
    return this.#count
  }

  /** Microseconds. */
  get sum(): number {
    return this.#sum
  }

  /** Microseconds; 0 if there is none. */
  get max(): number {
    return this.#max
  }

  /** Microseconds; `undefined` if there is none. */
  get mean(): number | undefined {
    return this.#count === 0 ? undefined : this.#sum / this.#count
  }

  /** The {@link mean} in words. */
  get meanText(): string {
    return this.mean === undefined ? '–' : durationText(this.mean)
  }

  /** How far a {@link quantile} can be off, as a part of it: 0 if it is exact. */
  get relativeError(): number {
    return this.#histogram?.relativeError ?? 0
  }

  /**
   * The duration at or below which a part of all lies, by the nearest rank.
   * @param part 0.99 for 99 %
   * @returns microseconds; `undefined` if there is none
   */
  quantile(part: number): number | undefined {
    if (this.#histogram) return this.#histogram.quantile(part)
    if (!this.#isSorted) this.#kept.sort((a, b) => a - b)
    this.#isSorted = true
    const rank = Math.min(Math.max(Math.ceil(part * this.#count), 1), this.#count)
    return this.#kept[rank - 1]
  }

  /** A {@link quantile} in words: with two digits, and “about”, where it is not exact. */
  quantileText(part: number): string {
    const duration = this.quantile(part)
    if (duration === undefined) return '–'
    if (this.relativeError === 0) return durationText(duration)
    return `about ${durationText(Number(duration.toPrecision(2)))}`
  }
}
