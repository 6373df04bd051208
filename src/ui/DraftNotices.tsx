/** What a reader has to know about the draft of a cell, each with what can be done about it. */

import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { downloadText } from '../browser/download-text.ts'
import type { NotebookSession } from '../browser/notebook-session.ts'
import type { DraftNotice, SaveState } from '../notebook/kept-drafts.ts'
import type { TakenAway } from '../notebook/notebook.ts'
import type { Comparison } from './CompareDialog.tsx'
import { failureText } from './draft-words.ts'

interface DraftNoticesProps {
  readonly name: string
  readonly source: string
  /** The author's. */
  readonly original: string
  readonly session: NotebookSession
  readonly save: SaveState
  readonly notices: readonly DraftNotice[]
  readonly takenAway: TakenAway | undefined
  readonly onCompare: (comparison: Comparison) => void
}

export function DraftNotices(props: DraftNoticesProps) {
  const { name, source, session, save, notices, takenAway } = props
  const root = useRef<HTMLDivElement>(null)
  const keeper = session.drafts.keeper
  /** What was used goes away, and the focus must not go with it. */
  const act = (action: () => void) => () => {
    action()
    root.current?.closest('.cell')?.querySelector<HTMLElement>('.menu-button')?.focus()
  }
  return (
    <div class="notices" ref={root} aria-live="polite">
      {save.kind === 'failed' && (
        <Notice tone="warn">
          <strong>Not saved:</strong> {failureText(save.reason)} What you changed stands in this
          page only, as long as it is open.
          <Action label={`Download ${name}`} onChoose={() => downloadText(name, source)} />
          <Action label="Try again" onChoose={() => keeper.file(name).save()} />
        </Notice>
      )}
      {notices.map((notice) => (
        <NoticeOf key={notice.kind} notice={notice} act={act} {...props} />
      ))}
      {takenAway && takenAway.by !== 'lesson' && (
        <Notice>
          {takenAway.by === 'clear'
            ? 'The output is out of sight.'
            : takenAway.draft === undefined
              ? 'The dials stand where the code has put them again.'
              : 'This is the author’s code again.'}
          <Action label="Undo" onChoose={act(() => session.putBack([name]))} />
        </Notice>
      )}
    </div>
  )
}

interface NoticeOfProps extends DraftNoticesProps {
  readonly notice: DraftNotice
  readonly act: (action: () => void) => () => void
}

function NoticeOf({ notice, act, ...props }: NoticeOfProps) {
  const { name, source, original, session, onCompare } = props
  const file = session.drafts.keeper.file(name)
  const dismiss = () => file.dismiss(notice)
  switch (notice.kind) {
    case 'unfinished-run':
      return (
        <Notice>
          The last run of {name} did not finish. Your code is safe. Nothing runs until you press
          Run.
          <Action label="Hide" onChoose={act(dismiss)} />
        </Notice>
      )
    case 'other-page': {
      const takeOther = act(() => {
        session.replace(name, notice.text, 'before-swap')
        dismiss()
      })
      return (
        <Notice>
          This cell was changed in another tab, too. Both texts are kept: one you see, the other is
          among the versions.
          <Action
            label="Show the difference"
            onChoose={() =>
              onCompare({
                title: `Two texts of ${name}`,
                before: source,
                after: notice.text,
                explains: 'What only the other text has begins with a plus.',
                choices: [
                  { label: 'Take the other', onChoose: takeOther },
                  { label: 'Stay with this one', onChoose: dismiss },
                ],
              })
            }
          />
          <Action label="Take the other" onChoose={takeOther} />
          <Action label="Stay with this one" onChoose={act(dismiss)} />
        </Notice>
      )
    }
    case 'starter-changed': {
      const takeAuthors = act(() => session.reset(name))
      const keepMine = act(() => file.keepDraft())
      return (
        <Notice>
          The author has changed this cell since you began. You see what you made of it.
          <Action
            label="Show the difference"
            onChoose={() =>
              onCompare({
                title: `Your ${name} and the author’s`,
                before: original,
                after: source,
                explains: 'What only your code has begins with a plus.',
                choices: [
                  { label: 'Take the author’s', onChoose: takeAuthors },
                  { label: 'Stay with yours', onChoose: keepMine },
                ],
              })
            }
          />
          <Action label="Take the author’s" onChoose={takeAuthors} />
          <Action label="Stay with yours" onChoose={keepMine} />
        </Notice>
      )
    }
    case 'puzzle': {
      const { why, value, slot } = notice.puzzle
      const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
      return (
        <Notice tone="warn">
          {why === 'newer'
            ? 'A later version of this site has stored a draft of this cell that this page can’t read. Reload the page to get that version.'
            : 'A stored draft of this cell is damaged. It is left as it is, and nothing is written over it.'}
          {text !== undefined && (
            <Action
              label="Download it"
              onChoose={() => downloadText(`${name}.${why}.json`, text)}
            />
          )}
          {why === 'damaged' && slot !== undefined && (
            <Action
              label="Remove it"
              onChoose={act(() => {
                session.drafts.keeper.discard(name, slot)
                dismiss()
              })}
            />
          )}
          <Action label="Hide" onChoose={act(dismiss)} />
        </Notice>
      )
    }
  }
}

interface NoticeProps {
  readonly tone?: 'warn'
  readonly children: ComponentChildren
}

export function Notice({ tone, children }: NoticeProps) {
  return (
    <p class="notice" data-tone={tone}>
      {children}
    </p>
  )
}

export function Action({ label, onChoose }: { label: string; onChoose: () => void }) {
  return (
    <>
      {' '}
      <button type="button" class="link" onClick={onChoose}>
        {label}
      </button>
    </>
  )
}
