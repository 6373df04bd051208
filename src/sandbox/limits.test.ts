import { expect, test } from 'vitest'
import { DEFAULT_LIMITS, limitsFor } from './limits.ts'

test('a cell that asks for nothing has the usual limits', () => {
  expect(limitsFor({})).toEqual(DEFAULT_LIMITS)
})

test('a cell may ask for more time', () => {
  expect(limitsFor({ realTime: 30_000 })).toEqual({ ...DEFAULT_LIMITS, realTime: 30_000 })
})

test('a cell may ask for more records, and gets as many spans and five times as many changes', () => {
  expect(limitsFor({ records: 100_000 })).toEqual({
    ...DEFAULT_LIMITS,
    records: 100_000,
    spans: 100_000,
    changes: 500_000,
  })
})
