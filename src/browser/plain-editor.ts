/** A plain editor is a text field over a coloured copy of its text: for touch screens, and where Monaco is not there. */

import { sourcesOf } from '../notebook/notebook.ts'
import { CodeBackdrop } from './code-backdrop.ts'
import type { CodeEditor, CodePlace, EditorOptions } from './code-editor.ts'
import { breakRow, indentRows } from './indentation.ts'
import { changeKindOf, type PlainAction, plainActionOf, straightQuote } from './plain-keys.ts'
import { changeBetween } from './text-change.ts'
import { type ChangeKind, TextHistory, type TextState } from './text-history.ts'

export class PlainEditor implements CodeEditor {
  readonly #options: EditorOptions
  readonly #field: HTMLTextAreaElement
  readonly #backdrop: CodeBackdrop
  readonly #frame = document.createElement('div')
  readonly #history: TextHistory
  /** What the change that is under way counts as. */
  #kind: ChangeKind = 'other'
  #isComposing = false
  #isPressed = false
  #isLeaving = false

  constructor(host: HTMLElement, options: EditorOptions) {
    const { name, label, lesson, history, shown, hintId } = options
    this.#options = options
    const text = sourcesOf(lesson.notebook.peek())[name] ?? ''
    this.#history = new TextHistory({ text, start: 0, end: 0 }, history)
    this.#field = makeField(label, hintId)
    this.#backdrop = new CodeBackdrop(shown)
    this.#frame.className = 'plain-editor'
    this.#frame.append(this.#backdrop.element, this.#field)
    host.append(this.#frame)
    this.#listen()
    this.#show(this.#history.present)
  }

  hasFocus(): boolean {
    return document.activeElement === this.#field
  }

  /** The reader is in the middle of something: composing a character, or dragging over the text. */
  isBusy(): boolean {
    return this.#isComposing || this.#isPressed
  }

  /** What is selected, in UTF-16 units from the beginning of the text. */
  selection(): Pick<TextState, 'start' | 'end'> {
    const { selectionStart: start, selectionEnd: end } = this.#field
    return { start, end }
  }

  /** The texts that undo would go back to, oldest first. */
  earlierTexts(): readonly string[] {
    return this.#history.earlierTexts
  }

  focus(place?: CodePlace): void {
    if (place) {
      const offset = offsetOf(this.#field.value, place)
      this.#field.setSelectionRange(offset, offset)
    }
    this.#field.focus({ preventScroll: true })
  }

  setText(text: string): void {
    const change = changeBetween(this.#field.value, text)
    if (!change) return
    const cursor = change.start + change.text.length
    this.#history.change({ text, start: cursor, end: cursor }, 'other', performance.now())
    this.#show(this.#history.present)
  }

  /** The margin of the code and the words below it tell where; here nothing is underlined. */
  showRunProblems(): void {}

  undo(): void {
    this.#restore(this.#history.undo())
  }

  redo(): void {
    this.#restore(this.#history.redo())
  }

  /** Layout is TypeScript's work, and TypeScript comes with Monaco. */
  format(): void {}

  close(): void {
    this.#frame.remove()
    document.removeEventListener('pointerup', this.#release)
    document.removeEventListener('pointercancel', this.#release)
  }

  #listen(): void {
    const field = this.#field
    field.addEventListener('beforeinput', (event) => this.#beforeInput(event))
    field.addEventListener('input', () => this.#typed())
    field.addEventListener('keydown', (event) => this.#keyDown(event))
    field.addEventListener('compositionstart', () => {
      this.#isComposing = true
    })
    field.addEventListener('compositionend', () => {
      this.#isComposing = false
    })
    field.addEventListener('pointerdown', () => {
      this.#isPressed = true
    })
    field.addEventListener('blur', () => this.#setLeaving(false))
    document.addEventListener('pointerup', this.#release)
    document.addEventListener('pointercancel', this.#release)
  }

  readonly #release = () => {
    this.#isPressed = false
  }

  #beforeInput(event: InputEvent): void {
    const { start, end } = this.selection()
    this.#history.select(start, end)
    this.#kind = changeKindOf(event)
    const { inputType } = event
    const straight = straightQuote(event)
    if (inputType === 'historyUndo' || inputType === 'historyRedo') {
      event.preventDefault()
      if (inputType === 'historyUndo') this.undo()
      else this.redo()
    } else if (inputType === 'insertLineBreak' && !this.#isComposing) {
      event.preventDefault()
      this.#apply(breakRow(this.#state()))
    } else if (straight !== undefined && matchMedia('(pointer: coarse)').matches) {
      event.preventDefault()
      this.#field.setRangeText(straight, start, end, 'end')
      this.#typed()
    }
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.isComposing) return
    const { start, end } = this.selection()
    const action = plainActionOf(event, start !== end && !this.#isLeaving)
    if (event.key !== 'Shift') this.#setLeaving(action === 'leave')
    if (action === undefined || action === 'leave') return
    event.preventDefault()
    this.#act(action)
  }

  #act(action: Exclude<PlainAction, 'leave'>): void {
    const { name, lesson } = this.#options
    if (action === 'run') lesson.run(name)
    else if (action === 'undo') this.undo()
    else if (action === 'redo') this.redo()
    else this.#apply(indentRows(this.#state(), action))
  }

  #state(): TextState {
    return { text: this.#field.value, ...this.selection() }
  }

  #typed(): void {
    const state = this.#state()
    this.#history.change(state, this.#kind, performance.now())
    this.#backdrop.show(state.text)
    this.#tell(state.text)
  }

  /** Takes over a state that was not typed as it is. */
  #apply(state: TextState): void {
    this.#history.change(state, 'other', performance.now())
    this.#restore(state)
  }

  #restore(state: TextState | undefined): void {
    if (!state) return
    this.#show(state)
    this.#tell(state.text)
  }

  #show({ text, start, end }: TextState): void {
    if (this.#field.value !== text) this.#field.value = text
    this.#field.setSelectionRange(start, end)
    this.#backdrop.show(text)
  }

  #tell(text: string): void {
    const { name, lesson } = this.#options
    lesson.edit(name, text)
  }

  #setLeaving(isLeaving: boolean): void {
    if (isLeaving !== this.#isLeaving) this.#options.onLeaving(isLeaving)
    this.#isLeaving = isLeaving
  }
}

function makeField(label: string, hintId: string): HTMLTextAreaElement {
  const field = document.createElement('textarea')
  field.spellcheck = false
  field.wrap = 'off'
  field.autocapitalize = 'off'
  field.autocomplete = 'off'
  field.setAttribute('autocorrect', 'off')
  field.setAttribute('aria-label', `Code of ${label}`)
  field.setAttribute('aria-describedby', hintId)
  return field
}

/** @returns UTF-16 units from the beginning of the text */
function offsetOf(text: string, { line, column }: CodePlace): number {
  const rows = text.split('\n')
  const index = Math.min(Math.max(line, 1), rows.length) - 1
  const before = rows.slice(0, index).reduce((sum, row) => sum + row.length + 1, 0)
  const { length } = rows[index] ?? ''
  return before + (column === undefined ? length : Math.min(Math.max(column, 1) - 1, length))
}
