import { describe, expect, test } from 'vitest'
import { formatted } from './console-format.ts'

/** What a line says, with its values marked: `paid ‹[object Object]›`. */
const line = (...args: unknown[]) =>
  formatted(args)
    .map((part) => (typeof part === 'string' ? part : `‹${String(part)}›`))
    .join('')

const OBJECT = { order: 1042 }

describe('as §2.2 Formatter says,', () => {
  test.each<[what: string, expected: string, args: unknown[]]>([
    ['one argument stays as it is', '100 %d of it', ['100 %d of it']],
    ['without a specifier nothing is filled in', 'paid 65 ‹true›', ['paid', '65', true]],
    ['a first argument that is no text has no specifiers', '‹7› %s x', [7, '%s', 'x']],
    [
      '%s is what String() makes of it',
      'a 7 true null undefined',
      ['%s %s %s %s %s', 'a', 7, true, null, undefined],
    ],
    ['%s takes a symbol', 'Symbol(id)', ['%s', Symbol('id')]],
    ['%s takes an object', '[object Object]', ['%s', OBJECT]],
    ['%d is what parseInt makes of it', '42 42 NaN', ['%d %d %d', 42.9, '42px', 'px']],
    ['%i is the same', '42 -7', ['%i %i', '42.9', -7.5]],
    ['%d and %i are ten-based', '10 0', ['%d %i', '10', '0x10']],
    ['%d of a symbol is not a number', 'NaN NaN', ['%d %i', Symbol('id'), Symbol('id')]],
    ['%d takes a bigint', '10', ['%d', 10n]],
    ['%f is what parseFloat makes of it', '42.9 0.5 NaN', ['%f %f %f', '42.9px', 0.5, {}]],
    ['%f of a symbol is not a number', 'NaN', ['%f', Symbol('id')]],
    [
      '%o and %O keep an object',
      'a ‹[object Object]› b ‹[object Object]›',
      ['a %o b %O', OBJECT, OBJECT],
    ],
    [
      '%o shows what is no object as the code has it',
      "'tea' 7 undefined 10n",
      ['%o %O %o %o', 'tea', 7, undefined, 10n],
    ],
    [
      '%c takes its style and shows nothing of it',
      'red blue',
      ['%cred %cblue', 'color: red', 'color: blue'],
    ],
    ['specifiers without arguments stay', 'a %s %d', ['%s %s %d', 'a']],
    ['arguments without specifiers follow, each after a space', 'a b ‹7›', ['%s', 'a', 'b', 7]],
    [
      'what is filled in is searched again, as long as there are arguments',
      'x y',
      ['%s', '%s y', 'x'],
    ],
    ['also where it meets what stood before it', '5', ['%%s', 'd', 5]],
    ['an unknown specifier is none', '%x %j a', ['%x %j', 'a']],
  ])('%s', (_, expected, args) => {
    expect(line(...args)).toBe(expected)
  })

  test('an object is the object itself', () => {
    expect(formatted(['%o', OBJECT])[1]).toBe(OBJECT)
  })
})

test('an object that cannot be made a text does not end the program', () => {
  const mute = {
    toString() {
      throw new Error('no')
    },
  }
  expect(line('%s %d %f', mute, mute, mute)).toBe(
    '[could not be read: no] [could not be read: no] [could not be read: no]',
  )
})
