/** Random is a source of chance, and the shapes that chance takes in production. */

import { COUNT, NOT_NEGATIVE, POSITIVE, requireRule, SHARE } from '../rule.ts'
import { cosineOfTurns, exp, log } from './quick-math.ts'

/** Everything is made of {@link uint32} and {@link next}; a source says where those come from. */
export abstract class Random {
  /** A whole number from 0 to 2³² − 1. */
  abstract uint32(): number

  /** A number from 0 up to but not including 1, with 53 random bits, as `Math.random` gives. */
  next(): number {
    return ((this.uint32() >>> 5) * 2 ** 26 + (this.uint32() >>> 6)) / 2 ** 53
  }

  /** Random hexadecimal digits, eight at a time, never all zero. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.uint32().toString(16).padStart(8, '0')
    text = text.slice(0, digits)
    return /[1-9a-f]/.test(text) ? text : this.hex(digits)
  }

  /**
   * Does something happen that happens so often? What is certain, either way, costs no draw: a dial that is off does not
   * shift the luck of what follows.
   * @param probability from 0 to 1
   * @throws RangeError if it is anything else
   */
  chance(probability: number): boolean {
    if (!(probability > 0 && probability < 1)) {
      requireRule('chance()', 'a probability', probability, SHARE)
      return probability === 1
    }
    return this.next() < probability
  }

  /** One of several things, each as likely as the others. @throws RangeError if there are none */
  pick<T>(things: readonly T[]): T {
    if (things.length === 0) throw new RangeError('pick(): there is nothing to pick from.')
    return things[this.below(things.length)] as T
  }

  /**
   * A whole number from 0 up to but not including another.
   * @throws RangeError if the other is no whole number from 1
   */
  below(limit: number): number {
    if (!(limit >= 1)) requireRule('below()', 'its limit', limit, COUNT)
    return Math.floor(this.next() * limit)
  }

  /** A number from a normal distribution with mean 0 and standard deviation 1 (Box and Muller's method, cosine only). */
  normal(): number {
    const radius = Math.sqrt(-2 * log(1 - this.next()))
    return radius * cosineOfTurns(this.next())
  }

  /**
   * A duration as production has them: most near the median, a few much longer.
   * @param median milliseconds; half of all draws are shorter
   * @param spread the standard deviation of the logarithm; 0.3 is calm, 1 is wild
   * @throws RangeError if one of them is negative or not a number
   */
  logNormal(median: number, spread: number): number {
    if (!(median >= 0 && spread >= 0)) {
      requireRule('logNormal()', 'median', median, NOT_NEGATIVE)
      requireRule('logNormal()', 'spread', spread, NOT_NEGATIVE)
    }
    return median * exp(spread * this.normal())
  }

  /**
   * A pause between events that don't know of each other, such as customers.
   * @param mean how long the pause is on average, 0 or more, in any unit
   * @throws RangeError if it is negative or not a number
   */
  exponential(mean: number): number {
    if (!(mean >= 0)) requireRule('exponential()', 'mean', mean, NOT_NEGATIVE)
    return -mean * log(1 - this.next())
  }

  /**
   * A duration with a long tail. Most draws are {@link logNormal}. The others are in the tail: it begins at two spreads
   * above the median, where 98 of 100 of the body are shorter, and has no end (Pareto's distribution).
   * @param weight the share of draws that are in the tail, from 0 to 1
   * @param shape how fast the tail thins out: with 2, one in a hundred of its draws is ten times as long as its beginning
   * @throws RangeError if one of them is out of its range
   */
  longTail(median: number, spread: number, weight: number, shape = 2): number {
    if (!(shape > 0)) requireRule('longTail()', 'shape', shape, POSITIVE)
    if (!this.chance(weight)) return this.logNormal(median, spread)
    const beginning = median * exp(2 * spread)
    return beginning * exp(-log(1 - this.next()) / shape)
  }
}
