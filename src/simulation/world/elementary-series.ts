/**
 * Elementary series compute eˣ, logarithms, sines and arcs to some 27 digits, of double-doubles and with nothing else:
 * an argument is brought close to zero, and there a short series is enough.
 */

import {
  add,
  type DoubleDouble,
  divide,
  divideBy,
  multiply,
  ONE,
  scale,
  squareRoot,
  subtract,
} from './double-double.ts'
import { angleWithinQuarter } from './quarter-turns.ts'

export const LN2: DoubleDouble = [Math.LN2, 2.3190468138462996e-17]
export const HALF_PI: DoubleDouble = [Math.PI / 2, 6.123233995736766e-17]

/** Terms of a series below this part of its sum are left out. */
const NEGLIGIBLE = 2 ** -90
/** `first` and what follows, each term made from the one before and its place in the row, from 1. */
function series(first: DoubleDouble, next: (term: DoubleDouble, place: number) => DoubleDouble) {
  let term = first
  let sum = first
  for (let place = 1; Math.abs(term[0]) > NEGLIGIBLE * Math.abs(sum[0]); place++) {
    term = next(term, place)
    sum = add(sum, term)
  }
  return sum
}

/** x ± x³/3 + x⁵/5 ± …: the inverse hyperbolic tangent with plus, the inverse tangent with minus. */
function inverseTangentSeries(x: DoubleDouble, sign: 1 | -1): DoubleDouble {
  const square = scale(multiply(x, x), sign)
  let power = x
  return series(x, (_, place) => {
    power = multiply(power, square)
    return divideBy(power, 2 * place + 1)
  })
}

/** eˣ − 1 as a part and a power of two: (part + 1) · 2ᵏ is eˣ. */
export function exponential(x: DoubleDouble): { part: DoubleDouble; power: number } {
  const power = Math.round(x[0] / LN2[0])
  const rest = subtract(x, multiply(LN2, [power, 0]))
  const small = scale(rest, 1 / 32)
  let part = series(small, (term, place) => divideBy(multiply(term, small), place + 1))
  // (1 + p)² − 1, five times: 2⁵ is 32.
  for (let i = 0; i < 5; i++) part = add(scale(part, 2), multiply(part, part))
  return { part, power }
}

/** In two steps, because 2¹⁰²⁴ is no number while what it is multiplied with may bring it back. */
export function timesPowerOfTwo(x: number, power: number): number {
  const half = power >> 1
  return x * powerOfTwo(half) * powerOfTwo(power - half)
}

const bits = new DataView(new ArrayBuffer(8))

/** Written as an engine stores it, because `**` is an approximation, too. @param power from -1022 to 1023 */
export function powerOfTwo(power: number): number {
  bits.setUint32(0, (power + 1023) << 20)
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}

/** The n for which a positive x lies between 2ⁿ⁻½ and 2ⁿ⁺½, more or less. */
export function exponentOf(x: number): number {
  if (x < 2 ** -1000) return exponentOf(x * 2 ** 200) - 200
  bits.setFloat64(0, x)
  const exponent = (bits.getUint32(0) >>> 20) - 1023
  return timesPowerOfTwo(x, -exponent) > Math.SQRT2 ? exponent + 1 : exponent
}

/** The natural logarithm of a positive number. */
export function logarithm(x: DoubleDouble): DoubleDouble {
  const power = exponentOf(x[0])
  const near: DoubleDouble = [timesPowerOfTwo(x[0], -power), timesPowerOfTwo(x[1], -power)]
  const tangent = divide(subtract(near, ONE), add(near, ONE))
  return add(scale(inverseTangentSeries(tangent, 1), 2), multiply(LN2, [power, 0]))
}

/** The inverse tangent of a number that is not negative. */
export function inverseTangent(x: DoubleDouble): DoubleDouble {
  if (!(x[0] < 2 ** 110)) return HALF_PI
  if (x[0] > 1) return subtract(HALF_PI, inverseTangent(divide(ONE, x)))
  // Three times half the angle.
  let half = x
  for (let i = 0; i < 3; i++) {
    half = divide(half, add(ONE, squareRoot(add(ONE, multiply(half, half)))))
  }
  return scale(inverseTangentSeries(half, -1), 8)
}

function sineSeries(x: DoubleDouble): DoubleDouble {
  const square = multiply(x, x)
  return series(x, (term, place) =>
    divideBy(multiply(term, square), -(2 * place) * (2 * place + 1)),
  )
}

function cosineSeries(x: DoubleDouble): DoubleDouble {
  const square = multiply(x, x)
  return series(ONE, (term, place) =>
    divideBy(multiply(term, square), -(2 * place - 1) * (2 * place)),
  )
}

/** Sine and cosine of a finite angle, in radians. */
export function circle(x: number): readonly [sine: DoubleDouble, cosine: DoubleDouble] {
  const { quarters, angle } = angleWithinQuarter(x)
  const sine = sineSeries(angle)
  const cosine = cosineSeries(angle)
  switch (quarters) {
    case 0:
      return [sine, cosine]
    case 1:
      return [cosine, scale(sine, -1)]
    case 2:
      return [scale(sine, -1), scale(cosine, -1)]
    default:
      return [scale(cosine, -1), sine]
  }
}
