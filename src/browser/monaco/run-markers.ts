/** Run markers underline in the code what a run ended with. */

import { editor, MarkerSeverity } from 'monaco-editor/editor'
import type { Problem } from '../../sandbox/explain.ts'
import type { SourcePosition } from '../../telemetry/source-position.ts'

/** Under this name, Monaco keeps what runs ended with. */
const OWNER = 'run'

/** @param problems those without a place in this cell are left out */
export function markRunProblems(
  model: editor.ITextModel,
  name: string,
  problems: readonly Problem[],
): void {
  const markers = problems.flatMap(({ title, position }) =>
    position?.file === name ? [markerAt(model, position, title)] : [],
  )
  editor.setModelMarkers(model, OWNER, markers)
}

/** Underlines the word at a place, or the rest of the row if no word is there. */
function markerAt(
  model: editor.ITextModel,
  { line, column }: SourcePosition,
  message: string,
): editor.IMarkerData {
  const lineNumber = Math.min(Math.max(line, 1), model.getLineCount())
  const word = model.getWordAtPosition({ lineNumber, column })
  return {
    severity: MarkerSeverity.Error,
    message,
    source: 'this run',
    startLineNumber: lineNumber,
    startColumn: word?.startColumn ?? Math.min(column, model.getLineMaxColumn(lineNumber)),
    endLineNumber: lineNumber,
    endColumn: word?.endColumn ?? model.getLineMaxColumn(lineNumber),
  }
}
