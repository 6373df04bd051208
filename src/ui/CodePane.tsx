/** The code of a cell: highlighted text until the reader wants to change it, then an editor in the same place. */

import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { CodeEditor } from '../browser/code-editor.ts'
import { explainLoadError } from '../browser/load-problem.ts'
import type { NotebookSession } from '../browser/notebook-session.ts'
import type { Sources } from '../lesson/cell-graph.ts'
import { sourcesOf } from '../notebook/notebook.ts'
import type { Run } from '../notebook/run.ts'
import type { Problem } from '../sandbox/explain.ts'
import { relate, type Selection, sourceKey } from '../views/selection.ts'
import { markSource, type SourceMark, sourceMarkText } from '../views/source-mark.ts'
import { DraftText } from './DraftText.tsx'

interface CodePaneProps {
  readonly name: string
  /** All cells of the lesson, as they stand now. */
  readonly sources: Sources
  /** It is not as the author wrote it. */
  readonly isEdited: boolean
  readonly run: Run
  readonly selection: Signal<Selection | undefined>
  readonly session: NotebookSession | undefined
  readonly onTypeProblems: (problems: readonly Problem[]) => void
  /** The original code, highlighted. */
  readonly children?: ComponentChildren
}

export function CodePane({
  name,
  sources,
  isEdited,
  run,
  selection,
  session,
  onTypeProblems,
  children,
}: CodePaneProps) {
  const host = useRef<HTMLDivElement>(null)
  const originalCode = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>()
  const [state, setState] = useState<'closed' | 'opening' | 'open'>('closed')
  const [obstacle, setObstacle] = useState<Problem>()

  const source = sources[name] ?? ''
  const rows = source.split('\n')
  const marks = run.showsEarlierOutput ? NO_MARKS : markSource(run.store, run.siteOf, name)
  const related = selection.value && relate(run.store, run.siteOf, selection.value).sources
  const failedRow = run.problems.find(({ position }) => position?.file === name)?.position?.line

  const clickedRow = useRef<number>()
  useLayoutEffect(() => {
    if (state === 'open') editor.current?.focus(clickedRow.current)
  }, [state])

  const open = async (row?: number) => {
    if (!session || !host.current || state !== 'closed') return
    clickedRow.current = row
    setState('opening')
    session.expectEdit()
    try {
      const [{ openEditor }] = await Promise.all([
        import('../browser/open-editor.ts'),
        session.drafts.restored,
      ])
      editor.current = await openEditor(host.current, {
        name,
        sources: sourcesOf(session.notebook.value),
        onChange: (changed) => session.edit(name, changed),
        onTypeProblems,
        onRun: () => session.run(name),
      })
      setState('open')
      setObstacle(undefined)
    } catch (error) {
      setState('closed')
      setObstacle(await explainLoadError('editing', error))
    }
  }
  // The notebook can change under the editor: a reset puts the original back.
  if (editor.current && editor.current.text() !== source) editor.current.setText(source)

  return (
    <div class="code" data-editor={state} style={`--rows:${rows.length}`}>
      <ol class="gutter" aria-label={`Lines of ${name}`}>
        {rows.map((_, index) => {
          const row = index + 1
          return (
            <li
              key={row}
              data-related={related?.has(sourceKey(name, row)) || undefined}
              data-failed={row === failedRow || undefined}
            >
              <span class="row-number" aria-hidden="true">
                {row}
              </span>
              <GutterMark mark={marks.get(row)} onSelect={() => select(selection, name, row)} />
            </li>
          )
        })}
      </ol>
      <div class="code-body">
        <div
          class="code-text"
          role="group"
          aria-label={`Code of ${name}. Press Enter to edit it.`}
          hidden={state === 'open'}
          onPointerEnter={() => session?.expectEdit()}
          onClick={(event) => open(rowAt(event, rows.length))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            open()
          }}
        >
          <div ref={originalCode} hidden={isEdited}>
            {children}
          </div>
          {isEdited && state !== 'open' && (
            <DraftText source={source} original={() => originalCode.current} />
          )}
        </div>
        <div class="code-editor" ref={host} hidden={state === 'closed'} />
      </div>
      {obstacle && (
        <p class="code-obstacle" role="alert">
          <strong>{obstacle.title}</strong> {obstacle.advice}
        </p>
      )}
      {state === 'open' && (
        <p class="code-keys">Ctrl or ⌘ + Enter runs · Esc, then Tab, leaves the editor</p>
      )}
    </div>
  )
}

const NO_MARKS: ReadonlyMap<number, SourceMark> = new Map()

interface GutterMarkProps {
  readonly mark: SourceMark | undefined
  readonly onSelect: () => void
}

/** The signature: a tick for lines, a bar for spans. */
export function GutterMark({ mark, onSelect }: GutterMarkProps) {
  if (!mark) return null
  const text = `Row ${mark.row} made ${sourceMarkText(mark)}`
  return (
    <button
      type="button"
      class="mark"
      data-failed={mark.hasFailed || undefined}
      aria-label={text}
      title={text}
      onClick={onSelect}
    >
      {mark.lines > 0 && <span class="mark-line" />}
      {mark.spans > 0 && <span class="mark-span" />}
    </button>
  )
}

function select(selection: Signal<Selection | undefined>, file: string, row: number): void {
  const { value } = selection
  const isSelected = value?.kind === 'source' && value.file === file && value.row === row
  selection.value = isSelected ? undefined : { kind: 'source', file, row }
}

/** The row of the code that was clicked, from 1. */
function rowAt(event: MouseEvent, rows: number): number {
  const { top, height } = (event.currentTarget as HTMLElement).getBoundingClientRect()
  const row = Math.ceil(((event.clientY - top) / height) * rows)
  return Math.min(rows, Math.max(1, row))
}
