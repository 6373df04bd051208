/** Editor keys are what keys do in Monaco here beyond what they do there by themselves. */

import { editor, KeyCode, KeyMod } from 'monaco-editor/editor'
import type { EditorOptions } from '../code-editor.ts'
import { cellAt } from './cell-files.ts'
import { rangeOf } from './text-range.ts'
import type { AskTypeScript } from './typescript-service.ts'

type Instance = editor.IStandaloneCodeEditor

export function addKeys(instance: Instance, options: EditorOptions, ask: AskTypeScript): void {
  const { name, lesson, onLeaving } = options
  // Actions, not commands: Monaco gives a command's key to the editor that was opened last.
  instance.addAction({
    id: 'run-cell',
    label: 'Run the cell',
    keybindings: [KeyMod.CtrlCmd | KeyCode.Enter],
    run: () => lesson.run(name),
  })
  instance.addAction({
    id: 'lay-out',
    label: 'Lay the code out',
    // Monaco's own key on Linux opens the developer tools.
    keybindings: [KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF],
    run: () => instance.trigger('keyboard', 'editor.action.formatDocument', null),
  })
  instance.addAction({
    id: 'next-problem',
    label: 'Go to the next problem',
    keybindings: [KeyCode.F8],
    run: () => goToProblem(instance, 1),
  })
  instance.addAction({
    id: 'previous-problem',
    label: 'Go to the previous problem',
    keybindings: [KeyMod.Shift | KeyCode.F8],
    run: () => goToProblem(instance, -1),
  })
  instance.addAction({
    id: 'go-to-definition',
    label: 'Go to the definition',
    keybindings: [KeyCode.F12],
    run: () => goToDefinition(instance, options, ask),
  })
  instance.onMouseUp(({ event, target }) => {
    if (!(event.ctrlKey || event.metaKey) || !event.leftButton || !target.position) return
    if (instance.getSelections()?.length === 1) goToDefinition(instance, options, ask)
  })
  leaveByEscapeThenTab(instance, onLeaving)
}

/** What Escape closes or takes back first, in Monaco's terms. */
const BUSY = [
  'suggestWidgetVisible',
  'parameterHintsVisible',
  'renameInputVisible',
  'findWidgetVisible',
  'inSnippetMode',
  'editorHasMultipleSelections',
  'editorHoverVisible',
]

/**
 * Tab indents; after Escape it moves on, as the line under the editor says (WCAG 2.1.2). An Escape that closes something
 * in the editor does nothing else.
 */
function leaveByEscapeThenTab(instance: Instance, onLeaving: (isLeaving: boolean) => void): void {
  let isLeaving = false
  const setLeaving = (now: boolean) => {
    if (now !== isLeaving) onLeaving(now)
    isLeaving = now
  }
  instance.addAction({
    id: 'prepare-to-leave',
    label: 'Let Tab leave the editor',
    keybindings: [KeyCode.Escape],
    precondition: BUSY.map((key) => `!${key}`).join(' && '),
    run: () => setLeaving(true),
  })
  instance.onKeyDown((event) => {
    if (event.keyCode === KeyCode.Tab && isLeaving) {
      // Not prevented: the browser moves the focus.
      event.stopPropagation()
    } else if (event.keyCode !== KeyCode.Shift && event.keyCode !== KeyCode.Escape) {
      setLeaving(false)
    }
  })
  instance.onDidBlurEditorText(() => setLeaving(false))
}

/** Moves the cursor to the next marker, round and round, and shows what it says. */
function goToProblem(instance: Instance, step: 1 | -1): void {
  const model = instance.getModel()
  const position = instance.getPosition()
  if (!model || !position) return
  const places = editor
    .getModelMarkers({ resource: model.uri })
    .map(({ startLineNumber, startColumn }) => ({
      lineNumber: startLineNumber,
      column: startColumn,
    }))
    .sort((one, other) => one.lineNumber - other.lineNumber || one.column - other.column)
  const isBefore = (one: typeof position, other: typeof position) => one.isBefore(other)
  const ahead = places.filter((place) =>
    step === 1
      ? isBefore(position, position.with(place.lineNumber, place.column))
      : isBefore(position.with(place.lineNumber, place.column), position),
  )
  const target = step === 1 ? (ahead[0] ?? places[0]) : (ahead.at(-1) ?? places.at(-1))
  if (!target) return
  instance.setPosition(target)
  instance.revealPosition(target)
  instance.trigger('keyboard', 'editor.action.showHover', { focus: 'noAutoFocus' })
}

/** Goes where a name of the lesson comes from; of a name of the lab, shows what it is. */
async function goToDefinition(
  instance: Instance,
  { lesson }: EditorOptions,
  ask: AskTypeScript,
): Promise<void> {
  const model = instance.getModel()
  const position = instance.getPosition()
  if (!model || !position) return
  const typeScript = await ask()
  const found = await typeScript.definitionAt(model.uri.toString(), model.getOffsetAt(position))
  if (!found) return
  const file = cellAt(found.file)
  const target = editor.getModels().find(({ uri }) => uri.toString() === found.file)
  if (file === undefined || !target) {
    instance.trigger('keyboard', 'editor.action.showHover', { focus: 'noAutoFocus' })
    return
  }
  const { startLineNumber: line, startColumn: column } = rangeOf(target, found)
  lesson.visit({ file, line, column })
}
