import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AT_START, afterScroll, barAt, scrollHeight } from './scroll-scale.ts'

const PAGE = 500
const LONG = 26_000_000

test('a list that is not too long scrolls as any element does', () => {
  expect(scrollHeight(100_000)).toBe(100_000)
  expect(afterScroll(AT_START, 1234, 100_000, PAGE)).toEqual({ bar: 1234, list: 1234 })
  expect(barAt(1234, 100_000, PAGE)).toBe(1234)
})

test('in a longer one, small steps move the list as far as the bar', () => {
  const middle = { bar: 7_000_000, list: 12_000_000 }
  expect(afterScroll(middle, 7_000_100, LONG, PAGE)).toEqual({ bar: 7_000_100, list: 12_000_100 })
})

test('a leap goes to the same share of the list', () => {
  const last = scrollHeight(LONG) - PAGE
  expect(afterScroll(AT_START, last / 2, LONG, PAGE).list).toBe((LONG - PAGE) / 2)
})

test('both ends are reached, and nothing lies beyond them', () => {
  const lengths = fc.integer({ min: 0, max: 200_000_000 })
  fc.assert(
    fc.property(lengths, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (length, shares) => {
      const lastBar = Math.max(0, scrollHeight(length) - PAGE)
      const last = Math.max(0, length - PAGE)
      let place = AT_START
      for (const share of shares) {
        place = afterScroll(place, share * lastBar, length, PAGE)
        expect(place.list).toBeGreaterThanOrEqual(0)
        expect(place.list).toBeLessThanOrEqual(last)
      }
      expect(afterScroll(place, lastBar, length, PAGE).list).toBeCloseTo(last)
      expect(afterScroll(place, 0, length, PAGE).list).toBe(0)
    }),
  )
})

test('the bar goes where the list is to be', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 16_000_000, max: 200_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (length, share) => {
        const wanted = share * (length - PAGE)
        const bar = barAt(wanted, length, PAGE)
        const far = { bar: bar > 7_000_000 ? 0 : 15_000_000, list: 0 }
        expect(afterScroll(far, bar, length, PAGE).list).toBeCloseTo(wanted, 1)
      },
    ),
  )
})
