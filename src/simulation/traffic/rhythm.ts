/** A rhythm says how the customers of a week are spread over its hours. */

import { NOT_NEGATIVE, requireRule } from '../rule.ts'

/** All in microseconds, in UTC. */
const HOUR = 3_600_000_000
const HOURS = 7 * 24
const WEEK = HOURS * HOUR
/** The first Monday after the Unix epoch, which was a Thursday. */
const A_MONDAY = 4 * 24 * HOUR

export class Rhythm {
  /** Which part of a week's customers has come when an hour begins; at the end, all. */
  readonly #before: readonly number[]

  /**
   * @param hours how many customers come in each hour from Monday, 0:00 UTC, in any unit: 168 numbers, or 24 for a week
   *   of equal days
   * @throws RangeError if there are not that many, or one is negative, or all are 0
   */
  constructor(hours: readonly number[]) {
    if (hours.length !== 24 && hours.length !== HOURS) {
      throw new RangeError(`new Rhythm(): there are 24 or 168 hours; these were ${hours.length}.`)
    }
    for (const [hour, weight] of hours.entries()) {
      requireRule('new Rhythm()', `hour ${hour}`, weight, NOT_NEGATIVE)
    }
    const before = [0]
    let sum = 0
    for (let hour = 0; hour < HOURS; hour++) {
      sum += hours[hour % hours.length] as number
      before.push(sum)
    }
    if (sum === 0) throw new RangeError('new Rhythm(): in some hour, somebody has to come.')
    this.#before = before.map((weight) => weight / sum)
  }

  /**
   * The moment at which so many more of a week's customers have come.
   * @param moment in whole microseconds since the Unix epoch, as the result
   * @param weeks their number, divided by a whole week's: 1 leads to the same moment of the next week
   */
  after(moment: number, weeks: number): number {
    const sinceMonday = moment - A_MONDAY
    const monday = Math.floor(sinceMonday / WEEK) * WEEK + A_MONDAY
    const share = this.#shareAt(moment - monday) + weeks
    const wholeWeeks = Math.floor(share)
    const then = monday + wholeWeeks * WEEK + this.#timeOf(share - wholeWeeks)
    return Math.max(moment, Math.round(then))
  }

  /** Which part of a week's customers has come so long after its beginning. */
  #shareAt(time: number): number {
    const hour = Math.floor(time / HOUR)
    const before = this.#before[hour] as number
    const after = this.#before[hour + 1] as number
    return before + (after - before) * (time / HOUR - hour)
  }

  /** The other way round. */
  #timeOf(share: number): number {
    let [hour, end] = [0, HOURS]
    while (end - hour > 1) {
      const middle = (hour + end) >> 1
      if ((this.#before[middle] as number) <= share) hour = middle
      else end = middle
    }
    const before = this.#before[hour] as number
    const after = this.#before[hour + 1] as number
    return (hour + (share - before) / (after - before)) * HOUR
  }
}

/** Nobody sleeps. */
export const evenRhythm = new Rhythm(new Array(24).fill(1))

/** Few at night, many after dinner. */
const DAY = [3, 2, 1, 1, 1, 2, 4, 7, 9, 10, 11, 12, 13, 12, 11, 11, 12, 13, 15, 18, 20, 18, 12, 6]
/** Monday to Sunday. */
const DAYS = [1, 0.95, 0.95, 1, 1.1, 1.2, 1.3]

/** The customers of a shop: few at night, many in the evening, most on Sunday. */
export const shopRhythm = new Rhythm(DAYS.flatMap((day) => DAY.map((hour) => hour * day)))
