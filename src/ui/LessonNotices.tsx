/** What a reader has to know about the drafts of the whole lesson. */

import { downloadText } from '../browser/download-text.ts'
import type { NotebookSession } from '../browser/notebook-session.ts'
import type { KeptDrafts } from '../notebook/kept-drafts.ts'
import { visibleText } from '../views/visible-text.ts'
import { Action, Notice } from './DraftNotices.tsx'
import { failureText } from './draft-words.ts'

interface LessonNoticesProps {
  readonly session: NotebookSession
  readonly kept: KeptDrafts
  /** The cells that were reset together, as long as that can be undone. */
  readonly reset: readonly string[]
}

export function LessonNotices({ session, kept, reset }: LessonNoticesProps) {
  return (
    <div class="notices lesson-notices" aria-live="polite">
      {kept.failure && (
        <Notice tone="warn">
          <strong>Your changes can’t be kept:</strong> {failureText(kept.failure)} Everything else
          works, and what you change lasts as long as this page is open.
        </Notice>
      )}
      {kept.orphans.map((orphan) => (
        <Notice key={orphan.file}>
          You have a draft of {visibleText(orphan.file)}, which this lesson no longer has.
          <Action label="Download it" onChoose={() => downloadText(orphan.file, orphan.source)} />
          <Action label="Hide" onChoose={() => session.drafts.keeper.dismissOrphan(orphan)} />
        </Notice>
      ))}
      {reset.length > 0 && (
        <Notice>
          The lesson is as its author wrote it.
          <Action label="Undo" onChoose={() => session.putBack(reset)} />
        </Notice>
      )}
    </div>
  )
}
