import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hideStacks, stackOf } from './stack-text.ts'

const FIREFOX = 'pay@https://shop.example/lab-program.js:3:7'

/** Where it is not V8, stacks are read through a getter of the prototype. */
beforeAll(() => {
  Object.defineProperty(Error.prototype, 'stack', {
    configurable: true,
    get: () => FIREFOX,
    set(value: string) {
      Object.defineProperty(this, 'stack', { value })
    },
  })
  hideStacks({})
})
afterAll(() => {
  Reflect.deleteProperty(Error.prototype, 'stack')
})

describe('in V8', () => {
  test('a program finds the first line, and the lab the rest', () => {
    const error = new RangeError('no')
    expect(error.stack).toBe('RangeError: no')
    expect(stackOf(error)).toMatch(/^at .*stack-text\.test\.ts:\d+:\d+/)
  })

  test('an error whose words can’t be read hides its stack all the same', () => {
    const error = new Error('no')
    Object.defineProperty(error, 'message', {
      get() {
        throw new Error('not even this')
      },
    })
    expect(error.stack).not.toContain('stack-text')
    expect(stackOf(error)).toContain('stack-text')
  })
})

test('in Firefox a program finds the first line, and the lab the rest', () => {
  const error = Object.assign(Object.create(Error.prototype), { message: 'no' })
  expect(error.stack).toBe('Error: no')
  expect(stackOf(error)).toBe(FIREFOX)
  error.stack = 'from the bank'
  expect(error.stack).toBe('from the bank')
})
