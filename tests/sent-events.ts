/** Sent events are telemetry in batches, as a program sends it and as the page hears it. */

import type { BuiltRunData } from '../src/notebook/lesson-data.ts'
import type { RunMessage } from '../src/sandbox/protocol.ts'
import type { TelemetryEvent } from '../src/telemetry/telemetry-event.ts'
import { ColumnStore } from '../src/trace-data/column-store.ts'
import type { EventBatch } from '../src/trace-data/event-batch.ts'
import { EventColumns } from '../src/trace-data/event-columns.ts'
import { packBatch, unpackBatch } from '../src/trace-data/packed-batch.ts'
import type { TakenMessage } from './browser/in-page.ts'

/** @param columns those of the run, if these are not its first events */
export function batchOf(
  events: readonly TelemetryEvent[],
  columns: EventColumns = new EventColumns(),
): EventBatch {
  for (const event of events) columns.append(event)
  return columns.take()
}

/** A run of the build that said this. */
export function builtRunOf(events: readonly TelemetryEvent[]): BuiltRunData {
  return { ...(events.length > 0 && { batch: packBatch(batchOf(events)) }), sites: [] }
}

/** What the page hears of a run's first events. */
export function heardOf(events: readonly TelemetryEvent[]): RunMessage {
  return { kind: 'events', batches: [batchOf(events)], count: events.length }
}

/** Messages that were taken from a page, as the page heard them. */
export function heardFrom(taken: readonly TakenMessage[]): RunMessage[] {
  return taken.map((message) =>
    message.kind === 'events' ? { ...message, batches: message.batches.map(unpackBatch) } : message,
  )
}

/** A store of all that a run said. @param messages its messages from the first one on */
export function storeOf(messages: readonly RunMessage[]): ColumnStore {
  const store = new ColumnStore()
  for (const message of messages) {
    if (message.kind === 'events') for (const batch of message.batches) store.append(batch)
  }
  return store
}
