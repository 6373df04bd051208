/**
 * Reproducible mathematics is what `Math` has beyond arithmetic, computed here: ECMAScript leaves it to each engine how
 * close an approximation is, and engines differ in the last digit, even two versions of the same one.
 *
 * The functions here know the edges, the series in `elementary-series.ts` the digits: so many that a result is the closest
 * double in all but very rare cases. `Math.pow` stays the engine's, because `**` can't be replaced.
 * @see ECMAScript 2024, §21.3.2
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
  sumOf,
} from './double-double.ts'
import {
  circle,
  exponential,
  exponentOf,
  HALF_PI,
  inverseTangent,
  LN2,
  logarithm,
  powerOfTwo,
  timesPowerOfTwo,
} from './elementary-series.ts'
import { replace } from './replace.ts'

const LN10: DoubleDouble = [Math.LN10, -2.1707562233822494e-16]
const PI: DoubleDouble = [Math.PI, 1.2246467991473532e-16]

/** Below this, the odd functions here are their own argument, to the last bit. */
const TINY = 2 ** -28
/** Below this, `expm1` and `log1p` are. */
const TINIER = 2 ** -54

/** For an odd function: the result for x, from how it is for numbers that are not tiny, positive and finite. */
function odd(x: number, atInfinity: number, positive: (x: number) => number): number {
  const size = Math.abs(x)
  if (Number.isNaN(x) || size < TINY) return x
  const result = size === Number.POSITIVE_INFINITY ? atInfinity : positive(size)
  return x < 0 ? -result : result
}

export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 710) return Number.POSITIVE_INFINITY
  if (x < -746) return 0
  const { part, power } = exponential([x, 0])
  return timesPowerOfTwo(add(ONE, part)[0], power)
}

function expm1(x: number): number {
  if (Number.isNaN(x) || Math.abs(x) < TINIER) return x
  if (x > 710) return Number.POSITIVE_INFINITY
  if (x < -50) return -1
  const { part, power } = exponential([x, 0])
  if (power === 0) return part[0]
  if (power > 120) return timesPowerOfTwo(add(ONE, part)[0], power)
  return subtract(scale(add(ONE, part), powerOfTwo(power)), ONE)[0]
}

export function log(x: number): number {
  return logOf(x, (found) => found)
}

/** A logarithm in some base, with the results that all bases share. */
function logOf(x: number, convert: (natural: DoubleDouble) => DoubleDouble): number {
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (Number.isNaN(x) || x < 0) return Number.NaN
  return x === Number.POSITIVE_INFINITY ? x : convert(logarithm([x, 0]))[0]
}

function log1p(x: number): number {
  if (Math.abs(x) < TINIER) return x
  if (x === -1) return Number.NEGATIVE_INFINITY
  if (Number.isNaN(x) || x < -1) return Number.NaN
  return x === Number.POSITIVE_INFINITY ? x : logarithm(sumOf(1, x))[0]
}

export function cos(x: number): number {
  return Number.isFinite(x) ? circle(x)[1][0] : Number.NaN
}

function sinh(x: number): number {
  return odd(x, Number.POSITIVE_INFINITY, (size) => {
    if (size > 711) return Number.POSITIVE_INFINITY
    const { part, power } = exponential([size, 0])
    if (power > 60) return timesPowerOfTwo(add(ONE, part)[0], power - 1)
    // (eˣ − 1 + 1 − e⁻ˣ) ÷ 2
    const grown = subtract(scale(add(ONE, part), powerOfTwo(power)), ONE)
    const less = power === 0 ? part : grown
    return scale(add(less, divide(less, add(ONE, less))), 0.5)[0]
  })
}

function cosh(x: number): number {
  const size = Math.abs(x)
  if (Number.isNaN(x)) return x
  if (size > 711) return Number.POSITIVE_INFINITY
  const { part, power } = exponential([size, 0])
  if (power > 60) return timesPowerOfTwo(add(ONE, part)[0], power - 1)
  const grown = scale(add(ONE, part), powerOfTwo(power))
  return scale(add(grown, divide(ONE, grown)), 0.5)[0]
}

function asinh(x: number): number {
  return odd(x, Number.POSITIVE_INFINITY, (size) => {
    if (size > 2 ** 60) return add(logarithm([size, 0]), LN2)[0]
    const square = multiply([size, 0], [size, 0])
    return logarithm(add([size, 0], squareRoot(add(square, ONE))))[0]
  })
}

