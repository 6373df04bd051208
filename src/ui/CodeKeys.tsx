/** The line under an open editor: which editor it is, how to leave it, and what its keys do. */

import type { CodeEditor, EditorMode } from '../browser/code-editor.ts'

interface CodeKeysProps {
  readonly id: string
  readonly mode: EditorMode
  /** The next Tab leaves the editor. */
  readonly isLeaving: boolean
  readonly editor: () => CodeEditor | undefined
}

export function CodeKeys({ id, mode, isLeaving, editor }: CodeKeysProps) {
  const isPlain = mode.kind === 'plain' && mode.because !== 'loading'
  return (
    <div class="code-keys">
      {isPlain && (
        <span class="code-steps">
          <button type="button" class="button quiet" onClick={() => editor()?.undo()}>
            Undo
          </button>
          <button type="button" class="button quiet" onClick={() => editor()?.redo()}>
            Redo
          </button>
        </span>
      )}
      <p id={id} role="status">
        {isLeaving ? 'Tab leaves the editor now.' : hintOf(mode)}
      </p>
      {mode.kind === 'full' && <FullKeys onFormat={() => editor()?.format()} />}
      {noteOf(mode) && <p role="status">{noteOf(mode)}</p>}
    </div>
  )
}

function hintOf(mode: EditorMode): string {
  return mode.kind === 'plain' && mode.because !== 'loading'
    ? 'Ctrl or ⌘ + Enter runs · Tab leaves; with rows selected, it indents them'
    : 'Ctrl or ⌘ + Enter runs · Esc, then Tab, leaves the editor'
}

function noteOf(mode: EditorMode): string | undefined {
  if (mode.kind === 'full') return mode.trouble
  if (mode.because !== 'failed') return undefined
  return `The full editor could not be loaded (${mode.reason}); this one does the same work without completion.`
}

const KEYS = [
  ['Ctrl + Space', 'suggests what fits at the cursor'],
  ['Shift + Alt + F', 'lays the code out'],
  ['Ctrl or ⌘ + /', 'turns rows into comments and back'],
  ['Ctrl or ⌘ + F', 'finds and replaces'],
  ['F2', 'renames a name, in every cell that uses it'],
  ['F12', 'goes to where a name comes from'],
  ['F8', 'goes to the next problem'],
  ['Ctrl + M', 'lets Tab leave until it is pressed again (on a Mac: Ctrl + Shift + M)'],
] as const

function FullKeys({ onFormat }: { readonly onFormat: () => void }) {
  return (
    <>
      <button type="button" class="link" onClick={onFormat}>
        Lay out
      </button>
      <details>
        <summary>All keys</summary>
        <dl>
          {KEYS.map(([keys, effect]) => (
            <div key={keys}>
              <dt>{keys}</dt>
              <dd>{effect}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}
