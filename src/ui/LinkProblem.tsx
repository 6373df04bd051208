/** Says why the share link in the page's address could not be opened. */

import type { SharedLinks } from '../browser/shared-links.ts'
import { visibleText } from '../views/visible-text.ts'
import { Action, Notice } from './DraftNotices.tsx'

export function LinkProblem({ links }: { readonly links: SharedLinks }) {
  const { value } = links.problem
  return (
    <div class="notices lesson-notices link-problem" role="alert">
      {value !== undefined && (
        <Notice tone="warn">
          {visibleText(value)} Nothing of it was opened, and your own code is as it was.
          <Action label="Hide" onChoose={() => links.hideProblem()} />
        </Notice>
      )}
    </div>
  )
}