function acosh(x: number): number {
  if (Number.isNaN(x) || x < 1) return Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  if (x > 2 ** 60) return add(logarithm([x, 0]), LN2)[0]
  const root = squareRoot(multiply(sumOf(x, -1), sumOf(x, 1)))
  return logarithm(add([x, 0], root))[0]
}

function asin(x: number): number {
  return odd(x, Number.NaN, (size) => {
    if (size >= 1) return size === 1 ? HALF_PI[0] : Number.NaN
    return inverseTangent(
      divide([size, 0], squareRoot(multiply(sumOf(1, -size), sumOf(1, size)))),
    )[0]
  })
}

function acos(x: number): number {
  if (Number.isNaN(x) || Math.abs(x) > 1) return Number.NaN
  if (x === -1) return PI[0]
  // Twice the angle whose tangent is √((1 − x) ÷ (1 + x)).
  return scale(inverseTangent(squareRoot(divide(sumOf(1, -x), sumOf(1, x)))), 2)[0]
}

function atan2(y: number, x: number): number {
  const slope = Math.abs(y / x)
  // Where one of them is nothing or without end, the result is exact, and the engine knows it.
  if (Number.isNaN(slope) || slope === 0 || slope === Number.POSITIVE_INFINITY) {
    return nativeAtan2(y, x)
  }
  const power = exponentOf(Math.max(Math.abs(x), Math.abs(y)))
  const part = (side: number): DoubleDouble => [timesPowerOfTwo(Math.abs(side), -power), 0]
  const acute = slope < TINY ? ([slope, 0] as const) : inverseTangent(divide(part(y), part(x)))
  const [size] = x > 0 ? acute : subtract(PI, acute)
  return y < 0 ? -size : size
}

const nativeAtan2 = Math.atan2

function hypot(...sides: number[]): number {
  const sizes = sides.map((side) => Math.abs(side))
  const largest = Math.max(...sizes.filter((size) => !Number.isNaN(size)), 0)
  if (largest === Number.POSITIVE_INFINITY) return largest
  if (sizes.some(Number.isNaN)) return Number.NaN
  if (largest === 0) return 0
  const power = exponentOf(largest)
  const squares = sizes.map((size): DoubleDouble => {
    const side: DoubleDouble = [timesPowerOfTwo(size, -power), 0]
    return multiply(side, side)
  })
  return timesPowerOfTwo(squareRoot(squares.reduce(add))[0], power)
}

/** What takes the place of the engine's functions of the same names. */
export const REPRODUCIBLE = {
  acos,
  acosh,
  asin,
  asinh,
  atan: (x: number) => odd(x, HALF_PI[0], (size) => inverseTangent([size, 0])[0]),
  atan2,
  atanh: (x: number) =>
    odd(x, Number.NaN, (size) => {
      if (size >= 1) return size === 1 ? Number.POSITIVE_INFINITY : Number.NaN
      return scale(logarithm(divide(sumOf(1, size), sumOf(1, -size))), 0.5)[0]
    }),
  cbrt: (x: number) => {
    const size = Math.abs(x)
    if (size === 0 || !Number.isFinite(size)) return x
    const { part, power } = exponential(divideBy(logarithm([size, 0]), 3))
    return Math.sign(x) * timesPowerOfTwo(add(ONE, part)[0], power)
  },
  cos,
  cosh,
  exp,
  expm1,
  hypot,
  log,
  log10: (x: number) => logOf(x, (natural) => divide(natural, LN10)),
  log1p,
  log2: (x: number) => logOf(x, (natural) => divide(natural, LN2)),
  sin: (x: number) => odd(x, Number.NaN, (size) => circle(size)[0][0]),
  sinh,
  tan: (x: number) => odd(x, Number.NaN, (size) => divide(...circle(size))[0]),
  tanh: (x: number) =>
    odd(x, 1, (size) => {
      if (size > 20) return 1
      const { part, power } = exponential([2 * size, 0])
      const less = power === 0 ? part : subtract(scale(add(ONE, part), powerOfTwo(power)), ONE)
      return divide(less, add(less, [2, 0]))[0]
    }),
} as const satisfies Partial<Math>

/** Puts these functions in the place of the engine's. There is no way back. */
export function installReproducibleMath(): void {
  for (const [name, compute] of Object.entries(REPRODUCIBLE)) {
    const native = (Math as unknown as Record<string, unknown>)[name] as { length: number }
    const reproducible = (...numbers: unknown[]) =>
      (compute as (...numbers: number[]) => number)(...numbers.map(Number))
    Object.defineProperty(reproducible, 'length', { value: native.length })
    replace(Math, name, reproducible)
  }
}
