import { expect, test } from 'vitest'
import { treeIndent } from './tree-indent.ts'

test('a row is indented by two spaces for each step down', () => {
  expect([0, 1, 3].map(treeIndent)).toEqual(['', '  ', '      '])
})

test('a row that is deeper than anybody can follow says how deep it is', () => {
  expect(treeIndent(99_999).trimStart()).toBe('⋯99999 ')
  expect(treeIndent(99_999).length).toBeLessThan(100)
})
