/** A code place is where in shown code somebody clicked: a row and a column. */

import type { CodePlace } from '../browser/code-editor.ts'

/**
 * @param code the element that holds the rows, each with the class `line`
 * @returns the end of the row for a click beside its text
 */
export function codePlaceAt(code: HTMLElement, { clientX, clientY }: MouseEvent): CodePlace {
  const rows = [...code.querySelectorAll('.line')]
  const caret = caretAt(clientX, clientY)
  const row = caret && elementOf(caret.node)?.closest('.line')
  const line = row ? rows.indexOf(row) + 1 : rowAt(code, rows.length, clientY)
  if (!caret || !row || line === 0) return { line: Math.max(1, line) }
  const before = document.createRange()
  before.setStart(row, 0)
  before.setEnd(caret.node, caret.offset)
  return { line, column: before.toString().length + 1 }
}

interface Caret {
  readonly node: Node
  readonly offset: number
}

function caretAt(x: number, y: number): Caret | undefined {
  const found = document.caretPositionFromPoint?.(x, y)
  if (found) return { node: found.offsetNode, offset: found.offset }
  // WebKit knew only this one for long.
  const range = document.caretRangeFromPoint?.(x, y)
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement
}

/** The row at a height, from 1. */
function rowAt(code: HTMLElement, rows: number, y: number): number {
  const { top, height } = code.getBoundingClientRect()
  return Math.min(rows, Math.max(1, Math.ceil(((y - top) / height) * rows)))
}
