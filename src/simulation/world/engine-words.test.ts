import { describe, expect, test } from 'vitest'
import { commonWords, inCommonWords } from './engine-words.ts'

describe('the words of V8 are given', () => {
  test.each<[firefox: string, v8: string]>([
    [
      `can't access property "cup", order is null`,
      "Cannot read properties of null (reading 'cup')",
    ],
    [
      `can't access property "cup" of undefined`,
      "Cannot read properties of undefined (reading 'cup')",
    ],
    [
      `can't access property "name", [...].find(...) is undefined`,
      "Cannot read properties of undefined (reading 'name')",
    ],
    [
      `can't access property 0, order.lines is undefined`,
      "Cannot read properties of undefined (reading '0')",
    ],
    [`can't access property Symbol.iterator, o.p is null`, 'o.p is not iterable'],
    [`can't access property Symbol.iterator of undefined`, 'undefined is not iterable'],
    [
      `can't access lexical declaration 'tea' before initialization`,
      "Cannot access 'tea' before initialization",
    ],
    [`invalid assignment to const 'tea'`, 'Assignment to constant variable.'],
    ['assignment to undeclared variable tea', 'tea is not defined'],
    [
      `can't define property "b": Object is not extensible`,
      'Cannot add property b, object is not extensible',
    ],
    ['too much recursion', 'Maximum call stack size exceeded'],
  ])('for “%s”', (firefox, v8) => {
    expect(commonWords(firefox)).toBe(v8)
  })
})

test.each([
  "Cannot read properties of null (reading 'cup')",
  'order is null',
  'the bank says: too much recursion',
  `can't access property`,
  '',
])('“%s” stays as it is', (message) => {
  expect(commonWords(message)).toBe(message)
})

test('in V8 every error keeps its words', () => {
  const error = new TypeError('too much recursion')
  expect(inCommonWords(error)).toBe(error)
  expect(error.message).toBe('too much recursion')
})
