/** A cell: code and output as one object. */

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { applyFix, problemsOf } from '../notebook/cell-problems.ts'
import { changedUnder, isEdited, paceOf, sourcesOf } from '../notebook/notebook.ts'
import { isActive, type Run } from '../notebook/run.ts'
import type { Selection } from '../views/selection.ts'
import { CellHead } from './CellHead.tsx'
import { CodePane } from './CodePane.tsx'
import { useNotebook } from './lesson-session.ts'
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
  const { notebook, session, edited } = useNotebook(lesson)
  const selection = useSignal<Selection | undefined>(undefined)
  const cell = notebook.cells.get(name)
  const run = notebook.runs.get(name)
  const spoken = useLatest(run, hasSpoken)
  const settled = useLatest(run, isSettled)
  if (!cell || !run || !spoken || !settled) return null

  const sources = sourcesOf(notebook)
  const changed = changedUnder(notebook, name)
  const { queue } = notebook
  const problems = problemsOf(name, settled, edited?.typeChecks.value.get(name), sources)
  return (
    <figure
      class="cell"
      id={name}
      data-phase={run.phase}
      data-stale={changed.length > 0 || run.showsEarlierOutput || undefined}
      onPointerEnter={() => session?.expectRun()}
      onFocusCapture={() => session?.expectRun()}
    >
      <CellHead
        name={name}
        run={run}
        clock={cell.clock}
        changed={changed}
        isWaiting={queue.indexOf(name) > 0}
        isEdited={isEdited(notebook, name)}
        onRun={() => session?.run(name)}
        onStop={() => session?.stop(name)}
        onReset={() => session?.reset(name)}
        pace={paceOf(notebook, name)}
        onPace={(pace) => session?.setPace(name, pace)}
        onControl={(control) => session?.control(name, control)}
        menu={[
          {
            label: 'Copy the code',
            onChoose: () => navigator.clipboard.writeText(sources[name] ?? ''),
          },
        ]}
      />
      <CodePane name={name} lesson={lesson} run={spoken} problems={problems} selection={selection}>
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
        run={run}
        opensWith={cell.lens}
        selection={selection}
        isBusy={isActive(run)}
      />
    </figure>
  )
}

/** The output that is shown is its own. */
function hasSpoken(run: Run | undefined): boolean {
  return run?.showsEarlierOutput === false
}

/** It has begun to speak, or has ended without a word. */
function isSettled(run: Run | undefined): boolean {
  return run !== undefined && (hasSpoken(run) || !isActive(run))
}
