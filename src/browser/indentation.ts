/** Indentation, for a plain text field: what Enter and Tab do to code. */

import type { TextState } from './text-history.ts'

const STEP = '  '

/** Breaks the row at the cursor, and indents the new one as far as the code asks for. */
export function breakRow({ text, start, end }: TextState): TextState {
  const before = text.slice(0, start)
  const after = text.slice(end)
  const indent = /^[ \t]*/.exec(before.slice(before.lastIndexOf('\n') + 1))?.[0] ?? ''
  const opened = /[([{]$/.test(before)
  const inner = `\n${indent}${opened ? STEP : ''}`
  // Between two brackets, the closing one gets a row of its own.
  const closing = opened && /^[)\]}]/.test(after) ? `\n${indent}` : ''
  const cursor = start + inner.length
  return { text: before + inner + closing + after, start: cursor, end: cursor }
}

/** Indents the selected rows by one step, or takes a step away. */
export function indentRows({ text, start, end }: TextState, direction: 'in' | 'out'): TextState {
  const first = text.lastIndexOf('\n', start - 1) + 1
  // A selection that ends at the beginning of a row does not mean that row.
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end
  const rows = text.slice(first, last).split('\n')
  const changed = rows.map((row) => {
    if (direction === 'out') return row.replace(/^(?: {1,2}|\t)/, '')
    return row === '' ? row : STEP + row
  })
  const grown = changed.map((row, index) => row.length - (rows[index] ?? '').length)
  const moved = text.slice(0, first) + changed.join('\n') + text.slice(last)
  const total = grown.reduce((sum, more) => sum + more, 0)
  return {
    text: moved,
    start: Math.max(first, start + (grown[0] ?? 0)),
    end: Math.max(first, end + total),
  }
}
