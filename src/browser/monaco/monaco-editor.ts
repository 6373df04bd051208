/** Monaco as a cell's editor: in the place of the highlighted code, as high, in the same font and colours. */

import { editor } from 'monaco-editor/editor'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/cursorUndo/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/format/register'
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
import type { CodeEditor, EditorOptions } from '../code-editor.ts'
import type { TextState } from '../text-history.ts'
import { addKeys } from './editor-keys.ts'
import { markRunProblems } from './run-markers.ts'
import { rangeOf } from './text-range.ts'
import { openWorkspace } from './workspace.ts'

export interface MonacoEditor extends CodeEditor {
  /** Calls back if types, completion and renaming are gone. */
  onTrouble(listener: () => void): void
  /**
   * Goes on where another editor stopped.
   * @param state what is selected there
   * @param earlier texts that undo goes back to, oldest first, without the present one
   */
  takeOver(state: Pick<TextState, 'start' | 'end'>, earlier: readonly string[]): void
}

/**
 * Opens an editor of a cell.
 * @param host an empty element, laid out but not necessarily visible
 * @throws Error if something that Monaco needs can't be loaded
 */
export async function openMonaco(host: HTMLElement, options: EditorOptions): Promise<MonacoEditor> {
  const { name, label, lesson } = options
  const { models, ask, onTrouble } = await openWorkspace(lesson)
  const model = models.model(name)
  if (!model) throw new Error(`there is no cell “${name}”`)
  const instance = editor.create(host, {
    ...LOOK,
    ...BEHAVIOUR,
    ...measuresOf(host),
    model,
    ariaLabel: `Code of ${label}. Press Escape and then Tab to leave the editor.`,
  })
  fitHeight(host, instance)
  addKeys(instance, options, ask)
  followPage(instance)
  // The first rows are there before anybody sees the editor.
  instance.render(true)

  return {
    focus: (place) => {
      if (place) {
        const lineNumber = Math.min(Math.max(place.line, 1), model.getLineCount())
        const column = place.column ?? model.getLineMaxColumn(lineNumber)
        instance.setPosition({ lineNumber, column })
        instance.revealPosition({ lineNumber, column })
      }
      instance.focus()
    },
    // The models follow the notebook by themselves.
    setText: () => {},
    showRunProblems: (problems) => markRunProblems(model, name, problems),
    undo: () => instance.trigger('button', 'undo', null),
    redo: () => instance.trigger('button', 'redo', null),
    format: () => instance.trigger('button', 'editor.action.formatDocument', null),
    onTrouble,
    takeOver: ({ start, end }, earlier) => {
      models.replay(name, earlier)
      instance.setSelection(rangeOf(model, { start, length: end - start }))
    },
  }
}

/** Nothing but the code: the page has its own margin, and scrolls by itself. */
const LOOK: editor.IEditorOptions = {
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
  renderControlCharacters: true,
  renderLineHighlight: 'none',
  renderValidationDecorations: 'on',
  scrollBeyondLastColumn: 2,
  scrollBeyondLastLine: false,
  scrollbar: { vertical: 'hidden', handleMouseWheel: false, alwaysConsumeMouseWheel: false },
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
  wordWrap: 'off',
}

const BEHAVIOUR: editor.IEditorOptions & editor.IGlobalEditorOptions = {
  accessibilitySupport: 'auto',
  automaticLayout: true,
  contextmenu: false,
  // No row of its own above the code: the margin would not move with the rows.
  find: { addExtraSpaceOnTop: false, seedSearchStringFromSelection: 'selection' },
  quickSuggestions: { other: true, comments: false, strings: false },
  suggest: { showWords: false, showIcons: true },
  tabSize: 2,
  wordBasedSuggestions: 'off',
}

function fitHeight(host: HTMLElement, instance: editor.IStandaloneCodeEditor): void {
  const adjust = () => {
    host.style.height = `${instance.getContentHeight()}px`
  }
  instance.onDidContentSizeChange(adjust)
  adjust()
}

/** What is open over the code stays beside it when the page scrolls. */
function followPage(instance: editor.IStandaloneCodeEditor): void {
  addEventListener('scroll', () => instance.hasWidgetFocus() && instance.render(true), {
    passive: true,
  })
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
