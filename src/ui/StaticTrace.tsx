/** A run as a picture: its spans and lines, without anything to click. */

import { signal } from '@preact/signals'
import { type BuiltRunData, builtStore } from '../notebook/lesson-data.ts'
import { NO_FILTER, type RunFilter } from '../views/run-filter.ts'
import { NOTHING_RELATED, type Selection } from '../views/selection.ts'
import { markServices } from '../views/service-mark.ts'
import { timeAxis } from '../views/time-axis.ts'
import { LogLens } from './LogLens.tsx'
import type { LensProps } from './lens.ts'
import { TraceLens } from './TraceLens.tsx'

interface StaticTraceProps {
  readonly run: BuiltRunData
  readonly label: string
}

export function StaticTrace({ run, label }: StaticTraceProps) {
  const store = builtStore(run)
  const lens: LensProps = {
    store,
    revision: store.revision,
    isActive: false,
    axis: timeAxis(store.start, store.end),
    services: markServices(store.services),
    siteOf: () => undefined,
    related: NOTHING_RELATED,
    selection: signal<Selection | undefined>(undefined),
    cursor: signal<number | undefined>(undefined),
    filter: signal<RunFilter>(NO_FILTER),
    label,
  }
  return (
    <div class="lens-panel" data-lens="both" inert>
      <TraceLens {...lens} />
      <LogLens {...lens} />
    </div>
  )
}
