import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { timeAxis } from './time-axis.ts'
import { NARROWEST, pan, windowTicks, windowWithin, zoom } from './time-window.ts'

const AXIS = timeAxis(1_000, 101_000)
const WHOLE = { from: 1_000, to: 101_000 }

describe('a window', () => {
  test('shows half of the time at twice the size, around the moment under the pointer', () => {
    expect(zoom(AXIS, WHOLE, 2, 51_000)).toEqual({ from: 26_000, to: 76_000 })
    expect(zoom(AXIS, WHOLE, 2, 1_000)).toEqual({ from: 1_000, to: 51_000 })
  })

  test('that is the whole axis is none', () => {
    expect(zoom(AXIS, WHOLE, 0.5, 51_000)).toBeUndefined()
    expect(zoom(AXIS, { from: 26_000, to: 76_000 }, 0.1, 51_000)).toBeUndefined()
  })

  test('moves by a part of its length, and stops at the ends', () => {
    expect(pan(AXIS, { from: 26_000, to: 36_000 }, 0.5)).toEqual({ from: 31_000, to: 41_000 })
    expect(pan(AXIS, { from: 26_000, to: 36_000 }, -9)).toEqual({ from: 1_000, to: 11_000 })
    expect(pan(AXIS, { from: 26_000, to: 36_000 }, 9)).toEqual({ from: 91_000, to: 101_000 })
  })

  test('lies on the axis, is never too narrow, and keeps the moment where it is', () => {
    const moment = fc.integer({ min: 1_000, max: 101_000 })
    const factor = fc.double({ min: 0.01, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(moment, moment, factor, (a, b, by) => {
        const before = windowWithin(AXIS, { from: Math.min(a, b), to: Math.max(a, b) }) ?? WHOLE
        const around = (before.from + before.to) / 2
        const after = zoom(AXIS, before, by, around) ?? WHOLE
        expect(after.from).toBeGreaterThanOrEqual(AXIS.from)
        expect(after.to).toBeLessThanOrEqual(AXIS.to + 1e-6)
        expect(after.to - after.from).toBeGreaterThanOrEqual(NARROWEST - 1e-6)
        if (by >= 1) expect(around).toBeGreaterThanOrEqual(after.from)
        if (by >= 1) expect(around).toBeLessThanOrEqual(after.to)
      }),
    )
  })
})

describe('the round moments of a window', () => {
  const labels = (from: number, to: number) =>
    windowTicks(AXIS, { from, to }).map(({ label, place }) => `${label} at ${place.toFixed(2)}`)

  test('are counted from the beginning of the axis', () => {
    expect(labels(26_000, 76_000)).toEqual([
      '30 ms at 0.10',
      '40 ms at 0.30',
      '50 ms at 0.50',
      '60 ms at 0.70',
      '70 ms at 0.90',
    ])
  })

  test('are told apart, however close they are', () => {
    expect(labels(91_234, 91_244)).toEqual([
      '90.234 ms at 0.00',
      '90.236 ms at 0.20',
      '90.238 ms at 0.40',
      '90.240 ms at 0.60',
      '90.242 ms at 0.80',
      '90.244 ms at 1.00',
    ])
  })
})
