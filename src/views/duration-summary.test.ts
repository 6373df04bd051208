import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DurationSummary } from './duration-summary.ts'

function summaryOf(durations: readonly number[]): DurationSummary {
  const summary = new DurationSummary()
  for (const duration of durations) summary.add(duration)
  return summary
}

test('few durations are told exactly', () => {
  const summary = summaryOf([5000, 1000, 3000, 2000])
  expect([0, 0.5, 0.75, 0.99, 1].map((part) => summary.quantileText(part))).toEqual([
    '1 ms',
    '2 ms',
    '3 ms',
    '5 ms',
    '5 ms',
  ])
  expect([summary.count, summary.sum, summary.mean, summary.max]).toEqual([4, 11000, 2750, 5000])
})

test('a quantile asked for in between changes nothing of later ones', () => {
  const summary = summaryOf([3, 1])
  expect(summary.quantile(0.5)).toBe(1)
  summary.add(2)
  expect(summary.quantile(0.5)).toBe(2)
})

test('many are told within the error that is stated, and say “about”', () => {
  const durations = fc.array(fc.integer({ min: 0, max: 10_000_000 }), {
    minLength: 2100,
    maxLength: 2300,
  })
  fc.assert(
    fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
      const summary = summaryOf(given)
      const sorted = given.toSorted((a, b) => a - b)
      const exact = sorted[Math.max(Math.ceil(part * given.length), 1) - 1] as number
      const off = Math.abs((summary.quantile(part) as number) - exact)
      expect(summary.relativeError).toBeGreaterThan(0)
      expect(off).toBeLessThanOrEqual(exact * summary.relativeError * 1.000001)
      expect(summary.quantileText(part)).toMatch(/^about /)
    }),
    { numRuns: 20 },
  )
})

test('nothing has no quantiles', () => {
  const summary = summaryOf([])
  expect([summary.quantile(0.5), summary.mean, summary.quantileText(0.5)]).toEqual([
    undefined,
    undefined,
    '–',
  ])
  expect([summary.meanText, summaryOf([1000, 2000]).meanText]).toEqual(['–', '1.5 ms'])
})
