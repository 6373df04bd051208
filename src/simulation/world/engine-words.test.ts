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
  ])('for “%s”, as Firefox says it', (firefox, v8) => {
    expect(commonWords(firefox)).toBe(v8)
  })

  test.each<[webkit: string, v8: string]>([
    [
      "undefined is not an object (evaluating 'nothing.cup')",
      "Cannot read properties of undefined (reading 'cup')",
    ],
    [
      "null is not an object (evaluating 'order.lines[0]')",
      "Cannot read properties of null (reading '0')",
    ],
    [
      `undefined is not an object (evaluating 'at(0)["the cup"]')`,
      "Cannot read properties of undefined (reading 'the cup')",
    ],
    [
      "order.pay is not a function. (In 'order.pay(1)', 'order.pay' is undefined)",
      'order.pay is not a function',
    ],
    ["Cup is not a constructor (evaluating 'new Cup()')", 'Cup is not a constructor'],
    ["Can't find variable: unheard", 'unheard is not defined'],
    ['Cannot convert a symbol to a string', 'Cannot convert a Symbol value to a string'],
    ['JSON.stringify cannot serialize BigInt.', 'Do not know how to serialize a BigInt'],
    ['0 is an invalid divisor value.', 'Division by zero'],
    ['Array length must be a positive integer of safe magnitude.', 'Invalid array length'],
    ['Maximum call stack size exceeded.', 'Maximum call stack size exceeded'],
  ])('for “%s”, as WebKit says it', (webkit, v8) => {
    expect(commonWords(webkit)).toBe(v8)
  })
})

test.each([
  "Cannot read properties of null (reading 'cup')",
  'order is null',
  'the bank says: too much recursion',
  `can't access property`,
  "undefined is not an object (evaluating 'nothing')",
  "undefined is not an object (evaluating 'pay()')",
  '',
])('“%s” stays as it is', (message) => {
  expect(commonWords(message)).toBe(message)
})

test('in V8 every error keeps its words', () => {
  const error = new TypeError('too much recursion')
  expect(inCommonWords(error)).toBe(error)
  expect(error.message).toBe('too much recursion')
})
