import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cosineOfTurns, exp, log } from './quick-math.ts'

/** Fifteen digits. */
const CLOSE = 1e-15

/** How far a result is from what it should be, as a part of that. */
const error = (actual: number, right: number) =>
  actual === right ? 0 : Math.abs(actual - right) / Math.abs(right)

describe('to fifteen digits the same as what engines compute:', () => {
  test('powers', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(error(exp(x), Math.exp(x))).toBeLessThan(CLOSE)
      }),
    )
  })

  test('logarithms', () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** -1022, max: Number.MAX_VALUE, noNaN: true }), (x) => {
        expect(error(log(x), Math.log(x))).toBeLessThan(CLOSE)
      }),
    )
  })

  test('logarithms of numbers near 1, of which few digits are left', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.001, max: 0.001, noNaN: true }), (x) => {
        expect(error(log(1 + x), Math.log(1 + x))).toBeLessThan(CLOSE)
      }),
    )
  })

  test('cosines, of which what counts is the distance', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (turns) => {
        const right = Math.cos(2 * Math.PI * turns)
        expect(Math.abs(cosineOfTurns(turns) - right)).toBeLessThan(CLOSE)
      }),
    )
  })
})

test('the edges are what they should be', () => {
  expect([exp(0), exp(-1000), exp(1000), exp(Number.NaN)]).toEqual([
    1,
    0,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ])
  expect([log(1), cosineOfTurns(0), cosineOfTurns(0.5), cosineOfTurns(1)]).toEqual([0, 1, -1, 1])
  expect(cosineOfTurns(0.25)).toBeCloseTo(0, 15)
})

test('every bit of the results is fixed, whatever the engine has for mathematics', () => {
  const native = { exp: Math.exp, log: Math.log, cos: Math.cos }
  Object.assign(Math, { exp: () => 0, log: () => 0, cos: () => 0 })
  try {
    expect([exp(2), log(3), cosineOfTurns(0.1)]).toEqual([
      7.38905609893065, 1.0986122886681098, 0.8090169943749475,
    ])
  } finally {
    Object.assign(Math, native)
  }
})
