/** A rule is what must hold for a number that a lesson gives, and the words that say so. */

import { textOf } from '../telemetry/field.ts'

export interface Rule<Value = number> {
  holds(value: Value): boolean
  /** What the value is, such as `milliseconds, more than 0`. */
  readonly words: string
}

/** A length of time that takes time. */
export const DURATION: Rule = {
  holds: (value) => Number.isFinite(value) && value > 0,
  words: 'milliseconds, more than 0',
}

/** A length of time that may be none. */
export const DURATION_OR_NONE: Rule = {
  holds: (value) => Number.isFinite(value) && value >= 0,
  words: 'milliseconds, 0 or more',
}

/** How much something varies, say. */
export const NOT_NEGATIVE: Rule = {
  holds: (value) => Number.isFinite(value) && value >= 0,
  words: '0 or more',
}

export const POSITIVE: Rule = {
  holds: (value) => Number.isFinite(value) && value > 0,
  words: 'more than 0',
}

/** How likely something is, or which part of many it strikes. */
export const SHARE: Rule = {
  holds: (value) => value >= 0 && value <= 1,
  words: 'a share, from 0 (never) to 1 (always)',
}

export const COUNT: Rule = {
  holds: (value) => Number.isSafeInteger(value) && value >= 1,
  words: 'a whole number, 1 or more',
}

/** How many fit in at once. */
export const LIMIT: Rule = {
  holds: (value) => value === Number.POSITIVE_INFINITY || COUNT.holds(value),
  words: 'a whole number, 1 or more, or Infinity',
}

/**
 * Refuses a value for which a rule does not hold.
 * @param asker the function that was given the value, as its caller writes it: `openShop()`
 * @throws RangeError with the rule in words
 */
export function requireRule<Value>(
  asker: string,
  name: string,
  value: Value,
  { holds, words }: Rule<Value>,
): void {
  // Text that looks like a number compares like one.
  const isOfKind = typeof value !== 'string' && holds(value)
  if (!isOfKind) throw new RangeError(`${asker}: ${name} is ${words}; it was ${textOf(value)}.`)
}
