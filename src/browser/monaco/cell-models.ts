/** Cell models are the texts that Monaco edits: one for each cell of the lesson, in step with the notebook both ways. */

import { effect } from '@preact/signals'
import { editor, Uri } from 'monaco-editor/editor'
import type { Sources } from '../../lesson/cell-graph.ts'
import { sourcesOf } from '../../notebook/notebook.ts'
import type { EditedLesson } from '../code-editor.ts'
import { changeBetween } from '../text-change.ts'
import { cellAt, cellFile } from './cell-files.ts'

export class CellModels {
  readonly #models = new Map<string, editor.ITextModel>()
  readonly #lesson: EditedLesson
  /** The notebook is being followed: what changes now is known there. */
  #isFollowing = false

  readonly #onChange: (name: string) => void

  /** @param onChange called with each cell at first, and whenever its text has changed, whoever changed it */
  constructor(lesson: EditedLesson, onChange: (name: string) => void) {
    this.#lesson = lesson
    this.#onChange = onChange
    effect(() => this.#follow(sourcesOf(lesson.notebook.value)))
  }

  /** The text of every cell. */
  get sources(): Sources {
    return Object.fromEntries([...this.#models].map(([name, model]) => [name, textOf(model)]))
  }

  /** The addresses of all cells. */
  get files(): readonly Uri[] {
    return [...this.#models.values()].map(({ uri }) => uri)
  }

  model(name: string): editor.ITextModel | undefined {
    return this.#models.get(name)
  }

  /** Whether a file can be edited: what lies beside the cells can't. */
  isCell(file: Uri): boolean {
    const name = cellAt(file.toString())
    return name !== undefined && this.#lesson.notebook.peek().cells.has(name)
  }

  /** Lets undo go back to earlier texts of a cell, oldest first. What could be undone so far is forgotten. */
  replay(name: string, earlier: readonly string[]): void {
    const model = this.#models.get(name)
    const [first, ...rest] = earlier
    if (!model || first === undefined) return
    const present = textOf(model)
    this.#withoutTelling(() => {
      model.setValue(first)
      model.setEOL(editor.EndOfLineSequence.LF)
      for (const text of [...rest, present]) replaceText(model, text)
    })
  }

  #follow(sources: Sources): void {
    this.#withoutTelling(() => {
      for (const [name, source] of Object.entries(sources)) {
        const model = this.#models.get(name)
        if (!model) this.#create(name, source)
        else if (textOf(model) !== source) replaceText(model, source)
      }
    })
  }

  #create(name: string, source: string): void {
    const model = editor.createModel(source, 'typescript', Uri.parse(cellFile(name)))
    // A text of one row would take the line breaks of the system.
    model.setEOL(editor.EndOfLineSequence.LF)
    model.updateOptions({ tabSize: 2, insertSpaces: true })
    model.onDidChangeContent(() => {
      if (!this.#isFollowing) this.#lesson.edit(name, textOf(model))
      this.#onChange(name)
    })
    this.#models.set(name, model)
    this.#onChange(name)
  }

  #withoutTelling(work: () => void): void {
    this.#isFollowing = true
    try {
      work()
    } finally {
      this.#isFollowing = false
    }
  }
}

/** The text of a model as the notebook has it, whatever line breaks the system prefers. */
export function textOf(model: editor.ITextModel): string {
  return model.getValue(editor.EndOfLinePreference.LF)
}

/** Changes no more than it has to, so that cursors stay where they are; a step of undo. */
function replaceText(model: editor.ITextModel, text: string): void {
  const change = changeBetween(textOf(model), text)
  if (!change) return
  const from = model.getPositionAt(change.start)
  const to = model.getPositionAt(change.end)
  model.pushStackElement()
  model.pushEditOperations(
    [],
    [
      {
        range: {
          startLineNumber: from.lineNumber,
          startColumn: from.column,
          endLineNumber: to.lineNumber,
          endColumn: to.column,
        },
        text: change.text,
      },
    ],
    () => null,
  )
  model.pushStackElement()
}
