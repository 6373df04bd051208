/** The workspace is what all Monaco editors of a page share: the cells' texts, TypeScript, and the look. */

import { languages } from 'monaco-editor/editor'
import editorWorkerUrl from 'monaco-editor/editor/editor.worker?worker&url'
import { conf } from 'monaco-editor/languages/definitions/typescript/typescript'
import styleUrl from '../../../node_modules/monaco-editor/min/vs/editor/editor.main.css?url'
import type { EditedLesson } from '../code-editor.ts'
import { trustedScript } from '../trusted-types.ts'
import { CellModels } from './cell-models.ts'
import { registerFeatures } from './language-features.ts'
import { applyTheme } from './monaco-theme.ts'
import { TypeChecker } from './type-checker.ts'
import { type AskTypeScript, startTypeScript } from './typescript-service.ts'

export interface Workspace {
  readonly models: CellModels
  readonly ask: AskTypeScript
  /** Calls back if types, completion and renaming are gone: at once, if they are already. */
  onTrouble(listener: () => void): void
}

let workspace: Promise<Workspace> | undefined

/** The workspace of the page's lesson. Made once; if that fails, the next one who asks tries again. */
export function openWorkspace(lesson: EditedLesson): Promise<Workspace> {
  workspace ??= makeWorkspace(lesson).catch((error) => {
    workspace = undefined
    throw error
  })
  return workspace
}

async function makeWorkspace(lesson: EditedLesson): Promise<Workspace> {
  self.MonacoEnvironment = {
    ...self.MonacoEnvironment,
    getWorker: () => new Worker(trustedScript(editorWorkerUrl), { type: 'module' }),
  }
  await loadStyles()
  languages.register({ id: 'typescript', extensions: ['.ts'] })
  languages.setLanguageConfiguration('typescript', conf)
  // Without colours the editor is still an editor.
  await applyTheme().catch(() => {})

  const troubled = Promise.withResolvers<void>()
  const service = startTypeScript(troubled.resolve)
  const checker = new TypeChecker()
  const models = new CellModels(lesson, (name) => checker.expect(name, check))
  function check() {
    checker
      .check(models, service, (name, found) => {
        lesson.typeChecks.value = new Map(lesson.typeChecks.peek()).set(name, found)
      })
      .catch(troubled.resolve)
  }
  const ask: AskTypeScript = () => service.over(models.files)
  const features = registerFeatures(ask, (file) => models.isCell(file))
  troubled.promise.then(() => {
    for (const feature of features) feature.dispose()
  })
  return { models, ask, onTrouble: (listener) => troubled.promise.then(listener) }
}

let styles: Promise<void> | undefined

function loadStyles(): Promise<void> {
  styles ??= new Promise<void>((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = styleUrl
    link.onload = () => resolve()
    link.onerror = () => {
      link.remove()
      styles = undefined
      reject(new Error('its styles did not arrive'))
    }
    document.head.append(link)
  })
  return styles
}
