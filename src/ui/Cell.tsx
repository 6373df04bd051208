/** A cell: code and output as one object. */

import { useComputed, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { applyFix, problemsOf } from '../notebook/cell-problems.ts'
import { isEdited, isStale, paceOf, sourcesOf } from '../notebook/notebook.ts'
import { isActive, type Run } from '../notebook/run.ts'
import type { Selection } from '../views/selection.ts'
import { CellHead } from './CellHead.tsx'
import { CodePane } from './CodePane.tsx'
import { lessonSession } from './lesson-session.ts'
import { Output } from './Output.tsx'
import { Problems } from './Problems.tsx'
import { useLatest } from './use-latest.ts'

interface CellProps {
  /** The lesson's slug. */
  readonly lesson: string
  /** The cell's file name. */
  readonly name: string
  /** Its code, highlighted at build time. */
  readonly children?: ComponentChildren
}

export default function Cell({ lesson, name, children }: CellProps) {
  const lessonHere = lessonSession(lesson)
  const { notebook, session, edited, typeChecks } = lessonHere
  const selection = useSignal<Selection | undefined>(undefined)
  const cell = notebook.value.cells.get(name)
  const run = useComputed(() => notebook.value.runs.get(name))
  const shown = useLatest(run.value, hasSpoken)
  const settled = useLatest(run.value, (latest) => hasSpoken(latest) || !hasBegun(latest))
  if (!cell || !run.value || !shown || !settled) return null

  const sources = sourcesOf(notebook.value)
  const stale = isStale(notebook.value, name)
  const problems = problemsOf(name, settled, typeChecks.value.get(name), sources)
  return (
    <figure
      class="cell"
      id={name}
      data-phase={run.value.phase}
      data-stale={stale || run.value.showsEarlierOutput || undefined}
      onPointerEnter={() => session?.expectRun()}
      onFocusCapture={() => session?.expectRun()}
    >
      <CellHead
        name={name}
        run={run.value}
        clock={cell.clock}
        isStale={stale}
        isEdited={isEdited(notebook.value, name)}
        onRun={() => session?.run(name)}
        onStop={() => session?.stop(name)}
        onReset={() => session?.reset(name)}
        pace={paceOf(notebook.value, name)}
        onPace={(pace) => session?.setPace(name, pace)}
        onControl={(control) => session?.control(name, control)}
      />
      <CodePane
        name={name}
        lesson={lessonHere}
        run={shown}
        problems={problems}
        selection={selection}
      >
        {children}
      </CodePane>
      <Problems
        problems={problems}
        file={name}
        onVisit={(place) => edited?.visit(place)}
        onFix={(fix) => edited?.edit(name, applyFix(sources[name] ?? '', fix))}
      />
      <Output
        name={name}
        run={run.value}
        opensWith={cell.lens}
        selection={selection}
        isBusy={isActive(run.value)}
      />
    </figure>
  )
}

/** Its output is its own. */
function hasSpoken(run: Run | undefined): boolean {
  return run?.showsEarlierOutput === false
}

/** It goes on, and nothing is known of it yet. */
function hasBegun(run: Run | undefined): boolean {
  return run !== undefined && isActive(run)
}
