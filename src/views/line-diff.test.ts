import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DiffLine, diffLines, foldDiff } from './line-diff.ts'

const SIGNS = { same: ' ', removed: '-', added: '+' }

/** A diff as one reads it: `-old +new  same`. */
const shown = (lines: readonly DiffLine[]) => lines.map(({ kind, text }) => SIGNS[kind] + text)

const diff = (before: string[], after: string[]) =>
  shown(diffLines(before.join('\n'), after.join('\n')))

/** Texts of few different lines, so that much is in common. */
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '}'), { maxLength: 12 })
  .map((lines) => lines.join('\n'))

describe('a line diff', () => {
  test('shows a changed line as one that went and one that came', () => {
    expect(diff(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([' a', '-b', '+x', ' c'])
  })

  test('shows what was put in and what was taken out where it was', () => {
    expect(diff(['a', 'c'], ['a', 'b', 'c'])).toEqual([' a', '+b', ' c'])
    expect(diff(['a', 'b', 'c'], ['a', 'c'])).toEqual([' a', '-b', ' c'])
  })

  test('numbers the lines of both texts', () => {
    expect(diffLines('a\nb', 'x\nb')).toEqual([
      { kind: 'removed', text: 'a', before: 1 },
      { kind: 'added', text: 'x', after: 1 },
      { kind: 'same', text: 'b', before: 2, after: 2 },
    ])
  })

  test('holds both texts whole, whatever they are', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after)
        const side = (gone: DiffLine['kind']) =>
          lines.filter(({ kind }) => kind !== gone).map((line) => line.text)
        expect(side('added').join('\n')).toBe(before)
        expect(side('removed').join('\n')).toBe(after)
      }),
      { seed: 1 },
    )
  })

  test('is as small as can be', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const same = diffLines(before, after).filter(({ kind }) => kind === 'same').length
        expect(same).toBe(longestCommon(before.split('\n'), after.split('\n')))
      }),
      { seed: 1 },
    )
  })

  test('of texts too long to compare takes all between their ends as changed', () => {
    const long = (letter: string) =>
      ['first', ...Array.from({ length: 2100 }, (_, n) => `${letter}${n}`), 'last'].join('\n')
    const lines = diffLines(long('a'), long('b'))
    expect(shown([lines[0], lines[1], lines.at(-1)] as DiffLine[])).toEqual([
      ' first',
      '-a0',
      ' last',
    ])
    expect(lines).toHaveLength(2 + 2 * 2100)
  })
})

describe('folding', () => {
  test('leaves out what is far from a change, and says how much', () => {
    const before = Array.from({ length: 20 }, (_, n) => `${n}`)
    const after = before.with(10, 'x')
    const rows = foldDiff(diffLines(before.join('\n'), after.join('\n')), 2)
    expect(rows.map((row) => (row.kind === 'gap' ? `… ${row.lines}` : row.text))).toEqual([
      '… 8',
      '8',
      '9',
      '10',
      'x',
      '11',
      '12',
      '… 7',
    ])
  })

  test('of a text that did not change leaves one gap', () => {
    expect(foldDiff(diffLines('a\nb', 'a\nb'))).toEqual([{ kind: 'gap', lines: 2 }])
  })

  test('loses no line', () => {
    fc.assert(
      fc.property(text, text, fc.nat({ max: 4 }), (before, after, context) => {
        const lines = diffLines(before, after)
        const rows = foldDiff(lines, context)
        const count = rows.reduce((sum, row) => sum + (row.kind === 'gap' ? row.lines : 1), 0)
        expect(count).toBe(lines.length)
        expect(rows.filter(({ kind }) => kind === 'added' || kind === 'removed')).toEqual(
          lines.filter(({ kind }) => kind !== 'same'),
        )
      }),
      { seed: 1 },
    )
  })
})

/** By trying everything, without the shortcuts. */
function longestCommon(one: readonly string[], other: readonly string[]): number {
  const known = new Map<string, number>()
  const from = (row: number, column: number): number => {
    if (row === one.length || column === other.length) return 0
    const key = `${row} ${column}`
    const found =
      known.get(key) ??
      (one[row] === other[column]
        ? 1 + from(row + 1, column + 1)
        : Math.max(from(row + 1, column), from(row, column + 1)))
    known.set(key, found)
    return found
  }
  return from(0, 0)
}
