/** A code editor is what a cell asks of whatever the reader types into. */

import type { ReadonlySignal, Signal } from '@preact/signals'
import type { TypeCheck } from '../notebook/cell-problems.ts'
import type { Notebook } from '../notebook/notebook.ts'
import type { Problem } from '../sandbox/explain.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'

/** A place in the code of a cell. */
export interface CodePlace {
  /** From 1. */
  readonly line: number
  /** From 1; without it, the end of the row. */
  readonly column?: number
}

export interface CodeEditor {
  /** @param place where the cursor goes; without one it stays where it was */
  focus(place?: CodePlace): void
  /** Replaces the text; the reader can undo it. */
  setText(text: string): void
  /** Marks what a run ended with, where it stands. */
  showRunProblems(problems: readonly Problem[]): void
  undo(): void
  redo(): void
  /** Lays the code out; only the full editor can. */
  format(): void
}

/** The lesson that an editor works on. */
export interface EditedLesson {
  readonly notebook: ReadonlySignal<Notebook>
  /** What TypeScript said last, by cell. */
  readonly typeChecks: Signal<ReadonlyMap<string, TypeCheck>>
  edit(name: string, source: string): void
  run(name: string): void
  /** Takes the reader to a place in a cell, this one or another. */
  visit(place: SourcePosition): void
}

export interface EditorOptions {
  /** The cell's file name. */
  readonly name: string
  /** What its code is called, for those who don't see where it stands. */
  readonly label: string
  readonly lesson: EditedLesson
  /** Texts from before the editor was opened, to which undo goes back: oldest first, without the present one. */
  readonly history: readonly string[]
  /** The coloured code that the editor takes the place of. */
  readonly shown: HTMLElement
  /** The element that says how to leave the editor. */
  readonly hintId: string
  /** Called at once with the first mode, and again with each later one. */
  readonly onMode: (mode: EditorMode) => void
  /** Called with true when the next Tab will leave the editor, and with false when it won't any more. */
  readonly onLeaving: (isLeaving: boolean) => void
}

/** Which editor it is, and why. */
export type EditorMode =
  /** The full editor; with what of it does not work, if something doesn't. */
  | { readonly kind: 'full'; readonly trouble?: string }
  | { readonly kind: 'plain'; readonly because: 'touch' | 'loading' }
  | { readonly kind: 'plain'; readonly because: 'failed'; readonly reason: string }
