import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { probabilityToThreshold_precision345 as vectors } from '../../../tests/conformance/sampling.json'
import {
  adjustedCountOf,
  probabilityOf,
  reaches,
  shortest,
  type Threshold,
  thresholdOf,
} from './sampling-threshold.ts'

/** From the smallest probability to 1, all sizes alike. */
const probability = fc.double({ min: -56, max: 0, noNaN: true }).map((power) => 2 ** power)
const threshold = fc.bigInt({ min: 0n, max: 2n ** 56n - 1n }).map(fourteenDigits)

describe('the threshold of a probability', () => {
  test.each(vectors as [number, string[]][])(
    'of %d agrees with the table of OpenTelemetry, with 3, 4 and 5 digits',
    (p, [three, four, five]) => {
      expect([thresholdOf(p, 3), thresholdOf(p, 4), thresholdOf(p, 5)]).toEqual([three, four, five])
      expect(thresholdOf(p)).toBe(four)
    },
  )

  test.each([
    ['2⁻⁵⁶, the smallest', 2 ** -56, 'ffffffffffffff'],
    ['less than that', 2 ** -57, undefined],
    ['nothing', 0, undefined],
  ])('of %s', (_, p, expected) => {
    expect(thresholdOf(p)).toBe(expected)
  })

  test('rejects less the larger the probability is', () => {
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        const [smaller, larger] = [thresholdOf(Math.min(a, b)), thresholdOf(Math.max(a, b))]
        expect((smaller as string) >= (larger as string)).toBe(true)
      }),
    )
  })

  test('stands for nearly that probability: three digits and more are right', () => {
    fc.assert(
      fc.property(probability, (p) => {
        const actual = probabilityOf(thresholdOf(p) as Threshold)
        // Close to 2⁻⁵⁶ there are fewer values to choose from.
        expect(Math.abs(actual - p)).toBeLessThanOrEqual(Math.max(p * 16 ** -3, 2 ** -57))
      }),
    )
  })

  test('is written as short as can be', () => {
    fc.assert(
      fc.property(probability, (p) => {
        expect(thresholdOf(p)).toMatch(/^(?:0|[0-9a-f]{0,13}[1-9a-f])$/)
      }),
    )
  })
})

test.each([-1, 2, Number.NaN])('there is no threshold of %d', (p) => {
  expect(() => thresholdOf(p)).toThrow(RangeError)
})

test.each(['', 'x', '123456789012345', undefined])('%s is no threshold', (th) => {
  expect(() => adjustedCountOf(th as Threshold)).toThrow(
    new RangeError(`A threshold is such as “fd70a4”, not “${th}”.`),
  )
})

test.each<[Threshold, number]>([
  ['0', 1],
  ['8', 2],
  ['c', 4],
  ['ffffffffffffff', 2 ** 56],
])('a span that was kept with th:%s stands for %d', (th, count) => {
  expect(adjustedCountOf(th)).toBe(count)
})

test('a random value reaches a threshold if its number does, however short the threshold is written', () => {
  fc.assert(
    fc.property(threshold, threshold, (randomness, th) => {
      expect(reaches(randomness, shortest(th))).toBe(BigInt(`0x${randomness}`) >= BigInt(`0x${th}`))
    }),
  )
  expect(reaches('00000000000000', '0')).toBe(true)
  expect(reaches('80000000000000', '8')).toBe(true)
  expect(reaches('7fffffffffffff', '8')).toBe(false)
})

function fourteenDigits(number: bigint): string {
  return number.toString(16).padStart(14, '0')
}
