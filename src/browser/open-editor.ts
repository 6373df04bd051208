/**
 * Opens a cell's editor: a plain one at once, and Monaco in its place as soon as it is there. Where fingers type, or
 * where Monaco can't be had, the plain one stays.
 */

import type { CodeEditor, EditorOptions } from './code-editor.ts'
import { PlainEditor } from './plain-editor.ts'
import { trustedEditor } from './trusted-types.ts'

/** The reader can type when this returns. */
export function openEditor(host: HTMLElement, options: EditorOptions): CodeEditor {
  const plain = new PlainEditor(host, options)
  let current: CodeEditor = plain
  // Monaco does not support touch keyboards.
  if (matchMedia('(pointer: coarse)').matches) {
    options.onMode({ kind: 'plain', because: 'touch' })
  } else {
    options.onMode({ kind: 'plain', because: 'loading' })
    replaceByMonaco(host, plain, options).then(
      (monaco) => {
        current = monaco
        options.onMode({ kind: 'full' })
      },
      (error) => {
        options.onMode({ kind: 'plain', because: 'failed', reason: reasonOf(error) })
      },
    )
  }
  return {
    focus: (place) => current.focus(place),
    setText: (text) => current.setText(text),
    showRunProblems: (problems) => current.showRunProblems(problems),
    undo: () => current.undo(),
    redo: () => current.redo(),
    format: () => current.format(),
  }
}

async function replaceByMonaco(
  host: HTMLElement,
  plain: PlainEditor,
  options: EditorOptions,
): Promise<CodeEditor> {
  // Before it is loaded: it asks while it is.
  self.MonacoEnvironment ??= { createTrustedTypesPolicy: trustedEditor }
  const { openMonaco } = await import('./monaco/monaco-editor.ts')
  const layer = document.createElement('div')
  layer.className = 'full-editor'
  // It is made ready out of sight.
  layer.dataset.waiting = ''
  host.append(layer)
  try {
    const monaco = await openMonaco(layer, options)
    monaco.onTrouble(() => options.onMode({ kind: 'full', trouble: NO_TYPES }))
    while (plain.isBusy()) await new Promise((resolve) => setTimeout(resolve, 50))
    const hadFocus = plain.hasFocus()
    monaco.takeOver(plain.selection(), plain.earlierTexts())
    delete layer.dataset.waiting
    plain.close()
    if (hadFocus) monaco.focus()
    return monaco
  } catch (error) {
    layer.remove()
    throw error
  }
}

const NO_TYPES = 'Types and completion could not be loaded.'

/** Why Monaco is not there, in words for whoever waits for it. */
function reasonOf(error: unknown): string {
  if (!navigator.onLine) return 'there is no connection'
  if (error instanceof TypeError) return 'its files did not arrive'
  return 'it did not start'
}
