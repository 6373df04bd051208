import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const names = ['logger', 'setLevel', 'explain', 'LEVELS', 'span']

test.each([
  ['setLevle', 'setLevel'],
  ['loger', 'logger'],
  ['Span', 'span'],
  ['levels', 'LEVELS'],
  ['expalin', 'explain'],
])('“%s” is nearest to “%s”', (name, nearest) => {
  expect(nearestName(name, names)).toBe(nearest)
})

test.each(['useState', 'x', ''])('“%s” is near to nothing', (name) => {
  expect(nearestName(name, names)).toBeUndefined()
})
