import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalQuantile } from './normal-quantile.ts'

/** Percentage points as tables of the normal distribution print them. */
test.each([
  [0.5, 0],
  [0.75, 0.674489750196082],
  [0.9, 1.2815515655446],
  [0.975, 1.95996398454005],
  [0.99, 2.32634787404084],
  [0.999, 3.09023230616781],
  [0.000_001, -4.7534243088229],
])('below %d of it lies %d', (share, point) => {
  expect(normalQuantile(share)).toBeCloseTo(point, 13)
})

test('the two sides are mirror images', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (steps) => {
      const share = steps / 2 ** 32
      expect(normalQuantile(1 - share)).toBe(-normalQuantile(share))
    }),
  )
})

test('it rises, also where its parts meet', () => {
  const share = fc.integer({ min: 1, max: 2 ** 20 - 2 }).map((steps) => steps / 2 ** 20)
  const near = fc.constantFrom(0.075, 0.925, 0.5)
  fc.assert(
    fc.property(fc.oneof(share, near), (given) => {
      expect(normalQuantile(given + 2 ** -32)).toBeGreaterThan(normalQuantile(given))
    }),
  )
})

test('the slope is what the density says: the share between two points near each other', () => {
  const step = 2 ** -20
  fc.assert(
    fc.property(fc.double({ min: 0.0001, max: 0.9999, noNaN: true }), (share) => {
      const [from, to] = [normalQuantile(share - step), normalQuantile(share + step)]
      const density = Math.exp(-((from + to) ** 2) / 8) / Math.sqrt(2 * Math.PI)
      expect(((to - from) * density) / (2 * step)).toBeCloseTo(1, 4)
    }),
  )
})
