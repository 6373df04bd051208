import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeBetween } from './text-change.ts'

test('texts that are the same have no change between them', () => {
  expect(changeBetween('tea', 'tea')).toBeUndefined()
})

test('a change is as short as it can be', () => {
  expect(changeBetween('sleep(600)', 'sleep(500)')).toEqual({ start: 6, end: 7, text: '5' })
  expect(changeBetween('aa', 'aaa')).toEqual({ start: 2, end: 2, text: 'a' })
})

test('a character of two units is never cut in half', () => {
  expect(changeBetween('🍵', '🍶')).toEqual({ start: 0, end: 2, text: '🍶' })
  expect(changeBetween('x\u{10437}', 'x\u{10837}')).toEqual({ start: 1, end: 3, text: '\u{10837}' })
})

test('a change makes the new text of the old one', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '🍵', '🍶'), maxLength: 20 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const change = changeBetween(before, after)
      const made = change
        ? before.slice(0, change.start) + change.text + before.slice(change.end)
        : before
      expect(made).toBe(after)
    }),
  )
})
