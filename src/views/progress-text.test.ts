import { expect, test } from 'vitest'
import { progressText } from './progress-text.ts'

test('progress is told in numbers, and with an estimate once there is one', () => {
  expect(progressText({ done: 0, total: 5_000_000 })).toBe('0 of 5,000,000')
  expect(progressText({ done: 1_200_000, total: 5_000_000, left: 3_100 })).toBe(
    '1,200,000 of 5,000,000 · about 4 s left',
  )
})
