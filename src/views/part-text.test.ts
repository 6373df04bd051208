import { expect, test } from 'vitest'
import { partText } from './part-text.ts'

test.each([
  [0, 0, '–'],
  [0, 9, '0 %'],
  [1, 100_000, 'under 0.1 %'],
  [1, 200, '0.5 %'],
  [1, 3, '33 %'],
  [999, 1000, '99.9 %'],
  [99_999, 100_000, 'over 99.9 %'],
  [7, 7, '100 %'],
])('%d of %d is %s', (part, whole, text) => {
  expect(partText(part, whole)).toBe(text)
})
