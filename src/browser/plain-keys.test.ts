import { describe, expect, test } from 'vitest'
import { changeKindOf, plainActionOf, straightQuote } from './plain-keys.ts'

function press(key: string, held: string[] = [], indents = false) {
  return plainActionOf(
    {
      key,
      shiftKey: held.includes('Shift'),
      altKey: held.includes('Alt'),
      ctrlKey: held.includes('Control'),
      metaKey: held.includes('Meta'),
    },
    indents,
  )
}

describe('a key in a plain editor', () => {
  test.each([
    ['Enter', ['Control'], 'run'],
    ['Enter', ['Meta'], 'run'],
    ['z', ['Control'], 'undo'],
    ['Z', ['Meta', 'Shift'], 'redo'],
    ['y', ['Control'], 'redo'],
    ['Escape', [], 'leave'],
  ])('%s with %j held means %s', (key, held, action) => {
    expect(press(key, held)).toBe(action)
  })

  test('is left to the browser when it writes', () => {
    expect(press('z')).toBeUndefined()
    expect(press('Enter')).toBeUndefined()
    expect(press('z', ['Control', 'Alt'])).toBeUndefined()
  })

  test('indents only with rows selected', () => {
    expect(press('Tab')).toBeUndefined()
    expect(press('Tab', [], true)).toBe('in')
    expect(press('Tab', ['Shift'], true)).toBe('out')
  })
})

test('a change counts as adding, removing, or a step of its own', () => {
  expect(changeKindOf({ inputType: 'insertText', data: 'a' })).toBe('insert')
  expect(changeKindOf({ inputType: 'insertText', data: ' ' })).toBe('other')
  expect(changeKindOf({ inputType: 'deleteContentBackward', data: null })).toBe('delete')
  expect(changeKindOf({ inputType: 'insertFromPaste', data: 'a' })).toBe('other')
})

test('a curly quote that is typed is a straight one, and one that is pasted is not touched', () => {
  expect(straightQuote({ inputType: 'insertText', data: '“' })).toBe('"')
  expect(straightQuote({ inputType: 'insertText', data: '’' })).toBe("'")
  expect(straightQuote({ inputType: 'insertText', data: 'a' })).toBeUndefined()
  expect(straightQuote({ inputType: 'insertFromPaste', data: '“' })).toBeUndefined()
})
