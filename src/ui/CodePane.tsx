/** The code of a cell: highlighted text until the reader wants to change it, then an editor in the same place. */

import { type ReadonlySignal, type Signal, useSignalEffect } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { CodeEditor, CodePlace, EditorMode } from '../browser/code-editor.ts'
import { openEditor } from '../browser/open-editor.ts'
import type { CellProblems } from '../notebook/cell-problems.ts'
import { sourcesOf } from '../notebook/notebook.ts'
import type { Run } from '../notebook/run.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import type { Selection } from '../views/selection.ts'
import { CodeKeys } from './CodeKeys.tsx'
import { ColouredCode } from './ColouredCode.tsx'
import { codePlaceAt } from './code-place.ts'
import { Gutter } from './Gutter.tsx'
import { gutterRows } from './gutter-rows.ts'
import { useNotebook } from './lesson-session.ts'

interface CodePaneProps {
  readonly name: string
  /** The lesson's slug. */
  readonly lesson: string
  /** The one whose output is shown. */
  readonly run: Run
  readonly problems: CellProblems
  readonly selection: Signal<Selection | undefined>
  /** The row that is at work at the moment of a replay. */
  readonly lit: ReadonlySignal<SourcePosition | undefined>
  /** The original code, highlighted. */
  readonly children?: ComponentChildren
}

export function CodePane({ name, lesson, run, problems, selection, lit, children }: CodePaneProps) {
  const { notebook, session, edited } = useNotebook(lesson)
  const pane = useRef<HTMLDivElement>(null)
  const shown = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>()
  const [mode, setMode] = useState<EditorMode>()
  const [isLeaving, setLeaving] = useState(false)
  const hintId = useId()

  const source = sourcesOf(notebook)[name] ?? ''
  const original = notebook.cells.get(name)?.source
  const rows = gutterRows(name, source, run, problems, selection.value, lit.value)

  /** Opens the editor, unless it is open. The reader can type when this returns: a phone shows its keyboard only then. */
  const open = (place?: CodePlace) => {
    // Nobody should type into a text that is about to be replaced by a draft.
    if (session?.drafts.isRestored === false) session.drafts.restored.then(() => openNow(place))
    else openNow(place)
  }
  const openNow = (place?: CodePlace) => {
    if (!edited || !host.current || !shown.current) return
    if (!editor.current) {
      session?.expectEdit()
      host.current.hidden = false
      editor.current = openEditor(host.current, {
        name,
        label: name,
        lesson: edited,
        history: session?.trailOf(name) ?? [],
        shown: shown.current,
        hintId,
        onMode: setMode,
        onLeaving: setLeaving,
      })
      shown.current.hidden = true
    }
    editor.current.focus(place)
  }
  // The notebook can change under the editor: a reset puts the original back.
  useLayoutEffect(() => editor.current?.setText(source), [source])
  useLayoutEffect(() => editor.current?.showRunProblems(problems.fromRun), [problems, mode])

  useSignalEffect(() => {
    const place = edited?.destination.value
    if (place?.file !== name || !edited) return
    edited.destination.value = undefined
    open(place)
    pane.current
      ?.querySelectorAll('.gutter li')
      [place.line - 1]?.scrollIntoView({ block: 'nearest' })
  })

  const isOpen = mode !== undefined
  return (
    <div
      class="code"
      ref={pane}
      data-editor={mode?.kind ?? 'closed'}
      style={`--rows:${rows.length}`}
    >
      <Gutter
        file={name}
        rows={rows}
        onSelect={({ mark }) => mark && toggle(selection, name, mark.row)}
      />
      <div class="code-body">
        <div
          class="code-text"
          ref={shown}
          role="group"
          aria-label={`Code of ${name}. Press Enter to edit it.`}
          hidden={isOpen}
          onPointerEnter={() => session?.expectEdit()}
          onClick={(event) => {
            // Code can be selected and copied without becoming an editor.
            if (!getSelection()?.isCollapsed) return
            open(codePlaceAt(event.currentTarget, event))
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
            // What is typed arrives in the editor: the key's character comes after this.
            if (event.key === 'Enter' || isWriting(event)) open()
          }}
        >
          {/* It stays, out of sight: with trusted types, what the build has coloured can't be put in again. */}
          <div hidden={source !== original}>{children}</div>
          {source !== original && <ColouredCode source={source} class="draft" />}
        </div>
        <div class="code-editor" ref={host} hidden={!isOpen} />
      </div>
      {mode && (
        <CodeKeys id={hintId} mode={mode} isLeaving={isLeaving} editor={() => editor.current} />
      )}
    </div>
  )
}

function toggle(selection: Signal<Selection | undefined>, file: string, row: number): void {
  const { value } = selection
  const isSelected = value?.kind === 'source' && value.file === file && value.row === row
  selection.value = isSelected ? undefined : { kind: 'source', file, row }
}

/** A key that writes something; the space bar scrolls the page. */
function isWriting({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
}
