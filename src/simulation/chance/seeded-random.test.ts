import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeededRandom } from './seeded-random.ts'

/** As many values as asked for. */
const draw = <T>(count: number, one: () => T): T[] => Array.from({ length: count }, one)

describe('the numbers of a seed never change: prose quotes them', () => {
  test.each<[seed: string | number, numbers: number[]]>([
    [1, [194122539, 2790205013, 2479500261, 1780500583]],
    [2, [2204335044, 1900018237, 4161718054, 2099242483]],
    ['1/network', [111133741, 803224199, 743389413, 3280639333]],
    ['', [2664150344, 2680268675, 2176959224, 983177126]],
  ])('seed %j', (seed, numbers) => {
    const random = new SeededRandom(seed)
    expect(draw(4, () => random.uint32())).toEqual(numbers)
  })

  test.each<[what: string, one: (random: SeededRandom) => string, values: string[]]>([
    [
      'numbers from 0 to 1',
      (random) => random.next().toFixed(12),
      ['0.045197677982', '0.577303643633', '0.371555077997'],
    ],
    [
      'ids',
      (random) => random.hex(16),
      ['0b92132ba64f2655', '93ca2be56a204867', '5f1e3bdc6549ca87'],
    ],
    [
      'normal numbers',
      (random) => random.normal().toFixed(12),
      ['-0.268964968768', '0.397537861429', '-0.942873167790'],
    ],
    ['durations', (random) => random.logNormal(60, 0.3).toFixed(3), ['55.349', '67.600', '45.217']],
  ])('%s of seed 1', (_, one, values) => {
    const random = new SeededRandom(1)
    expect(draw(3, () => one(random))).toEqual(values)
  })

  test('a number and its text are the same seed', () => {
    expect(new SeededRandom(7).uint32()).toBe(new SeededRandom('7').uint32())
  })
})

test('two seeds give two sequences', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 }), (seeds) => {
      const [one, other] = seeds.map((seed) => {
        const random = new SeededRandom(seed)
        return draw(4, () => random.uint32())
      })
      expect(one).not.toEqual(other)
    }),
  )
})

describe('over 100,000 draws of three seeds', () => {
  const COUNT = 100_000

  describe.each([1, 2, 'shop'])('seed %j', (seed) => {
    test('numbers fall evenly into a hundred bins from 0 to 1', () => {
      const random = new SeededRandom(seed)
      const bins = new Array(100).fill(0)
      for (const number of draw(COUNT, () => random.next())) bins[Math.floor(number * 100)]++
      expect(bins).toHaveLength(100)
      // Chi-squared with 99 degrees of freedom: less than 1 in 1,000 fair samples exceed 149.
      const expected = COUNT / 100
      const chiSquared = bins.reduce((sum, bin) => sum + (bin - expected) ** 2 / expected, 0)
      expect(chiSquared).toBeLessThan(149)
    })

    test('half of the durations are shorter than the median, to within 1 %', () => {
      const random = new SeededRandom(seed)
      const durations = draw(COUNT, () => random.logNormal(60, 0.5))
      const shorter = durations.filter((duration) => duration < 60).length
      expect(Math.abs(shorter / COUNT - 0.5)).toBeLessThan(0.005)
    })

    test('the logarithm of the durations has the spread that was asked for, to within 1 %', () => {
      const random = new SeededRandom(seed)
      const logs = draw(COUNT, () => Math.log(random.logNormal(60, 0.5) / 60))
      const deviation = Math.sqrt(logs.reduce((sum, log) => sum + log * log, 0) / COUNT)
      expect(Math.abs(deviation - 0.5)).toBeLessThan(0.005)
    })
  })
})

test('without spread every duration is the median', () => {
  expect(new SeededRandom(1).logNormal(60, 0)).toBe(60)
})

test('hexadecimal digits are as many as asked for and never all zero', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (seed, digits) => {
      expect(new SeededRandom(seed).hex(digits)).toMatch(new RegExp(`^(?!0+$)[0-9a-f]{${digits}}$`))
    }),
  )
})

test('a single digit is drawn again when it is zero', () => {
  const random = new SeededRandom(1)
  expect(new Set(draw(1_000, () => random.hex(1))).size).toBe(15)
})
