import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RUN_EPOCH } from '../time/virtual-clock.ts'
import { evenRhythm, Rhythm, shopRhythm } from './rhythm.ts'

const HOUR = 3_600_000_000
const WEEK = 168 * HOUR
const moments = fc.integer({ min: RUN_EPOCH, max: RUN_EPOCH + 10 * WEEK })

describe('in every rhythm', () => {
  test('a whole week leads to the same moment of the next', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 50 }), (moment, weeks) => {
        const later = shopRhythm.after(moment, weeks)
        expect(Math.abs(later - moment - weeks * WEEK)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('two steps lead as far as one of both lengths, to the rounding of microseconds', () => {
    const steps = fc.double({ min: 0, max: 3, noNaN: true })
    fc.assert(
      fc.property(moments, steps, steps, (moment, one, other) => {
        const there = shopRhythm.after(shopRhythm.after(moment, one), other)
        // The quietest hour is twelve times as slow as the average: so much can a rounding grow.
        expect(Math.abs(there - shopRhythm.after(moment, one + other))).toBeLessThanOrEqual(30)
      }),
    )
  })

  test('time does not go back', () => {
    const steps = fc.double({ min: 0, max: 1e-9, noNaN: true })
    fc.assert(
      fc.property(moments, steps, (moment, step) => {
        expect(shopRhythm.after(moment, step)).toBeGreaterThanOrEqual(moment)
      }),
    )
  })
})

test('the even rhythm is time itself', () => {
  fc.assert(
    fc.property(moments, fc.double({ min: 0, max: 3, noNaN: true }), (moment, weeks) => {
      const later = evenRhythm.after(moment, weeks)
      expect(Math.abs(later - moment - weeks * WEEK)).toBeLessThanOrEqual(1)
    }),
  )
})

test('hours in which nobody comes are passed over', () => {
  const mondays = new Rhythm([1, ...new Array(167).fill(0)])
  // The run begins on a Wednesday; the next Monday is 4 days, 13 hours and 56 minutes away.
  const monday = Date.UTC(2025, 2, 3) * 1000
  expect(mondays.after(RUN_EPOCH, 0.5)).toBe(monday + HOUR / 2)
})

test('of the shop’s hours, Sunday evening is the busiest', () => {
  const monday = Date.UTC(2025, 2, 3) * 1000
  const lengths = Array.from({ length: 168 }, (_, hour) => {
    const begins = monday + hour * HOUR
    return shopRhythm.after(begins, 0.0001) - begins
  })
  expect(lengths.indexOf(Math.min(...lengths))).toBe(6 * 24 + 20)
})

test.each<[what: string, hours: number[], message: string]>([
  ['too few hours', [1, 2], 'new Rhythm(): there are 24 or 168 hours; these were 2.'],
  [
    'a negative hour',
    [-1, ...new Array(23).fill(1)],
    'new Rhythm(): hour 0 is 0 or more; it was -1.',
  ],
  ['a dead week', new Array(24).fill(0), 'new Rhythm(): in some hour, somebody has to come.'],
])('%s is refused', (_, hours, message) => {
  expect(() => new Rhythm(hours)).toThrow(new RangeError(message))
})
