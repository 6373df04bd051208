/** A code place is where in shown code somebody clicked: a row and a column. */

import type { CodePlace } from '../browser/code-editor.ts'

/**
 * @param code an element with the code in a `pre`, its rows parted by line breaks
 * @returns nothing for a click where no text is near
 */
export function codePlaceAt(
  code: HTMLElement,
  { clientX, clientY }: MouseEvent,
): CodePlace | undefined {
  const text = code.querySelector('pre')
  const caret = caretAt(clientX, clientY)
  if (!caret || !text?.contains(caret.node)) return undefined
  const before = document.createRange()
  before.setStart(text, 0)
  before.setEnd(caret.node, caret.offset)
  const rows = before.toString().split('\n')
  return { line: rows.length, column: (rows.at(-1) ?? '').length + 1 }
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
