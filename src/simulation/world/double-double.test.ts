import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  type DoubleDouble,
  divide,
  divideBy,
  multiply,
  squareRoot,
  subtract,
  sumOf,
} from './double-double.ts'

/** Whole numbers that a double holds exactly, and not zero. */
const whole = fc.maxSafeInteger().filter((n) => n !== 0)
const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

const exactly = ([high, low]: DoubleDouble) => BigInt(high) + BigInt(low)
const of = (n: number): DoubleDouble => [n, 0]

/** How far a result is from the truth, as a part of it: less than 2⁻¹⁰⁰ is the last few of its digits. */
function expectClose(result: DoubleDouble, truth: DoubleDouble): void {
  const [rest] = subtract(result, truth)
  expect(Math.abs(rest)).toBeLessThanOrEqual(Math.abs(truth[0]) * 2 ** -100)
}

describe('nothing is lost', () => {
  test('in the sum of two doubles', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(exactly(sumOf(a, b))).toBe(BigInt(a) + BigInt(b))
        expect(exactly(add(of(a), of(b)))).toBe(BigInt(a) + BigInt(b))
      }),
    )
  })

  test('in the product of two doubles', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(exactly(multiply(of(a), of(b)))).toBe(BigInt(a) * BigInt(b))
      }),
    )
  })

  test('in the root of a square', () => {
    fc.assert(
      fc.property(positive, (a) => {
        expect(exactly(squareRoot(multiply(of(a), of(a))))).toBe(BigInt(a))
      }),
    )
  })
})

describe('some thirty digits are kept', () => {
  test('when a product of a quotient is taken back', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expectClose(multiply(divide(of(a), of(b)), of(b)), of(a))
        expectClose(multiply(divideBy(of(a), b), of(b)), of(a))
      }),
    )
  })

  test('when a root is squared', () => {
    fc.assert(
      fc.property(positive, (a) => {
        const root = squareRoot(of(a))
        expectClose(multiply(root, root), of(a))
      }),
    )
  })
})

test('of nothing, and of less, the root is nothing', () => {
  expect([squareRoot([0, 0]), squareRoot([-4, 0])]).toEqual([
    [0, 0],
    [0, 0],
  ])
})
