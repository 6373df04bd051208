import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RUN_EPOCH } from '../simulation/time/virtual-clock.ts'
import { placeOf, type TimeAxis, ticks, timeAt, timeAxis } from './time-axis.ts'

const axis = timeAxis(RUN_EPOCH, RUN_EPOCH + 200_000)

test('a moment has its place between the ends', () => {
  expect([0, 50_000, 200_000].map((offset) => placeOf(axis, RUN_EPOCH + offset))).toEqual([
    0, 0.25, 1,
  ])
})

test('a moment outside has a place outside', () => {
  expect(placeOf(axis, RUN_EPOCH - 100_000)).toBe(-0.5)
  expect(placeOf(axis, RUN_EPOCH + 300_000)).toBe(1.5)
})

test('a run that took no time has a millisecond, so that it has a middle', () => {
  const point = timeAxis(RUN_EPOCH, RUN_EPOCH)
  expect(placeOf(point, RUN_EPOCH)).toBe(0)
  expect(timeAt(point, 0.5)).toBe(RUN_EPOCH + 500)
})

const anyAxis = fc
  .tuple(fc.nat(1e15), fc.integer({ min: 1, max: 3e12 }))
  .map(([from, length]) => timeAxis(from, from + length))

describe('on every axis', () => {
  test('the place of a moment leads back to the moment', () => {
    fc.assert(
      fc.property(anyAxis, fc.double({ min: 0, max: 1, noNaN: true }), (some, part) => {
        const time = Math.round(some.from + part * (some.to - some.from))
        expect(timeAt(some, placeOf(some, time))).toBe(time)
      }),
    )
  })

  const labels = (some: TimeAxis) => ticks(some).map(({ label }) => label)

  test('ticks lie inside, begin at 0 and are evenly spaced', () => {
    fc.assert(
      fc.property(anyAxis, (some) => {
        const places = ticks(some).map(({ place }) => place)
        const step = places[1] ?? 1
        places.forEach((place, index) => {
          expect(place).toBeCloseTo(index * step, 9)
        })
        expect(Math.max(...places)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('there are between two and seven ticks, and no two read the same', () => {
    fc.assert(
      fc.property(anyAxis, (some) => {
        expect(labels(some).length).toBeGreaterThanOrEqual(2)
        expect(labels(some).length).toBeLessThanOrEqual(7)
        expect(new Set(labels(some)).size).toBe(labels(some).length)
      }),
    )
  })

  test('they stand at 1, 2 or 5 times a power of ten', () => {
    fc.assert(
      fc.property(anyAxis, (some) => {
        const [, first] = ticks(some)
        const step = Math.round((first?.place ?? 0) * (some.to - some.from))
        expect(String(step)).toMatch(/^[125]0*$/)
      }),
    )
  })
})

test.each<[length: number, labels: string]>([
  [1, '0 | 1 µs'],
  [3, '0 | 1 µs | 2 µs | 3 µs'],
  [1_000, '0 | 200 µs | 400 µs | 600 µs | 800 µs | 1 ms'],
  [122_700, '0 | 50 ms | 100 ms'],
  [703_600, '0 | 200 ms | 400 ms | 600 ms'],
  [10_000_000, '0 | 2 s | 4 s | 6 s | 8 s | 10 s'],
  [90_000_000, '0 | 20 s | 40 s | 1 min | 1.33 min'],
])('an axis of %d µs has the ticks %s', (length, labels) => {
  const some = timeAxis(RUN_EPOCH, RUN_EPOCH + length)
  expect(
    ticks(some)
      .map(({ label }) => label)
      .join(' | '),
  ).toBe(labels)
})

test('as many ticks come as are asked for, about', () => {
  expect(ticks(axis, 2)).toHaveLength(3)
  expect(ticks(axis, 20)).toHaveLength(21)
})
