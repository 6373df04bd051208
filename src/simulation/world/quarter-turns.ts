/**
 * Quarter turns are taken off an angle before its sine is computed. A large angle has very many of them, so π has to be
 * known to as many digits as the largest angle has: whole numbers of any size can do that.
 */

import type { DoubleDouble } from './double-double.ts'

/** Binary digits after the point: those of the largest double, of the result, and some to spare. */
const DIGITS = 1216n

interface ReducedAngle {
  /** Whole quarter turns that were taken off, of which only the last two bits count: 0 to 3. */
  readonly quarters: number
  /** The rest: at most an eighth of a turn, in either direction. */
  readonly angle: DoubleDouble
}

let quarterTurn: bigint | undefined

/** @param x a finite angle in radians */
export function angleWithinQuarter(x: number): ReducedAngle {
  if (Math.abs(x) < 0.785) return { quarters: 0, angle: [x, 0] }
  quarterTurn ??= halfPi()
  const angle = fixed(x)
  const count = roundedQuotient(angle, quarterTurn)
  return { quarters: Number(count & 3n), angle: fromFixed(angle - count * quarterTurn) }
}

/** A double as a fixed-point number, exactly: every double from ½ up is a whole number of 2⁻⁵⁴. */
function fixed(x: number): bigint {
  const isLarge = Math.abs(x) > 2 ** 60
  return isLarge ? BigInt(x) << DIGITS : BigInt(x * 2 ** 54) << (DIGITS - 54n)
}

/** The two doubles next to a fixed-point number below 1. */
function fromFixed(x: bigint): DoubleDouble {
  const shorter = x >> (DIGITS - 200n)
  const high = Number(shorter)
  return [high / 2 ** 200, Number(shorter - BigInt(high)) / 2 ** 200]
}

function roundedQuotient(a: bigint, b: bigint): bigint {
  const twice = 2n * a + b
  const quotient = twice / (2n * b)
  return twice < 0n && quotient * 2n * b !== twice ? quotient - 1n : quotient
}

/** π ÷ 2 is 8·arctan(1/5) − 2·arctan(1/239). @see John Machin, 1706 */
function halfPi(): bigint {
  return 8n * inverseTangentOfPart(5n) - 2n * inverseTangentOfPart(239n)
}

/** arctan(1/n) = 1/n − 1/(3n³) + 1/(5n⁵) − … */
function inverseTangentOfPart(n: bigint): bigint {
  let power = (1n << DIGITS) / n
  let sum = power
  for (let odd = 3n; power !== 0n; odd += 2n) {
    power = -power / (n * n)
    sum += power / odd
  }
  return sum
}
