import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceOfDifference } from './chance-of-difference.ts'

// The lady tasting tea, and tables from the literature on the test.
test.each([
  [4, 4, 0, 4, 2 / 70],
  [3, 4, 1, 4, 34 / 70],
  [1, 12, 9, 12, 0.002759456],
  [8, 10, 1, 6, 0.034965035],
  [0, 5, 0, 5, 1],
  [5, 5, 5, 5, 1],
])('%d of %d against %d of %d happens with a chance of %d', (a, first, c, second, chance) => {
  expect(chanceOfDifference(a, first, c, second)).toBeCloseTo(chance, 8)
})

test('is a chance, and the same from both sides', () => {
  const group = fc
    .integer({ min: 1, max: 60 })
    .chain((size) => fc.tuple(fc.integer({ min: 0, max: size }), fc.constant(size)))
  fc.assert(
    fc.property(group, group, ([a, first], [c, second]) => {
      const chance = chanceOfDifference(a, first, c, second)
      expect(chance).toBeGreaterThan(0)
      expect(chance).toBeLessThanOrEqual(1)
      expect(chanceOfDifference(c, second, a, first)).toBeCloseTo(chance, 9)
    }),
  )
})
