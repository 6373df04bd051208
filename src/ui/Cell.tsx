/** A cell: code and output as one object. */

import { useComputed, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { isEdited, isStale, paceOf, sourcesOf } from '../notebook/notebook.ts'
import { isActive } from '../notebook/run.ts'
import type { Problem } from '../sandbox/explain.ts'
import type { Selection } from '../views/selection.ts'
import { CellHead } from './CellHead.tsx'
import { CodePane } from './CodePane.tsx'
import { lessonSession } from './lesson-session.ts'
import { Output } from './Output.tsx'
import { Problems } from './Problems.tsx'

interface CellProps {
  /** The lesson's slug. */
  readonly lesson: string
  /** The cell's file name. */
  readonly name: string
  /** Its code, highlighted at build time. */
  readonly children?: ComponentChildren
}

export default function Cell({ lesson, name, children }: CellProps) {
  const { notebook, session } = lessonSession(lesson)
  const selection = useSignal<Selection | undefined>(undefined)
  const typeProblems = useSignal<readonly Problem[]>([])
  const cell = notebook.value.cells.get(name)
  const run = useComputed(() => notebook.value.runs.get(name))
  if (!cell || !run.value) return null

  const sources = sourcesOf(notebook.value)
  const stale = isStale(notebook.value, name)
  // The compiler's message will do: TypeScript says the same in other words.
  const failedToCompile = run.value.phase === 'failed' && run.value.showsEarlierOutput
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
        sources={sources}
        run={run.value}
        selection={selection}
        session={session}
        onTypeProblems={(problems) => {
          typeProblems.value = problems
        }}
      >
        {children}
      </CodePane>
      <Problems problems={run.value.problems} file={name} selection={selection} from="run" />
      {!failedToCompile && (
        <Problems problems={typeProblems.value} file={name} selection={selection} from="types" />
      )}
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
