/** A cell: code and output as one object. */

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { changedUnder, isEdited, paceOf, sourcesOf } from '../notebook/notebook.ts'
import { isActive } from '../notebook/run.ts'
import type { Problem } from '../sandbox/explain.ts'
import type { Selection } from '../views/selection.ts'
import { CellHead } from './CellHead.tsx'
import { CodePane } from './CodePane.tsx'
import { useNotebook } from './lesson-session.ts'
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
  const { notebook, session } = useNotebook(lesson)
  const selection = useSignal<Selection | undefined>(undefined)
  const typeProblems = useSignal<readonly Problem[]>([])
  const cell = notebook.cells.get(name)
  const run = notebook.runs.get(name)
  if (!cell || !run) return null

  const sources = sourcesOf(notebook)
  const changed = changedUnder(notebook, name)
  const { queue } = notebook
  // The compiler's message will do: TypeScript says the same in other words.
  const failedToCompile = run.phase === 'failed' && run.showsEarlierOutput
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
      <CodePane
        name={name}
        sources={sources}
        run={run}
        selection={selection}
        session={session}
        onTypeProblems={(problems) => {
          typeProblems.value = problems
        }}
      >
        {children}
      </CodePane>
      <Problems problems={run.problems} file={name} selection={selection} from="run" />
      {!failedToCompile && (
        <Problems problems={typeProblems.value} file={name} selection={selection} from="types" />
      )}
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
