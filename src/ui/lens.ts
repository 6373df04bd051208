/** What every lens is given: a run, and what all lenses on it share. */

import type { Signal } from '@preact/signals'
import type { RunStore } from '../trace-data/run-store.ts'
import type { Related, Selection } from '../views/selection.ts'
import type { ServiceMarks } from '../views/service-mark.ts'
import type { TimeAxis } from '../views/time-axis.ts'

export interface LensProps {
  readonly store: RunStore
  readonly axis: TimeAxis
  readonly services: ServiceMarks
  readonly related: Related
  readonly selection: Signal<Selection | undefined>
  /** The moment that the reader points at, in microseconds since the Unix epoch. */
  readonly cursor: Signal<number | undefined>
  /** Whose output it is. */
  readonly label: string
}
