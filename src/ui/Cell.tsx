/** A cell: code and output as one object. */

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Lens } from '../lesson/cell.ts'
import { applyFix, problemsOf } from '../notebook/cell-problems.ts'
import {
  changedUnder,
  hasOtherDials,
  hasOtherSeed,
  isEdited,
  isStale,
  paceOf,
  sourcesOf,
} from '../notebook/notebook.ts'
import { isActive, isTold, type Run } from '../notebook/run.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import type { Selection } from '../views/selection.ts'
import { CellHead } from './CellHead.tsx'
import { ClipboardNotice } from './ClipboardNotice.tsx'
import { CodePane } from './CodePane.tsx'
import type { Comparison } from './CompareDialog.tsx'
import { DraftNotices } from './DraftNotices.tsx'
import { useDialogs } from './late-dialogs.ts'
import { useKeptDrafts, useNotebook, useSharedLinks } from './lesson-session.ts'
import { OutputPlace } from './OutputPlace.tsx'
import { Problems } from './Problems.tsx'
import { SharedCopies } from './SharedCopies.tsx'
import { takeItems } from './take-items.ts'
import { useCarriedSelection } from './use-carried-selection.ts'
import { useClipboard } from './use-clipboard.ts'
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
  const dialog = useSignal<'versions' | Comparison | undefined>(undefined)
  const dialogs = useDialogs(dialog.value !== undefined)
  const [isNear, setNear] = useState(false)
  const clipboard = useClipboard()
  const links = useSharedLinks(lesson)
  const cell = notebook.cells.get(name)
  const lens = useSignal<Lens>(cell?.lens ?? 'both')
  const lit = useSignal<SourcePosition | undefined>(undefined)
  const run = useLatest(notebook.runs.get(name), isTold)
  const dials = notebook.dials.get(name)
  useCarriedSelection(selection, run)
  const spoken = useLatest(run, hasSpoken)
  const settled = useLatest(run, isSettled)
  const check = edited?.typeChecks.value.get(name)
  // While another cell runs, the notebook changes with every frame, and nothing here has to be looked at again.
  const sources = useMemo(() => sourcesOf(notebook), [notebook.cells, notebook.drafts])
  const changed = useMemo(() => changedUnder(notebook, name), [sources, run])
  const problems = useMemo(
    () => settled && problemsOf(name, settled, check, sources),
    [settled, check, sources],
  )
  const output = useMemo(
    () =>
      cell &&
      run && (
        <OutputPlace
          name={name}
          run={run}
          opensWith={cell.lens}
          lens={lens}
          selection={selection}
          isBusy={isActive(run)}
          lit={lit}
          isBuilt
          isNeeded={run.id > 0 || isNear || selection.value !== undefined}
          dials={dials}
          onTurn={session && ((...turn) => session.turnDial(name, ...turn))}
        />
      ),
    [cell, run, dials, isNear, selection.value !== undefined],
  )
  if (!cell || !run || !spoken || !problems) return null

  const approach = () => {
    setNear(true)
    session?.expectRun()
  }
  const { queue } = notebook
  const source = sources[name] ?? ''
  const hasDraft = isEdited(notebook, name)
  const kept = useKeptDrafts(lesson)?.files.get(name)
  const taking = takeItems({ lesson, name, notebook, session, lens, clipboard })
  const close = () => {
    dialog.value = undefined
  }
  return (
    <>
      {session && links && <SharedCopies name={name} links={links} own={session} />}
      <figure
        class="cell"
        id={name}
        data-phase={run.phase}
        data-stale={isStale(notebook, name) || run.showsEarlierOutput || undefined}
        onPointerEnter={approach}
        onFocusCapture={approach}
      >
        <CellHead
          name={name}
          run={run}
          clock={cell.clock}
          changed={changed}
          hasOtherSeed={hasOtherSeed(notebook, name)}
          hasOtherDials={hasOtherDials(notebook, name)}
          isWaiting={queue.indexOf(name) > 0}
          isEdited={hasDraft}
          save={kept?.save}
          onRun={() => session?.run(name)}
          onStop={() => session?.stop(name)}
          onReset={() => session?.reset(name)}
          pace={paceOf(notebook, name)}
          onPace={(pace) => session?.setPace(name, pace)}
          onControl={(control) => session?.control(name, control)}
          menu={[
            ...taking.copy,
            {
              label: 'Show changes',
              isDisabled: !hasDraft,
              onChoose: () => {
                dialog.value = {
                  title: `Changes of ${name}`,
                  before: cell.source,
                  after: source,
                  explains: 'What you added begins with a plus, what you removed with a minus.',
                  choices: [],
                }
              },
            },
            {
              label: 'Versions…',
              onChoose: () => {
                dialog.value = 'versions'
              },
            },
            ...taking.seed,
            {
              label: 'Reset this cell',
              isDisabled: !hasDraft && !dials,
              onChoose: () => session?.reset(name),
            },
            {
              label: 'Clear output',
              isDisabled: run.phase === 'cleared',
              onChoose: () => session?.clearOutput(name),
            },
          ]}
        />
        <ClipboardNotice clipboard={clipboard} onDownload={taking.onDownload} />
        {session && kept && (
          <DraftNotices
            name={name}
            source={source}
            original={cell.source}
            session={session}
            save={kept.save}
            notices={kept.notices}
            takenAway={notebook.takenAway.get(name)}
            onCompare={(comparison) => {
              dialog.value = comparison
            }}
          />
        )}
        <CodePane
          name={name}
          lesson={lesson}
          run={spoken}
          problems={problems}
          selection={selection}
          lit={lit}
        >
          {children}
        </CodePane>
        <Problems
          problems={problems}
          file={name}
          onVisit={(place) => edited?.visit(place)}
          onFix={(fix) => edited?.edit(name, applyFix(source, fix))}
        />
        {output}
        {dialogs === 'failed' && (
          <p class="empty" role="alert">
            It could not be loaded. Check the network, and open it again.{' '}
            <button type="button" class="link" onClick={close}>
              Close
            </button>
          </p>
        )}
        {typeof dialogs === 'object' && dialog.value === 'versions' && (
          <dialogs.VersionsDialog
            name={name}
            source={source}
            original={cell.source}
            versions={kept?.versions ?? []}
            onTake={(version) => session?.replace(name, version, 'before-swap')}
            onClose={close}
          />
        )}
        {typeof dialogs === 'object' && typeof dialog.value === 'object' && (
          <dialogs.CompareDialog {...dialog.value} onClose={close} />
        )}
      </figure>
    </>
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
