import { describe, expect, test } from 'vitest'
import { breakRow, indentRows } from './indentation.ts'
import type { TextState } from './text-history.ts'

/** A text in which `|` stands for the cursor, or two of them for a selection. */
function state(marked: string): TextState {
  const [before = '', selected, after] = marked.split('|')
  if (after === undefined) {
    return { text: before + selected, start: before.length, end: before.length }
  }
  const end = before.length + (selected ?? '').length
  return { text: before + selected + after, start: before.length, end }
}

function marked({ text, start, end }: TextState): string {
  if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`
  return `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`
}

describe('Enter', () => {
  test.each([
    ['keeps the indentation of the row', '  tea()|', '  tea()\n  |'],
    ['indents after an open bracket', 'if (hot) {|', 'if (hot) {\n  |'],
    ['gives a closing bracket a row of its own', '  [|]', '  [\n    |\n  ]'],
    ['takes the rest of the row along', 'a|b', 'a\n|b'],
    ['replaces what is selected', 'a|bc|d', 'a\n|d'],
    ['works in an empty text', '|', '\n|'],
  ])('%s', (_, before, after) => {
    expect(marked(breakRow(state(before)))).toBe(after)
  })
})

describe('Tab with rows selected', () => {
  test.each([
    ['indents every row', 'in', '|a\nb|', '  |a\n  b|'],
    ['leaves empty rows empty', 'in', '|a\n\nb|', '  |a\n\n  b|'],
    ['does not mean a row that is not reached', 'in', '|a\n|b', '  |a\n|b'],
    ['takes a step away', 'out', '  |a\n    b|', '|a\n  b|'],
    ['takes away what is there', 'out', '| a\nb|', '|a\nb|'],
    ['takes a tab for a step', 'out', '\t|a|', '|a|'],
  ] as const)('%s', (_, direction, before, after) => {
    expect(marked(indentRows(state(before), direction))).toBe(after)
  })
})
