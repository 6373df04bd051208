/** A plain text field as a code editor, for touch screens. */

import type { CodeEditor, EditorOptions } from './code-editor.ts'

export function openPlainEditor(
  host: HTMLElement,
  { name, sources, onChange, onRun }: EditorOptions,
): CodeEditor {
  const field = document.createElement('textarea')
  field.className = 'plain-editor'
  field.value = sources[name] ?? ''
  field.spellcheck = false
  field.setAttribute('aria-label', `Code of ${name}`)
  field.setAttribute('autocapitalize', 'off')
  field.setAttribute('autocorrect', 'off')
  field.wrap = 'off'
  const adjustHeight = () => {
    field.rows = field.value.split('\n').length
  }
  field.addEventListener('input', () => {
    adjustHeight()
    onChange(field.value)
  })
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onRun()
    }
  })
  adjustHeight()
  host.append(field)
  return {
    focus: () => field.focus(),
    text: () => field.value,
    setText: (text) => {
      field.value = text
      adjustHeight()
    },
  }
}
