/** The type checker checks cells again when they have changed, and those that import them. */

import { editor, MarkerSeverity } from 'monaco-editor/editor'
import { closureOf, type Sources } from '../../lesson/cell-graph.ts'
import type { TypeCheck, TypeProblem } from '../../notebook/cell-problems.ts'
import { type CellModels, textOf } from './cell-models.ts'
import type { CheckedProblem } from './cell-typescript.ts'
import type { TypeScriptService } from './typescript-service.ts'

/** After the last change, before cells are checked. Milliseconds. */
const PAUSE = 250

/** Under this name, Monaco keeps what TypeScript objects to. */
const OWNER = 'typescript'

export class TypeChecker {
  readonly #changed = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Notes that a cell has changed, and checks what that means when no more changes come. */
  expect(name: string, check: () => void): void {
    this.#changed.add(name)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(check, PAUSE)
  }

  /** @param onChecked called with each cell that was checked */
  async check(
    models: CellModels,
    service: TypeScriptService,
    onChecked: (name: string, check: TypeCheck) => void,
  ): Promise<void> {
    const changed = [...this.#changed]
    this.#changed.clear()
    for (const name of affectedBy(changed, models.sources)) {
      const model = models.model(name)
      if (!model) continue
      const version = model.getVersionId()
      const source = textOf(model)
      const typeScript = await service.over(models.files)
      const found = await typeScript.check(model.uri.toString())
      // What has changed in the meantime is checked again anyway.
      if (model.getVersionId() !== version) continue
      const problems = withoutRepeats(found)
      editor.setModelMarkers(
        model,
        OWNER,
        problems.map((problem) => markerOf(model, problem)),
      )
      onChecked(name, {
        source,
        problems: problems.map((problem) => typeProblemOf(name, model, problem)),
      })
    }
  }
}

/** The files that have changed, and all that import them. */
function affectedBy(changed: readonly string[], sources: Sources): string[] {
  return Object.keys(sources).filter((name) => {
    const needed = closureOf(sources, name)
    return changed.some((file) => Object.hasOwn(needed, file))
  })
}

/** One slip can make a parser say the same twice in a row. */
function withoutRepeats(problems: readonly CheckedProblem[]): CheckedProblem[] {
  return problems.filter(
    ({ message }, index) => index === 0 || problems[index - 1]?.message !== message,
  )
}

function markerOf(
  model: editor.ITextModel,
  { message, start, end }: CheckedProblem,
): editor.IMarkerData {
  const from = model.getPositionAt(start)
  const to = model.getPositionAt(end)
  return {
    severity: MarkerSeverity.Error,
    message,
    source: 'TypeScript',
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  }
}

function typeProblemOf(
  file: string,
  model: editor.ITextModel,
  { message, code, start, fix }: CheckedProblem,
): TypeProblem {
  const { lineNumber: line, column } = model.getPositionAt(start)
  return { title: message, code, position: { file, line, column }, ...(fix && { fix }) }
}
