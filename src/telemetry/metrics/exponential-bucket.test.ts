import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketIndex, lowerBound } from './exponential-bucket.ts'

const SCALES = Array.from({ length: 31 }, (_, number) => number - 10)

test.each([
  [1, 0, -1],
  [1.5, 0, 0],
  [2, 0, 0],
  [2.1, 0, 1],
  [4, -1, 0],
  [4.1, -1, 1],
  [1, -1, -1],
  [0.25, -1, -2],
  [2, 1, 1],
  [Math.SQRT2, 1, 0],
  [Number.MAX_VALUE, 0, 1023],
  [Number.MAX_VALUE, -10, 0],
  [2 ** -1022, 0, -1023],
  [Number.MIN_VALUE, 0, -1023],
  [Number.MIN_VALUE, -10, -1],
])('%d at scale %d is in bucket %d', (number, scale, index) => {
  expect(bucketIndex(number, scale)).toBe(index)
})

test.each(SCALES)('powers of two are the upper bounds of buckets at scale %d', (scale) => {
  const wrong: number[] = []
  for (let exponent = -1022; exponent <= 1023; exponent++) {
    const index = Math.ceil(exponent * 2 ** scale) - 1
    if (bucketIndex(2 ** exponent, scale) !== index) wrong.push(exponent)
  }
  expect(wrong).toEqual([])
})

const number = fc.double({ noNaN: true, min: 2 ** -1022, max: Number.MAX_VALUE })
const scale = fc.constantFrom(...SCALES)

test('every number lies within the bounds of its bucket', () => {
  fc.assert(
    fc.property(number, scale, (value, scale) => {
      const index = bucketIndex(value, scale)
      expect(value).toBeGreaterThan(lowerBound(index, scale))
      expect(value).toBeLessThanOrEqual(lowerBound(index + 1, scale))
    }),
  )
})

test('a bound that can be written is the upper one of its bucket, and what follows it is in the next', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -4000, max: 4000 }),
      fc.integer({ min: 3, max: 20 }),
      (index, scale) => {
        const bound = lowerBound(index, scale)
        expect(bucketIndex(bound, scale)).toBe(index - 1)
        expect(bucketIndex(bound * (1 + Number.EPSILON), scale)).toBe(index)
      },
    ),
  )
})

test('two neighbours are one bucket of the scale below', () => {
  fc.assert(
    fc.property(number, fc.integer({ min: -9, max: 20 }), (value, scale) => {
      expect(bucketIndex(value, scale) >> 1).toBe(bucketIndex(value, scale - 1))
    }),
  )
})
