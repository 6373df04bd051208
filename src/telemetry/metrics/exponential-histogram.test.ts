import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordEachTest } from '../../../tests/recording.ts'
import { bucketIndex, lowerBound } from './exponential-bucket.ts'
import { ExponentialHistogram } from './exponential-histogram.ts'

const recording = recordEachTest()

function histogramOf(values: readonly number[], maxSize?: number): ExponentialHistogram {
  const histogram = new ExponentialHistogram(maxSize)
  for (const value of values) histogram.record(value)
  return histogram
}

/** The buckets as they read: `(1, 2]: 3`. */
function buckets(histogram: ExponentialHistogram): string[] {
  const bound = (index: number) => lowerBound(index, histogram.scale)
  return histogram.bucketCounts.map((count, place) => {
    const index = histogram.offset + place
    return `(${bound(index)}, ${bound(index + 1)}]: ${count}`
  })
}

test('it counts, adds up, and knows the smallest and the largest value', () => {
  const { count, sum, min, max, zeroCount } = histogramOf([3, 0, 1, 0, 4])
  expect({ count, sum, min, max, zeroCount }).toEqual({
    count: 5,
    sum: 8,
    min: 0,
    max: 4,
    zeroCount: 2,
  })
})

test('without values there is nothing to say', () => {
  const histogram = new ExponentialHistogram()
  expect([histogram.min, histogram.max, histogram.quantile(0.5)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(histogram.bucketCounts).toEqual([])
})

test('one value alone is in a bucket of the finest scale', () => {
  const histogram = histogramOf([7])
  expect(histogram.scale).toBe(20)
  expect(histogram.bucketCounts).toEqual([1])
})

test('buckets include their upper bound and not their lower one', () => {
  expect(buckets(histogramOf([1, 2, 4, 8], 4))).toEqual([
    '(0.5, 1]: 1',
    '(1, 2]: 1',
    '(2, 4]: 1',
    '(4, 8]: 1',
  ])
})

test('two neighbours become one when there would be too many', () => {
  expect(buckets(histogramOf([1, 2, 4, 8, 16], 4))).toEqual([
    '(0.25, 1]: 1',
    '(1, 4]: 2',
    '(4, 16]: 2',
  ])
})

test('the range of all numbers fits into two buckets', () => {
  const histogram = histogramOf([Number.MIN_VALUE, Number.MAX_VALUE, 1, 1.5], 2)
  expect(histogram.bucketCounts).toEqual([2, 2])
  expect(histogram.relativeError).toBeLessThanOrEqual(1)
})

/** Any, but for numbers that have lost their digits. */
const duration = fc
  .double({ noNaN: true, min: 0, max: 1e9 })
  .map((value) => (value < 2 ** -1022 ? 0 : value))

test('there are never more buckets than it may have, no value is lost, and no scale too coarse', () => {
  fc.assert(
    fc.property(fc.array(duration), fc.integer({ min: 2, max: 20 }), (values, maxSize) => {
      const histogram = histogramOf(values, maxSize)
      const { bucketCounts, zeroCount, scale } = histogram
      expect(bucketCounts.length).toBeLessThanOrEqual(maxSize)
      expect(bucketCounts.reduce((sum, count) => sum + count, zeroCount)).toBe(values.length)
      const indexes = values
        .filter((value) => value > 0)
        .map((value) => bucketIndex(value, scale + 1))
      const finer = Math.max(...indexes) - Math.min(...indexes) + 1
      if (scale < 20) expect(finer).toBeGreaterThan(maxSize)
    }),
  )
})

test('the order of values does not matter', () => {
  const shuffled = fc
    .array(duration)
    .chain((values) =>
      fc.tuple(
        fc.constant(values),
        fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }),
      ),
    )
  fc.assert(
    fc.property(shuffled, ([values, reordered]) => {
      const [one, other] = [histogramOf(values, 8), histogramOf(reordered, 8)]
      expect(buckets(other)).toEqual(buckets(one))
    }),
  )
})

test('merging two histograms is the same as counting all values in one', () => {
  fc.assert(
    fc.property(fc.array(duration), fc.array(duration), (some, others) => {
      const merged = histogramOf(some, 8)
      merged.merge(histogramOf(others, 8))
      const whole = histogramOf([...some, ...others], 8)
      expect([merged.count, merged.min, merged.max, merged.zeroCount]).toEqual([
        whole.count,
        whole.min,
        whole.max,
        whole.zeroCount,
      ])
      expect(buckets(merged)).toEqual(buckets(whole))
      expect(merged.sum).toBeCloseTo(whole.sum, 0)
    }),
  )
})

describe('a quantile', () => {
  test('is off by no more than it says', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1 }),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        fc.integer({ min: 2, max: 160 }),
        (values, part, maxSize) => {
          const histogram = histogramOf(values, maxSize)
          const inOrder = values.toSorted((a, b) => a - b)
          const rank = Math.max(Math.ceil(part * values.length), 1)
          const exact = inOrder[rank - 1] as number
          const error = Math.abs((histogram.quantile(part) as number) - exact)
          expect(error).toBeLessThanOrEqual(histogram.relativeError * exact * (1 + 1e-9))
        },
      ),
    )
  })

  test('is one of the values where there is only one', () => {
    expect(histogramOf([7]).quantile(0.5)).toBe(7)
    expect(histogramOf([0, 0]).quantile(0.5)).toBe(0)
  })

  test('of durations from a microsecond to an hour is off by less than 9 %', () => {
    const histogram = histogramOf([0.001, 3_600_000])
    expect(histogram.scale).toBe(2)
    expect(histogram.relativeError).toBeLessThan(0.09)
  })
})

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%d is reported and not counted', (value) => {
  expect(histogramOf([value]).count).toBe(0)
  expect(recording.said()).toEqual([
    `notice: A histogram counts finite numbers from 0 on; ${value} was left out.`,
  ])
})
