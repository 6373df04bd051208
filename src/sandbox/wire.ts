/** The wire is how a program's words look on their way to the broker: a batch of events is one JSON text. */

import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { ProgramMessage } from './protocol.ts'

export type ProgramWireMessage =
  | Exclude<ProgramMessage, { kind: 'events' }>
  | { readonly kind: 'events'; readonly json: string }

/** A batch longer than this is not read. UTF-16 code units. */
export const MAX_WIRE_TEXT = 8 * 1024 * 1024

/** Taken before the reader's code runs, so that nothing it does to `JSON` can change what is sent. */
const { stringify } = JSON

export function encodeEvents(events: readonly TelemetryEvent[]): string {
  return stringify(events)
}
