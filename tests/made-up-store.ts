/** A made-up store is a column store of telemetry written down by hand; see `made-up-run.ts`. */

import type { TelemetryEvent } from '../src/telemetry/telemetry-event.ts'
import { ColumnStore } from '../src/trace-data/column-store.ts'

/** All that, in the order in which it is given. */
export function storeOf(
  ...events: readonly (TelemetryEvent | readonly TelemetryEvent[])[]
): ColumnStore {
  return ColumnStore.of(events.flat())
}
