import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tooDeepAt } from './nesting.ts'

describe('brackets stand open', () => {
  test.each<[source: string, deepest: number]>([
    ['', 0],
    ['a(b)(c)', 1],
    ['a([{}])', 3],
    ['((()))', 3],
    [`f(\`a${'$'}{g(\`b${'$'}{h()}\`)}\`)`, 7],
    ['f(\'((((\', "[[[[")', 1],
    ["f('it\\'s (')", 1],
    ['// ((((\n f()', 1],
    ['/* (((( */ f()', 1],
    ['`((((` + f()', 1],
    [`\`\\\`((${'$'}{f()}\``, 3],
    ["f('never closed\ng(h())", 3],
    [')))((', 2],
    ['/* never closed (((', 0],
  ])('in %s: %d at once', (source, deepest) => {
    expect(tooDeepAt(source, deepest)).toBeUndefined()
    if (deepest > 0) expect(tooDeepAt(source, deepest - 1)).toBeDefined()
  })
})

test('the place is that of the bracket that is too much', () => {
  expect(tooDeepAt('a(b(c(d)))', 2)).toBe(5)
})

test('it ends for any text, and a text without brackets is never too deep', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab(\'"`$[]/*\\\n{})') }), (source) => {
      const at = tooDeepAt(source, 3)
      expect(at === undefined || at < source.length).toBe(true)
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', "'", '/', '*') }), (source) => {
      expect(tooDeepAt(source, 0)).toBeUndefined()
    }),
  )
})
