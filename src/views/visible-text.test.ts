import { expect, test } from 'vitest'
import { visibleText } from './visible-text.ts'

test('ordinary text, in any script, stays as it is', () => {
  const text = 'order 1042: naïve café, 注文, हिन्दी, 👩‍🍳'.replace('\u200d', '')
  expect(visibleText(text)).toBe(text)
  expect(visibleText('two\nlines\tand a tab')).toBe('two\nlines\tand a tab')
})

test('what a terminal would obey is spelled out', () => {
  expect(visibleText('\u001b[31mred')).toBe('⟨U+001B⟩[31mred')
  expect(visibleText('bell\u0007')).toBe('bell⟨U+0007⟩')
})

test('what turns the direction of text, or has no width, is spelled out', () => {
  expect(visibleText('abc\u202Edcba')).toBe('abc⟨U+202E⟩dcba')
  expect(visibleText('pay\u200Bments')).toBe('pay⟨U+200B⟩ments')
})

test('half a surrogate pair is spelled out, a whole one is not', () => {
  expect(visibleText('\ud83d')).toBe('⟨U+D83D⟩')
  expect(visibleText('🫖')).toBe('🫖')
})
