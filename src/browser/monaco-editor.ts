/** Monaco as a cell's editor: in the place of the highlighted code, as high, in the same font and colours. */

import { editor, KeyCode, KeyMod, languages, MarkerSeverity, Uri } from 'monaco-editor/editor'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/cursorUndo/register'
import 'monaco-editor/features/format/register'
import 'monaco-editor/features/gotoError/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/indentation/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/parameterHints/register'
import 'monaco-editor/features/rename/register'
import 'monaco-editor/features/snippet/register'
import 'monaco-editor/features/suggest/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import 'monaco-editor/features/wordOperations/register'
// `features/suggest/register` forgets the controller.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController'
import { labTypes } from 'virtual:lab-types'
import editorWorkerUrl from 'monaco-editor/editor/editor.worker?worker&url'
import typeScriptWorkerUrl from 'monaco-editor/language/typescript/ts.worker?worker&url'
import { typescriptDefaults } from 'monaco-editor/languages/features/typescript/register'
import styleUrl from '../../node_modules/monaco-editor/min/vs/editor/editor.main.css?url'
import { COMPILER_OPTIONS, GLOBAL_TYPES } from '../lesson/cell-types.ts'
import type { Problem } from '../sandbox/explain.ts'
import type { CodeEditor, EditorOptions } from './code-editor.ts'
import { followTheme, loadHighlighter } from './editor-theme.ts'
import { trustedScript } from './trusted-types.ts'

type CompilerOptions = Parameters<typeof typescriptDefaults.setCompilerOptions>[0]

let ready: Promise<void> | undefined

/** Cells of the lesson are files in this folder. */
const CELLS = 'file:///cells/'

export async function openMonaco(host: HTMLElement, options: EditorOptions): Promise<CodeEditor> {
  ready ??= prepare()
  await ready
  const { name, sources, onChange, onTypeProblems, onRun } = options
  for (const [file, source] of Object.entries(sources)) modelFor(file, source)
  const model = modelFor(name, sources[name] ?? '')

  const instance = editor.create(host, {
    model,
    ...measuresOf(host),
    ariaLabel: `Code of ${name}. Escape, then Tab, leaves the editor.`,
    automaticLayout: true,
    contextmenu: false,
    fixedOverflowWidgets: true,
    folding: false,
    fontLigatures: false,
    glyphMargin: false,
    guides: { indentation: false },
    hideCursorInOverviewRuler: true,
    lineDecorationsWidth: 0,
    lineNumbers: 'off',
    lineNumbersMinChars: 0,
    minimap: { enabled: false },
    occurrencesHighlight: 'off',
    overviewRulerBorder: false,
    overviewRulerLanes: 0,
    padding: { top: 0, bottom: 0 },
    quickSuggestions: { other: true, comments: false, strings: false },
    renderLineHighlight: 'none',
    renderValidationDecorations: 'on',
    scrollBeyondLastColumn: 2,
    scrollBeyondLastLine: false,
    scrollbar: { vertical: 'hidden', handleMouseWheel: false, alwaysConsumeMouseWheel: false },
    stickyScroll: { enabled: false },
    tabSize: 2,
    wordWrap: 'off',
  })
  const adjustHeight = () => {
    host.style.height = `${instance.getContentHeight()}px`
  }
  instance.onDidContentSizeChange(adjustHeight)
  adjustHeight()
  model.onDidChangeContent(() => onChange(model.getValue()))
  editor.onDidChangeMarkers((changed) => {
    if (changed.some((uri) => uri.toString() === model.uri.toString())) {
      onTypeProblems(typeProblems(model, name))
    }
  })
  instance.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, onRun)
  leaveByEscapeThenTab(instance)

  return {
    focus: (row) => {
      if (row !== undefined) {
        instance.setPosition({ lineNumber: row, column: model.getLineMaxColumn(row) })
      }
      instance.focus()
    },
    text: () => model.getValue(),
    setText: (text) => {
      if (model.getValue() === text) return
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null)
    },
  }
}

/** TypeScript's errors, in the order of the code. */
function typeProblems(model: editor.ITextModel, file: string): Problem[] {
  return editor
    .getModelMarkers({ resource: model.uri })
    .filter(({ severity }) => severity === MarkerSeverity.Error)
    .map(({ message, startLineNumber, startColumn }) => ({
      title: message,
      position: { file, line: startLineNumber, column: startColumn },
    }))
}

/** Loads styles and colours, and tells TypeScript about the lab. */
async function prepare(): Promise<void> {
  self.MonacoEnvironment = {
    ...self.MonacoEnvironment,
    getWorker: (_, label) => {
      const isTypeScript = label === 'typescript' || label === 'javascript'
      const url = isTypeScript ? typeScriptWorkerUrl : editorWorkerUrl
      return new Worker(trustedScript(url), { type: 'module' })
    },
  }
  languages.register({ id: 'typescript', extensions: ['.ts'] })
  typescriptDefaults.setEagerModelSync(true)
  // Monaco's types know fewer options than its TypeScript does.
  typescriptDefaults.setCompilerOptions(COMPILER_OPTIONS as unknown as CompilerOptions)
  typescriptDefaults.addExtraLib(GLOBAL_TYPES, 'file:///lab/globals.d.ts')
  for (const [path, text] of Object.entries(labTypes)) {
    typescriptDefaults.addExtraLib(text, `file:///lab/${path}`)
  }
  await Promise.all([loadStyles(), loadHighlighter()])
  followTheme()
}

function loadStyles(): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = styleUrl
    link.onload = () => resolve()
    link.onerror = () => reject(new Error('The editor’s styles could not be loaded.'))
    document.head.append(link)
  })
}

function modelFor(file: string, source: string): editor.ITextModel {
  const uri = Uri.parse(CELLS + file)
  return editor.getModel(uri) ?? editor.createModel(source, 'typescript', uri)
}

/** The font of the code that the editor replaces. */
function measuresOf(host: HTMLElement): editor.IEditorOptions {
  const { fontFamily, fontSize, lineHeight } = getComputedStyle(host)
  return {
    fontFamily,
    fontSize: Number.parseFloat(fontSize),
    lineHeight: Number.parseFloat(lineHeight),
  }
}

/** Tab indents; after Escape it moves on, as the line under the editor says (WCAG 2.1.2). */
function leaveByEscapeThenTab(instance: editor.IStandaloneCodeEditor): void {
  let isLeaving = false
  instance.onKeyDown((event) => {
    if (event.keyCode === KeyCode.Escape) {
      isLeaving = true
    } else if (event.keyCode === KeyCode.Tab && isLeaving) {
      // Not prevented: the browser moves the focus.
      event.stopPropagation()
      isLeaving = false
    } else if (event.keyCode !== KeyCode.Shift) {
      isLeaving = false
    }
  })
}
