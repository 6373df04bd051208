/** A code editor is what a cell asks of whatever the reader types into. */

import type { Sources } from '../lesson/cell-graph.ts'
import type { Problem } from '../sandbox/explain.ts'

export interface CodeEditor {
  /** @param row where the cursor goes, from 1; without one it stays where it was */
  focus(row?: number): void
  text(): string
  /** Replaces the text; the reader can undo it. */
  setText(text: string): void
}

export interface EditorOptions {
  /** The cell's file name. */
  readonly name: string
  /** All cells of the lesson: types flow between them. */
  readonly sources: Sources
  readonly onChange: (text: string) => void
  /** What TypeScript has to say about the code, each time it changes its mind. */
  readonly onTypeProblems: (problems: readonly Problem[]) => void
  readonly onRun: () => void
}
