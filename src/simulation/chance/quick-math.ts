/**
 * Quick math is what durations are made of: powers, logarithms and circles from +, −, ×, ÷ and square roots alone, which
 * every engine computes alike to the last bit. `Math.exp` and the like are approximations, and each engine has its own.
 *
 * A month of the shop draws a hundred million numbers, so this is built for speed: right to about 15 digits, where
 * `reproducible-math.ts` is right to the last one and takes ten times as long.
 */

/** ln 2 in two parts: the first has zeros at its end, so that a small whole number times it is exact. */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

const LEAST_POWER = -1074
const MOST_POWER = 1023
const POWERS_OF_TWO = new Float64Array(MOST_POWER - LEAST_POWER + 1)
for (let power = 0, value = 1; power <= MOST_POWER; power++, value *= 2) {
  POWERS_OF_TWO[power - LEAST_POWER] = value
}
for (let power = -1, value = 0.5; power >= LEAST_POWER; power--, value /= 2) {
  POWERS_OF_TWO[power - LEAST_POWER] = value
}

/** Powers of two lie so many steps apart. */
const STEPS = 64
const STEP_HIGH = LN2_HIGH / STEPS
const STEP_LOW = LN2_LOW / STEPS
/** 2 to the power of each step from 0 to 1. */
const STEP_POWERS = Float64Array.from({ length: STEPS }, (_, step) =>
  series((step * Math.LN2) / STEPS),
)

/** eˣ, for x from about −700 to 700; beyond, 0 and infinity. */
export function exp(x: number): number {
  if (x < -700) return 0
  if (!(x <= 700)) return x > 700 ? Number.POSITIVE_INFINITY : x
  const steps = Math.round(x * (STEPS / Math.LN2))
  const r = x - steps * STEP_HIGH - steps * STEP_LOW
  // The rest is at most half a step, so Taylor's series is short: the first term that is left out is below 10⁻¹⁶.
  let sum = 1 / 120
  sum = 1 / 24 + r * sum
  sum = 1 / 6 + r * sum
  sum = 1 / 2 + r * sum
  const stepPower = STEP_POWERS[steps & (STEPS - 1)] as number
  const power = POWERS_OF_TWO[Math.floor(steps / STEPS) - LEAST_POWER] as number
  return (stepPower + stepPower * (r + r * r * sum)) * power
}

/** eˣ by Taylor's series alone, for x from 0 to 1. */
function series(x: number): number {
  let sum = 1
  for (let place = 20; place > 0; place--) sum = 1 + (x / place) * sum
  return sum
}

const bits = new DataView(new ArrayBuffer(8))

/** The natural logarithm, for normal numbers above 0. */
export function log(x: number): number {
  bits.setFloat64(0, x)
  const high = bits.getUint32(0)
  // The mantissa as a number between √½ and √2, and the power of two that is left.
  let power = (high >>> 20) - 1023
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000)
  let mantissa = bits.getFloat64(0)
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    power++
  }
  // ln m = 2 artanh((m − 1) / (m + 1)). What goes into the series is at most 0.172, and the last term below 10⁻¹⁷.
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  let sum = 1 / 21
  sum = 1 / 19 + square * sum
  sum = 1 / 17 + square * sum
  sum = 1 / 15 + square * sum
  sum = 1 / 13 + square * sum
  sum = 1 / 11 + square * sum
  sum = 1 / 9 + square * sum
  sum = 1 / 7 + square * sum
  sum = 1 / 5 + square * sum
  sum = 1 / 3 + square * sum
  return power * LN2_HIGH + (power * LN2_LOW + 2 * s * (1 + square * sum))
}

/** The cosine of so many turns: of 2π times as many radians. @param turns from 0 to 1 */
export function cosineOfTurns(turns: number): number {
  const quarters = Math.round(turns * 4)
  const angle = (turns - quarters / 4) * (2 * Math.PI)
  switch (quarters & 3) {
    case 0:
      return cosine(angle)
    case 1:
      return -sine(angle)
    case 2:
      return -cosine(angle)
    default:
      return sine(angle)
  }
}

/** For angles up to an eighth of a turn: the first term that is left out is below 10⁻¹⁷. */
function cosine(angle: number): number {
  const square = angle * angle
  let sum = 1 / 20_922_789_888_000
  sum = -1 / 87_178_291_200 + square * sum
  sum = 1 / 479_001_600 + square * sum
  sum = -1 / 3_628_800 + square * sum
  sum = 1 / 40_320 + square * sum
  sum = -1 / 720 + square * sum
  sum = 1 / 24 + square * sum
  return 1 + square * (-1 / 2 + square * sum)
}

function sine(angle: number): number {
  const square = angle * angle
  let sum = 1 / 355_687_428_096_000
  sum = -1 / 1_307_674_368_000 + square * sum
  sum = 1 / 6_227_020_800 + square * sum
  sum = -1 / 39_916_800 + square * sum
  sum = 1 / 362_880 + square * sum
  sum = -1 / 5_040 + square * sum
  sum = 1 / 120 + square * sum
  sum = -1 / 6 + square * sum
  return angle + angle * square * sum
}
