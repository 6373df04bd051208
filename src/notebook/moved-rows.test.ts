import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followRows } from './moved-rows.ts'

/** Where each row of the first text is in the second. */
function follow(before: string, after: string): (number | undefined)[] {
  const rowNow = followRows(before, after)
  return before.split('\n').map((_, index) => rowNow(index + 1))
}

describe('rows of an edited text', () => {
  test('stay where they are if nothing changed', () => {
    expect(follow('a\nb', 'a\nb')).toEqual([1, 2])
  })

  test('move down below a new row', () => {
    expect(follow('a\nb\nc', 'a\nnew\nb\nc')).toEqual([1, 3, 4])
  })

  test('move up below a deleted row, which is gone', () => {
    expect(follow('a\nb\nc', 'a\nc')).toEqual([1, undefined, 2])
  })

  test('are gone when they were changed', () => {
    expect(follow('a\nb\nc', 'a\nB\nc')).toEqual([1, undefined, 3])
  })

  test('are found between two changes', () => {
    expect(follow('a\nb\nc\nd\ne', 'A\nb\nnew\nc\nd\nE')).toEqual([undefined, 2, 4, 5, undefined])
  })

  test('are gone between two changes that are too far apart to compare', () => {
    const rows = Array.from({ length: 600 }, (_, index) => `row ${index}`)
    const changed = ['first', ...rows.slice(1, -1), 'last']
    const rowNow = followRows(rows.join('\n'), changed.join('\n'))
    expect(rowNow(300)).toBeUndefined()
  })

  test('do not exist outside the text', () => {
    const rowNow = followRows('a\nb', 'a\nb\nc')
    expect(rowNow(0)).toBeUndefined()
    expect(rowNow(3)).toBeUndefined()
  })

  test('are only ever followed to a row with the same text, and in the same order', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '', '}'), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (old, now) => {
        const before = old.join('\n')
        const after = now.join('\n')
        const found = follow(before, after)
        const rows = after.split('\n')
        let last = 0
        for (const [index, row] of found.entries()) {
          if (row === undefined) continue
          expect(rows[row - 1]).toBe(before.split('\n')[index])
          expect(row).toBeGreaterThan(last)
          last = row
        }
      }),
    )
  })
})
