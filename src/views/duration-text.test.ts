import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { durationText, offsetText } from './duration-text.ts'

const MS = 1_000
const S = 1_000_000
const MIN = 60 * S
const H = 60 * MIN

test.each<[duration: number, text: string]>([
  [0, '0 µs'],
  [1, '1 µs'],
  [999, '999 µs'],
  [MS, '1 ms'],
  [1_234, '1.23 ms'],
  [82_040, '82 ms'],
  [82_060, '82.1 ms'],
  [123_456, '123 ms'],
  [S, '1 s'],
  [1.5 * S, '1.5 s'],
  [MIN, '1 min'],
  [90 * S, '1.5 min'],
  [H, '1 h'],
  [744 * H, '744 h'],
  [1_234.5 * H, '1235 h'],
  [-1_500, '-1.5 ms'],
  [-0, '0 µs'],
  [0.25, '0.25 µs'],
])('%d µs is %s', (duration, text) => {
  expect(durationText(duration)).toBe(text)
})

describe('what rounds up to the next unit is written in it', () => {
  test.each<[duration: number, text: string]>([
    [999.4, '999 µs'],
    [999.5, '1 ms'],
    [999.95, '1 ms'],
    [999_499, '999 ms'],
    [999_500, '1 s'],
    [59.94 * S, '59.9 s'],
    [59.96 * S, '1 min'],
    [59.94 * MIN, '59.9 min'],
    [59.96 * MIN, '1 h'],
    [-999.95, '-1 ms'],
    [-59.96 * S, '-1 min'],
  ])('%d µs is %s', (duration, text) => {
    expect(durationText(duration)).toBe(text)
  })
})

describe('for every duration', () => {
  const duration = fc.oneof(
    fc.maxSafeInteger(),
    fc.integer({ min: -10 * S, max: 10 * S }),
    fc.double({ min: 1e-6, max: 1e18, noNaN: true }),
  )
  const units: Readonly<Record<string, number>> = { µs: 1, ms: MS, s: S, min: MIN, h: H }

  test('there is a number without an exponent, and a unit', () => {
    fc.assert(
      fc.property(duration, (microseconds) => {
        expect(durationText(microseconds)).toMatch(/^-?\d+(\.\d+)? (µs|ms|s|min|h)$/)
      }),
    )
  })

  test('the text is right to three digits', () => {
    fc.assert(
      fc.property(duration, (microseconds) => {
        const [number, unit] = durationText(microseconds).split(' ')
        const read = Number(number) * (units[unit ?? ''] ?? 0)
        // Half a step in the third digit, at worst of 1.00; and what floating point adds.
        expect(Math.abs(read - microseconds)).toBeLessThanOrEqual(Math.abs(microseconds) * 0.005001)
      }),
    )
  })

  test('a longer one has no shorter text', () => {
    const size = (text: string) => {
      const [number, unit] = text.split(' ')
      return Number(number) * (units[unit ?? ''] ?? 0)
    }
    fc.assert(
      fc.property(duration, duration, (a, b) => {
        const [shorter, longer] = a <= b ? [a, b] : [b, a]
        expect(size(durationText(shorter))).toBeLessThanOrEqual(size(durationText(longer)))
      }),
    )
  })
})

test.each<[offset: number, text: string]>([
  [0, '0.0'],
  [49, '0.0'],
  [50, '0.1'],
  [1_234, '1.2'],
  [702_480, '702.5'],
  [3_600_000_000, '3600000.0'],
])('a moment %d µs after the beginning is %s', (offset, text) => {
  expect(offsetText(offset)).toBe(text)
})
