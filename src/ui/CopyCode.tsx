/** The code of a copy: to be read, with the marks of its run beside it, and to be changed when the reader asks for that. */

import { type Signal, signal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { NotebookSession } from '../browser/notebook-session.ts'
import type { Run } from '../notebook/run.ts'
import { relate, type Selection, sourceKey } from '../views/selection.ts'
import { markSource } from '../views/source-mark.ts'
import { ColouredCode } from './ColouredCode.tsx'
import { GutterMark } from './Gutter.tsx'

interface CopyCodeProps {
  readonly name: string
  /** Whose code it is, for those who don't see where it stands. */
  readonly label: string
  readonly source: string
  readonly run: Run
  readonly selection: Signal<Selection | undefined>
  readonly session: NotebookSession
  readonly isEditing: boolean
}

/** The code can be as long as a link allows, so rows are no elements, except where something is to be seen in them. */
export function CopyCode(props: CopyCodeProps) {
  const { name, label, source, run, selection, session, isEditing } = props
  const host = useRef<HTMLDivElement>(null)
  const shown = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const count = source.split('\n').length
  const marks = run.showsEarlierOutput ? [] : [...markSource(run.store, run.siteOf, name).values()]
  const related = selection.value && relate(run.store, run.siteOf, selection.value).sources
  const failedRow = run.problems.find(({ position }) => position?.file === name)?.position?.line
  const lit = Array.from({ length: count }, (_, index) => index + 1).filter(
    (row) => row === failedRow || related?.has(sourceKey(name, row)),
  )

  useLayoutEffect(() => {
    if (!isEditing || !host.current) return
    const { current } = host
    let isGone = false
    import('../browser/plain-editor.ts').then(({ PlainEditor }) => {
      if (isGone || !shown.current) return
      const editor = new PlainEditor(current, {
        name,
        label,
        lesson: {
          notebook: session.notebook,
          typeChecks: signal(new Map()),
          edit: (file, text) => session.edit(file, text),
          run: (file) => session.run(file),
          visit: () => {},
        },
        history: [],
        shown: shown.current,
        hintId,
        onMode: () => {},
        onLeaving: () => {},
      })
      shown.current.hidden = true
      editor.focus()
    })
    return () => {
      isGone = true
    }
  }, [isEditing])

  return (
    <div class="code copy-code" style={`--rows:${count}`}>
      <div class="copy-gutter">
        <pre class="copy-numbers" aria-hidden="true">
          {Array.from({ length: count }, (_, index) => index + 1).join('\n')}
        </pre>
        {lit.map((row) => (
          <span
            key={row}
            class="copy-lit"
            data-failed={row === failedRow || undefined}
            style={`--row:${row - 1}`}
          />
        ))}
        {marks.map((mark) => (
          <span key={mark.row} class="copy-mark" style={`--row:${mark.row - 1}`}>
            <GutterMark
              row={mark.row}
              mark={mark}
              isSelected={
                selection.value?.kind === 'source' &&
                selection.value.file === name &&
                selection.value.row === mark.row
              }
              onSelect={() => toggle(selection, name, mark.row)}
            />
          </span>
        ))}
      </div>
      <div class="code-body">
        <div ref={shown}>
          <CodeText source={source} label={label} />
        </div>
        <div class="code-editor" ref={host} hidden={!isEditing} />
        {isEditing && (
          <p class="code-keys" id={hintId}>
            Ctrl or ⌘ + Enter runs · Tab leaves; with rows selected, it indents them
          </p>
        )}
      </div>
    </div>
  )
}

/** Code that a stranger has written, with everything in it visible. */
export function CodeText({ source, label }: { readonly source: string; readonly label: string }) {
  return (
    <div class="code-text" role="group" aria-label={`Code of ${label}`}>
      <ColouredCode source={source} />
    </div>
  )
}

function toggle(selection: Signal<Selection | undefined>, file: string, row: number): void {
  const { value } = selection
  const isSelected = value?.kind === 'source' && value.file === file && value.row === row
  selection.value = isSelected ? undefined : { kind: 'source', file, row }
}
