import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TextHistory, type TextState } from './text-history.ts'

/** A text with the cursor at its end. */
function at(text: string): TextState {
  return { text, start: text.length, end: text.length }
}

describe('a text history', () => {
  test('takes closely typed characters as one step', () => {
    const history = new TextHistory(at(''))
    history.change(at('t'), 'insert', 0)
    history.change(at('te'), 'insert', 200)
    history.change(at('tea'), 'insert', 400)
    expect(history.undo()?.text).toBe('')
    expect(history.redo()?.text).toBe('tea')
  })

  test('begins a new step after a pause', () => {
    const history = new TextHistory(at(''))
    history.change(at('tea'), 'insert', 0)
    history.change(at('teas'), 'insert', 2000)
    expect(history.undo()?.text).toBe('tea')
    expect(history.undo()?.text).toBe('')
    expect(history.undo()).toBeUndefined()
  })

  test('begins a new step when typing turns into deleting, and when the cursor has moved', () => {
    const history = new TextHistory(at(''))
    history.change(at('tea'), 'insert', 0)
    history.change(at('te'), 'delete', 100)
    expect(history.earlierTexts).toEqual(['', 'tea'])
    history.select(0, 0)
    history.change(at('e'), 'delete', 200)
    expect(history.earlierTexts).toEqual(['', 'tea', 'te'])
  })

  test('goes back to texts from before it began', () => {
    const history = new TextHistory(at('three'), ['one', 'two'])
    expect(history.undo()?.text).toBe('two')
    expect(history.undo()?.text).toBe('one')
    expect(history.redo()?.text).toBe('two')
  })

  test('forgets what was undone when something new is typed', () => {
    const history = new TextHistory(at('a'))
    history.change(at('ab'), 'insert', 0)
    history.undo()
    history.change(at('ac'), 'insert', 10)
    expect(history.redo()).toBeUndefined()
    expect(history.undo()?.text).toBe('a')
  })

  test('comes back to what was selected', () => {
    const history = new TextHistory({ text: 'tea', start: 0, end: 0 })
    history.select(0, 3)
    history.change(at(''), 'delete', 0)
    expect(history.undo()).toEqual({ text: 'tea', start: 0, end: 3 })
  })

  test('keeps the last five hundred states', () => {
    const history = new TextHistory(at('0'))
    for (let i = 1; i <= 600; i++) history.change(at(String(i)), 'other', i)
    expect(history.earlierTexts).toHaveLength(500)
    expect(history.undo()?.text).toBe('599')
  })

  test('goes all the way back and all the way forward again', () => {
    const texts = fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(texts, (list) => {
        const [first = '', ...rest] = list
        const history = new TextHistory(at(first))
        for (const text of rest) history.change(at(text), 'other', 0)
        while (history.undo()) {}
        expect(history.present.text).toBe(first)
        while (history.redo()) {}
        expect(history.present.text).toBe(list.at(-1))
      }),
    )
  })
})
