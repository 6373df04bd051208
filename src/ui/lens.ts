/** What every lens is given: a run, and what all lenses on it share. */

import type { Signal } from '@preact/signals'
import type { SiteLookup } from '../telemetry/source-position.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import type { RunFilter } from '../views/run-filter.ts'
import type { Related, Selection } from '../views/selection.ts'
import type { ServiceMarks } from '../views/service-mark.ts'
import type { TimeAxis } from '../views/time-axis.ts'
import type { LensTexts } from './lens-texts.ts'

export interface LensProps {
  /** It grows in place while the run goes on. */
  readonly store: ColumnStore
  /** What the run before this one in the same cell has said. */
  readonly before?: ColumnStore
  /** That of the store when this was rendered: another one means that there is more in it. */
  readonly revision: number
  /** The run goes on. */
  readonly isActive: boolean
  readonly axis: TimeAxis
  readonly services: ServiceMarks
  readonly siteOf: SiteLookup
  readonly related: Related
  readonly selection: Signal<Selection | undefined>
  /** The moment that the reader points at, in microseconds since the Unix epoch. */
  readonly cursor: Signal<number | undefined>
  readonly filter: Signal<RunFilter>
  /** Where the lens says how what is seen of it is written as text; absent where nothing can be taken away. */
  readonly texts?: LensTexts
  /** Whose output it is: the cell's name. */
  readonly label: string
}
