import { describe, expect, test } from 'vitest'
import type { Random } from './random.ts'
import { RequestRandom } from './request-random.ts'
import { SeededRandom } from './seeded-random.ts'

/** How many draws a distribution is judged by. */
const COUNT = 100_000

/**
 * Kolmogorov's and Smirnov's distance: how far the share of draws below a value is from what it should be, at worst.
 * @see Of fair samples of size n, one in a million is further off than √(−ln(0.5 × 10⁻⁶) / 2n): the bound by Massart (1990).
 */
function distance(draws: readonly number[], shareBelow: (value: number) => number): number {
  const sorted = Float64Array.from(draws).sort()
  let worst = 0
  sorted.forEach((value, index) => {
    const share = shareBelow(value)
    worst = Math.max(worst, share - index / COUNT, (index + 1) / COUNT - share)
  })
  return worst
}

const ONE_IN_A_MILLION = Math.sqrt(-Math.log(0.5e-6) / (2 * COUNT))

/** The normal distribution, to seven digits (Abramowitz and Stegun, 7.1.26, is good to 1.5 × 10⁻⁷). */
function normalShareBelow(value: number): number {
  const x = Math.abs(value) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592]
  const tail = series.reduce((sum, factor) => (sum + factor) * t, 0) * Math.exp(-x * x)
  return value >= 0 ? 1 - tail / 2 : tail / 2
}

const logNormalShareBelow = (median: number, spread: number) => (value: number) =>
  normalShareBelow(Math.log(value / median) / spread)

const TAIL_BEGINS = 60 * Math.exp(2 * 0.3)

type Distribution = readonly [
  name: string,
  draw: (random: Random) => number,
  shareBelow: (value: number) => number,
]

const DISTRIBUTIONS: readonly Distribution[] = [
  ['next()', (random) => random.next(), (value) => value],
  ['normal()', (random) => random.normal(), normalShareBelow],
  ['logNormal()', (random) => random.logNormal(60, 0.3), logNormalShareBelow(60, 0.3)],
  ['exponential()', (random) => random.exponential(12), (value) => 1 - Math.exp(-value / 12)],
  [
    'longTail()',
    (random) => random.longTail(60, 0.3, 0.2, 1.5),
    (value) =>
      0.8 * logNormalShareBelow(60, 0.3)(value) +
      0.2 * (value < TAIL_BEGINS ? 0 : 1 - (TAIL_BEGINS / value) ** 1.5),
  ],
]

const SOURCES: readonly [name: string, draws: (draw: Distribution[1]) => number[]][] = [
  [
    'one seed',
    (draw) => {
      const random = new SeededRandom('shop')
      return Array.from({ length: COUNT }, () => draw(random))
    },
  ],
  [
    'one request',
    (draw) => {
      const random = new RequestRandom('shop', 'bank', 7)
      return Array.from({ length: COUNT }, () => draw(random))
    },
  ],
  [
    'the first draw of many requests',
    (draw) => {
      const random = new RequestRandom('shop', 'bank')
      return Array.from({ length: COUNT }, (_, request) => draw(random.begin(request)))
    },
  ],
]

describe.each(SOURCES)('over 100,000 draws of %s', (_, draws) => {
  test.each(DISTRIBUTIONS)('%s has its distribution', (_, draw, shareBelow) => {
    expect(distance(draws(draw), shareBelow)).toBeLessThan(ONE_IN_A_MILLION)
  })

  test('two draws in a row have nothing to do with each other', () => {
    const normals = draws((random) => random.normal())
    const products = normals.slice(1).map((normal, index) => normal * (normals[index] as number))
    const correlation = products.reduce((sum, product) => sum + product, 0) / products.length
    // Its standard deviation is 1/√n; five of them are exceeded once in two million.
    expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(COUNT))
  })

  test('every bit is set in half of the draws', () => {
    const counts = new Array(32).fill(0)
    for (const number of draws((random) => random.uint32())) {
      for (let bit = 0; bit < 32; bit++) counts[bit] += (number >>> bit) & 1
    }
    // The standard deviation is √n / 2; one of 32 fair bits is off by six once in 16 million.
    for (const count of counts) {
      expect(Math.abs(count - COUNT / 2)).toBeLessThan(3 * Math.sqrt(COUNT))
    }
  })
})

test('a distribution that is a little off would be noticed', () => {
  const random = new SeededRandom('shop')
  const draws = Array.from({ length: COUNT }, () => random.logNormal(61, 0.3))
  expect(distance(draws, logNormalShareBelow(60, 0.3))).toBeGreaterThan(ONE_IN_A_MILLION)
})

describe('what is certain', () => {
  test('costs no draw', () => {
    const random = new RequestRandom(1, 'bank')
    expect([random.chance(0), random.chance(1), random.drawn]).toEqual([false, true, 0])
  })

  test('costs the long tail no draw', () => {
    const random = new RequestRandom(1, 'bank')
    const body = random.longTail(60, 0.3, 0)
    expect(body).toBe(random.begin(0).logNormal(60, 0.3))
  })
})

test('chance() happens as often as it says', () => {
  const random = new SeededRandom(1)
  const times = Array.from({ length: COUNT }, () => random.chance(0.2)).filter(Boolean).length
  // Five standard deviations, √(n p (1 − p)).
  expect(Math.abs(times - 0.2 * COUNT)).toBeLessThan(5 * Math.sqrt(COUNT * 0.2 * 0.8))
})

test('pick() takes everything equally often', () => {
  const random = new SeededRandom(1)
  const counts = new Map<string, number>()
  for (let draw = 0; draw < COUNT; draw++) {
    const thing = random.pick(['cup', 'saucer', 'tea'])
    counts.set(thing, (counts.get(thing) ?? 0) + 1)
  }
  const sigma = Math.sqrt((COUNT / 3) * (2 / 3))
  expect(counts.size).toBe(3)
  for (const count of counts.values()) {
    expect(Math.abs(count - COUNT / 3)).toBeLessThan(5 * sigma)
  }
})

describe('it refuses', () => {
  const random = new SeededRandom(1)
  test.each<[what: string, () => unknown, message: string]>([
    [
      'a rate over 1',
      () => random.chance(1.2),
      'chance(): a probability is a share, from 0 (never) to 1 (always); it was 1.2.',
    ],
    [
      'a rate that is no number',
      () => random.chance(Number.NaN),
      'chance(): a probability is a share, from 0 (never) to 1 (always); it was NaN.',
    ],
    [
      'a negative median',
      () => random.logNormal(-60, 0.3),
      'logNormal(): median is 0 or more; it was -60.',
    ],
    [
      'a spread that is no number',
      () => random.logNormal(60, Number.NaN),
      'logNormal(): spread is 0 or more; it was NaN.',
    ],
    [
      'a negative mean',
      () => random.exponential(-1),
      'exponential(): mean is 0 or more; it was -1.',
    ],
    [
      'a tail without an end to its weight',
      () => random.longTail(60, 0.3, 0.1, 0),
      'longTail(): shape is more than 0; it was 0.',
    ],
    [
      'a number below nothing',
      () => random.below(0),
      'below(): its limit is a whole number, 1 or more; it was 0.',
    ],
    ['to pick from nothing', () => random.pick([]), 'pick(): there is nothing to pick from.'],
  ])('%s', (_, draw, message) => {
    expect(draw).toThrow(new RangeError(message))
  })
})
