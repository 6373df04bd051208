/** A shared copy is someone else's code in the page: to be read, to be run, and to be kept or dismissed. */

import { useComputed, useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { NotebookSession } from '../browser/notebook-session.ts'
import type { LinkedCopy, SharedLinks } from '../browser/shared-links.ts'
import type { Lens } from '../lesson/cell.ts'
import { problemsOf } from '../notebook/cell-problems.ts'
import { changedUnder, type Notebook, paceOf, seedOf, sourcesOf } from '../notebook/notebook.ts'
import { isActive, isTold, type Run } from '../notebook/run.ts'
import { newInCopy } from '../notebook/shared-copy.ts'
import type { Selection } from '../views/selection.ts'
import { visibleText } from '../views/visible-text.ts'
import { CellHead } from './CellHead.tsx'
import { CompareDialog, type Comparison } from './CompareDialog.tsx'
import { CodeText, CopyCode } from './CopyCode.tsx'
import { settingsText } from './dial-words.ts'
import { OutputPlace } from './OutputPlace.tsx'
import { Problems } from './Problems.tsx'
import { useLatest } from './use-latest.ts'

export interface SharedCopyProps {
  readonly copy: LinkedCopy
  readonly links: SharedLinks
  /** The reader's own. */
  readonly own: NotebookSession
  readonly onKeep: () => void
}

export function SharedCopy({ copy, links, own, onKeep }: SharedCopyProps) {
  const { shared, session } = copy
  const { cell: name, lens: opensWith } = shared
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const selection = useSignal<Selection | undefined>(undefined)
  const lens = useSignal<Lens>(opensWith)
  const isEditing = useSignal(false)
  const comparison = useSignal<Comparison | undefined>(undefined)
  const notebook = session.notebook.value
  const run = useLatest(notebook.runs.get(name) as Run, isTold)
  const dials = notebook.dials.get(name)
  const sources = sourcesOf(notebook)
  const source = sources[name] ?? ''
  const others = Object.keys(shared.sources).filter((file) => file !== name)
  const hidesSomething = Object.values(shared.sources).some((text) => visibleText(text) !== text)
  const isNew = useComputed(
    () =>
      Object.keys(newInCopy(session.notebook.value, own.notebook.value, shared)).length > 0 ||
      seedOf(session.notebook.value, name) !== seedOf(own.notebook.value, name) ||
      dialsText(session.notebook.value, name) !== dialsText(own.notebook.value, name),
  )

  const { arrived } = links
  useLayoutEffect(() => {
    if (arrived.value !== copy) return
    arrived.value = undefined
    heading.current?.scrollIntoView({ block: 'start' })
    heading.current?.focus({ preventScroll: true })
  }, [arrived.value])

  const label = `copy of ${name}`
  return (
    <section class="copy" aria-labelledby={id}>
      <div class="copy-notice">
        <h3 id={id} ref={heading} tabIndex={-1}>
          Someone else’s code
        </h3>
        <p>
          It came with a link, as a copy of <code>{name}</code>. It runs when you press Run, and in
          a sandbox, like all code here. It is stored nowhere, and your own code is as it was.
          {dials && ` It sets ${settingsText(Object.entries(dials))}.`}
          {hidesSomething &&
            ' It holds characters that nobody sees in an editor; here they are spelled out, as in ⟨U+200B⟩.'}
        </p>
        <p class="copy-actions">
          <button type="button" class="button" disabled={!isNew.value} onClick={onKeep}>
            Keep it as my draft
          </button>
          <button
            type="button"
            class="button"
            disabled={isEditing.value}
            onClick={() => {
              session.expectEdit()
              isEditing.value = true
            }}
          >
            Edit a copy
          </button>
          <button type="button" class="button" onClick={() => links.close(copy)}>
            Dismiss
          </button>
          {!isNew.value && <span class="copy-same">Your own code is the same.</span>}
        </p>
      </div>
      <figure
        class="cell"
        data-phase={run.phase}
        onPointerEnter={() => session.expectRun()}
        onFocusCapture={() => session.expectRun()}
      >
        <CellHead
          name={label}
          run={run}
          clock={notebook.cells.get(name)?.clock ?? 'virtual'}
          changed={changedUnder(notebook, name)}
          hasOtherSeed={false}
          hasOtherDials={false}
          isWaiting={false}
          isEdited={false}
          save={undefined}
          onRun={() => session.run(name)}
          onStop={() => session.stop(name)}
          onReset={() => {}}
          pace={paceOf(notebook, name)}
          onPace={(pace) => session.setPace(name, pace)}
          onControl={(control) => session.control(name, control)}
          menu={[
            {
              label: 'Compare with my code',
              isDisabled: !isNew.value,
              onChoose: () => {
                comparison.value = {
                  title: `Your ${name} and the copy`,
                  before: sourcesOf(own.notebook.value)[name] ?? '',
                  after: source,
                  explains: 'What only the copy has begins with a plus.',
                  choices: [],
                }
              },
            },
          ]}
        />
        {others.map((file) => (
          <details key={file} class="copy-file">
            <summary>
              It brings its own <code>{file}</code> along
            </summary>
            <CodeText source={sources[file] ?? ''} label={`copy of ${file}`} />
          </details>
        ))}
        <CopyCode
          name={name}
          label={label}
          source={source}
          run={run}
          selection={selection}
          session={session}
          isEditing={isEditing.value}
        />
        <Problems
          problems={problemsOf(name, run, undefined, sources)}
          file={name}
          onVisit={({ line }) => {
            selection.value = { kind: 'source', file: name, row: line }
          }}
          onFix={() => {}}
        />
        <OutputPlace
          name={label}
          run={run}
          opensWith={opensWith}
          lens={lens}
          selection={selection}
          isBusy={isActive(run)}
          isBuilt={false}
          isNeeded
          dials={dials}
          onTurn={(...turn) => session.turnDial(name, ...turn)}
        />
      </figure>
      {comparison.value && (
        <CompareDialog
          {...comparison.value}
          onClose={() => {
            comparison.value = undefined
          }}
        />
      )}
    </section>
  )
}

/** What the dials of a cell are set to, in one order. */
function dialsText({ dials }: Notebook, name: string): string {
  return JSON.stringify(Object.entries(dials.get(name) ?? {}).sort())
}
