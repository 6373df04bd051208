/**
 * A sampling threshold is a probability as samplers compare it: of the 2⁵⁶ random values that a trace can have, those
 * below it are dropped.
 *
 * Both are written as hexadecimal digits, 14 of them at most, and a threshold leaves out zeros at its end. Written so,
 * they compare as texts in the order of their numbers, which a JavaScript number could not hold.
 */

import { textOf } from '../field.ts'

/** Up to 14 lowercase hexadecimal digits. `0` rejects nothing, `8` one half. @see OpenTelemetry, “Rejection Threshold”. */
export type Threshold = string

/** 14 lowercase hexadecimal digits. @see OpenTelemetry, “Randomness Value”. */
export type Randomness = string

const MAX_DIGITS = 14

/** @see OpenTelemetry, “Sampling Probability”: below it, no random value is left that is kept. */
const LEAST_PROBABILITY = 2 ** -56

/** What OpenTelemetry recommends: 1 in 100 becomes 1 in 99.998. */
const DEFAULT_PRECISION = 4

/**
 * The threshold for a probability; `undefined` if it is so small that nothing is kept.
 * @param precision significant digits; `f`s in front say how small the probability is, and don't count
 * @throws RangeError if the probability is not from 0 to 1, or the precision not from 1 to 14
 * @see OpenTelemetry, “Converting floating-point probability to threshold value”.
 */
export function thresholdOf(
  probability: number,
  precision = DEFAULT_PRECISION,
): Threshold | undefined {
  checkProbability('thresholdOf', probability)
  if (!(Number.isInteger(precision) && precision >= 1 && precision <= MAX_DIGITS)) {
    throw new RangeError(`A precision is 1 to ${MAX_DIGITS} digits, not ${textOf(precision)}.`)
  }
  if (probability < LEAST_PROBABILITY) return undefined
  let digits = precision
  for (let rest = probability; rest < 1 / 16; rest *= 16) digits++
  digits = Math.min(digits, MAX_DIGITS)
  // A power of two times a number is exact, and so is the whole number that is left. A half rounds the threshold up.
  const kept = BigInt(Math.ceil(probability * 16 ** digits - 0.5))
  return shortest((16n ** BigInt(digits) - kept).toString(16).padStart(digits, '0'))
}

/**
 * The probability that a threshold stands for.
 * @throws RangeError unless it is 1 to 14 hexadecimal digits
 * @see OpenTelemetry, “Converting threshold to a sampling probability”.
 */
export function probabilityOf(threshold: Threshold): number {
  if (!/^[0-9a-f]{1,14}$/i.test(threshold)) {
    throw new RangeError(`A threshold is such as “fd70a4”, not “${textOf(threshold)}”.`)
  }
  const all = 16n ** BigInt(threshold.length)
  return Number(all - BigInt(`0x${threshold}`)) / Number(all)
}

/**
 * How many spans a kept one stands for.
 * @throws RangeError unless the threshold is 1 to 14 hexadecimal digits
 * @see OpenTelemetry, “Converting threshold to an adjusted count (sampling rate)”.
 */
export function adjustedCountOf(threshold: Threshold): number {
  return 1 / probabilityOf(threshold)
}

/** A threshold without zeros at its end. */
export function shortest(threshold: Threshold): Threshold {
  return threshold.replace(/0+$/, '') || '0'
}

/** Is a trace kept? @see OpenTelemetry, “Testing randomness vs threshold”. */
export function reaches(randomness: Randomness, threshold: Threshold): boolean {
  return randomness >= threshold
}

/** @throws RangeError unless it is a number from 0 to 1 */
export function checkProbability(caller: string, probability: number): void {
  if (typeof probability === 'number' && probability >= 0 && probability <= 1) return
  throw new RangeError(`${caller}() takes a number from 0 to 1, not ${textOf(probability)}.`)
}
