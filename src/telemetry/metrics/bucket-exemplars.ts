/** Bucket exemplars are the last exemplar of each bucket of a histogram, so that slow calls have theirs as well as quick ones. */

import { bucketIndex } from './exponential-bucket.ts'
import type { Exemplar } from './metric.ts'

/** @see OpenTelemetry Metrics SDK, “AlignedHistogramBucketExemplarReservoir”. */
export class BucketExemplars {
  #scale = Number.NaN
  #byBucket = new Map<number, Exemplar>()

  /** In the order of their values. */
  get all(): readonly Exemplar[] {
    return [...this.#byBucket.values()].sort((a, b) => a.value - b.value)
  }

  /** Takes the place of the one before it in the same bucket. @param scale of the histogram, with this value in it */
  offer(exemplar: Exemplar, scale: number): void {
    if (scale !== this.#scale) this.#rescaleTo(scale)
    this.#byBucket.set(bucketOf(exemplar, scale), exemplar)
  }

  #rescaleTo(scale: number): void {
    const inTime = [...this.#byBucket.values()].sort((a, b) => a.time - b.time)
    this.#byBucket = new Map(inTime.map((exemplar) => [bucketOf(exemplar, scale), exemplar]))
    this.#scale = scale
  }
}

/** Zero is below all buckets. */
function bucketOf({ value }: Exemplar, scale: number): number {
  return value === 0 ? Number.NEGATIVE_INFINITY : bucketIndex(value, scale)
}
