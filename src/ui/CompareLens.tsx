/** The compare lens: this run laid over the one that was made in its cell before it. */

import { CompareRuns } from './CompareRuns.tsx'
import type { LensProps } from './lens.ts'

export function CompareLens({ store, before, revision, selection, texts, label }: LensProps) {
  if (!before) {
    return <p class="empty">There is one run only. Change something, and run the cell again.</p>
  }
  return (
    <CompareRuns
      before={before}
      after={store}
      revisions={[before.revision, revision]}
      label={label}
      texts={texts}
      onShow={(row) => {
        selection.value = { kind: 'span', row }
      }}
    />
  )
}
