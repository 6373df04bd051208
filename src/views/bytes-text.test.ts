import { expect, test } from 'vitest'
import { bytesText } from './bytes-text.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1234, '1.23 kB'],
  [999_600, '1 MB'],
  [45_678_901, '45.7 MB'],
  [7.5e12, '7.5 TB'],
  [2e18, '2,000 PB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text)
})

test('what is estimated has fewer digits', () => {
  expect([bytesText(1234, 2), bytesText(45_678_901, 2)]).toEqual(['1.2 kB', '46 MB'])
})
