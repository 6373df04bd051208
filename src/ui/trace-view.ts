/** A trace view is what all parts of the trace lens share: its rows, the time that is seen, and what is drawn on the bars. */

import type { PathSections } from '../views/path-sections.ts'
import type { SpanLinks } from '../views/span-links.ts'
import type { WaterfallRows } from '../views/waterfall-rows.ts'
import type { LensProps } from './lens.ts'
import type { ActiveRow } from './use-active-row.ts'
import type { ZoomedTime } from './use-time-window.ts'

export interface TraceView {
  readonly rows: WaterfallRows
  readonly time: ZoomedTime
  readonly links: SpanLinks
  /** If the critical path is shown. */
  readonly path: PathSections | undefined
  /** Is the time shown that belongs to no child? */
  readonly showsOwn: boolean
  /** Does the filter admit a span? */
  readonly isWanted: (row: number) => boolean
  /** Folds a span, or unfolds it. @param place in the tree */
  readonly toggle: (place: number) => void
  /** Selects a span and brings it in sight, also one of another trace. */
  readonly goTo: (row: number) => void
  /** Shows the time of a span, and no more. */
  readonly zoomTo: (row: number) => void
}

export interface TraceRowProps {
  readonly index: number
  readonly lens: LensProps
  readonly view: TraceView
  readonly active: ActiveRow
  readonly onKeyDown: (event: KeyboardEvent, index: number) => void
}
