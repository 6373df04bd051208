/** A text range is a stretch of a text in rows and columns, as Monaco counts it. */

import { type editor, Range } from 'monaco-editor/editor'

/** @param stretch in UTF-16 units from the beginning of the text */
export function rangeOf(
  model: editor.ITextModel,
  { start, length }: { readonly start: number; readonly length: number },
): Range {
  const from = model.getPositionAt(start)
  const to = model.getPositionAt(start + length)
  return new Range(from.lineNumber, from.column, to.lineNumber, to.column)
}
