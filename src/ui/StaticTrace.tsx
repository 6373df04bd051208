/** A run as a picture: its spans and lines, without anything to click. */

import { signal } from '@preact/signals'
import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { RunStore } from '../trace-data/run-store.ts'
import { NOTHING_RELATED, type Selection } from '../views/selection.ts'
import { markServices } from '../views/service-mark.ts'
import { timeAxis } from '../views/time-axis.ts'
import { LogLens } from './LogLens.tsx'
import { TraceLens } from './TraceLens.tsx'

interface StaticTraceProps {
  readonly events: readonly TelemetryEvent[]
  readonly label: string
}

export function StaticTrace({ events, label }: StaticTraceProps) {
  const store = RunStore.of(events)
  const lens = {
    store,
    axis: timeAxis(store.start, store.end),
    services: markServices(store.services),
    related: NOTHING_RELATED,
    selection: signal<Selection | undefined>(undefined),
    cursor: signal<number | undefined>(undefined),
    label,
  }
  return (
    <div class="lens-panel" data-lens="both" inert>
      <TraceLens {...lens} />
      <LogLens {...lens} />
    </div>
  )
}
