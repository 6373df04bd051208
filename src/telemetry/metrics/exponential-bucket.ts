/**
 * An exponential bucket holds the numbers between two powers of a base.
 *
 * At scale `s` the base b is 2^(2⁻ˢ), and the bucket with index `i` holds the numbers in (bⁱ, bⁱ⁺¹]. So at scale 0 each
 * bucket reaches to twice as much as the one below; at scale 1 there are two buckets where there was one.
 * @see OpenTelemetry Metrics Data Model, “Exponential Scale” and “Exponential Buckets”.
 */

/** What is smaller has fewer digits, and is counted with this one. */
const SMALLEST_NORMAL = 2 ** -1022

/**
 * The index of the bucket that holds a number above 0.
 *
 * A logarithm can be off by a little, which matters at the bounds of buckets, so its answer is checked against them.
 * @see OpenTelemetry Metrics Data Model, “Producer Expectations”: powers of two must be mapped exactly.
 */
export function bucketIndex(number: number, scale: number): number {
  const value = Math.max(number, SMALLEST_NORMAL)
  let index = Math.ceil(Math.log2(value) * 2 ** scale) - 1
  while (value <= lowerBound(index, scale)) index--
  while (value > lowerBound(index + 1, scale)) index++
  return index
}

/** The bound above which the numbers of a bucket lie; exact where it is a power of two. */
export function lowerBound(index: number, scale: number): number {
  return 2 ** (index / 2 ** scale)
}
