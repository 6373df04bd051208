/**
 * How likely a difference between two groups is by chance: Fisher's exact test, two-sided.
 * @see R. A. Fisher, “On the interpretation of χ² from contingency tables”, 1922.
 */

/** Two tables count as equally likely if they differ by no more than what rounding does. */
const ROUNDING = 1e-9

/**
 * If the `someOfFirst + someOfSecond` members that have a property had been dealt out blindly: the chance of a deal as unlikely
 * as this one, or less likely.
 * @param first how many members the first group has
 * @param second how many the second one has
 */
export function chanceOfDifference(
  someOfFirst: number,
  first: number,
  someOfSecond: number,
  second: number,
): number {
  const some = someOfFirst + someOfSecond
  const logs = logFactorials(first + second)
  const log = (number: number) => logs[number] as number
  const choose = (all: number, part: number) => log(all) - log(part) - log(all - part)
  const chanceOf = (part: number) =>
    Math.exp(choose(first, part) + choose(second, some - part) - choose(first + second, some))
  const limit = chanceOf(someOfFirst) * (1 + ROUNDING)
  let sum = 0
  for (let part = Math.max(0, some - second); part <= Math.min(some, first); part++) {
    const chance = chanceOf(part)
    if (chance <= limit) sum += chance
  }
  return Math.min(1, sum)
}

let known = new Float64Array(1)

/** The logarithms of the factorials of 0 to n. */
function logFactorials(n: number): Float64Array {
  if (known.length > n) return known
  const more = new Float64Array(n + 1)
  for (let number = 1; number <= n; number++) {
    more[number] = (more[number - 1] as number) + Math.log(number)
  }
  known = more
  return known
}
