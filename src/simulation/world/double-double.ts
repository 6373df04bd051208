/**
 * A double-double is a number written as the sum of two: some 31 digits, from nothing but +, −, ×, ÷ and √. Those five are
 * rounded alike by every engine, so whatever is made of them is the same everywhere.
 * @see T. J. Dekker, “A floating-point technique for extending the available precision”, 1971
 */

export type DoubleDouble = readonly [high: number, low: number]

export const ONE: DoubleDouble = [1, 0]

/** Cuts a double into two halves of 26 bits, whose products are exact. */
const SPLITTER = 2 ** 27 + 1

/** The sum of two doubles, exactly. */
export function sumOf(a: number, b: number): DoubleDouble {
  const high = a + b
  const part = high - a
  return [high, a - (high - part) + (b - part)]
}

/** The product of two doubles, exactly, if neither is beyond 2⁹⁹⁶. */
function productOf(a: number, b: number): DoubleDouble {
  const high = a * b
  const [a1, a2] = halves(a)
  const [b1, b2] = halves(b)
  return [high, a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2)]
}

function halves(a: number): DoubleDouble {
  const big = SPLITTER * a
  const high = big - (big - a)
  return [high, a - high]
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [high, rest] = sumOf(a[0], b[0])
  const [low, last] = sumOf(a[1], b[1])
  const [sum, remainder] = sumOf(high, rest + low)
  return sumOf(sum, remainder + last)
}

export function subtract(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return add(a, [-b[0], -b[1]])
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [high, low] = productOf(a[0], b[0])
  return sumOf(high, low + (a[0] * b[1] + a[1] * b[0]))
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a[0] / b[0]
  const rest = subtract(a, multiply(b, [first, 0]))
  const second = rest[0] / b[0]
  const last = subtract(rest, multiply(b, [second, 0]))
  return add(sumOf(first, second), [last[0] / b[0], 0])
}

/** @param b a double */
export function divideBy(a: DoubleDouble, b: number): DoubleDouble {
  const quotient = a[0] / b
  const [product, error] = productOf(quotient, b)
  return sumOf(quotient, (a[0] - product - error + a[1]) / b)
}

export function squareRoot(a: DoubleDouble): DoubleDouble {
  if (a[0] <= 0) return [0, 0]
  const root = Math.sqrt(a[0])
  const rest = subtract(a, productOf(root, root))
  return sumOf(root, rest[0] / (2 * root))
}

/** Times a power of two, which changes no digit. */
export function scale(a: DoubleDouble, factor: number): DoubleDouble {
  return [a[0] * factor, a[1] * factor]
}
