/** Telemetry text is all that a run said, byte for byte: its events as JSON, one a line, and how it ended. */

import type { RunMessage } from '../../src/sandbox/protocol.ts'
import type { TelemetryEvent } from '../../src/telemetry/telemetry-event.ts'

/** How events were packed into messages is left out: that depends on how fast the machine is. */
export function telemetryText(messages: readonly RunMessage[]): string {
  const end = messages.filter(({ kind }) => kind === 'ended')
  return eventsText([...eventsOf(messages), ...end])
}

export function eventsOf(messages: readonly RunMessage[]): TelemetryEvent[] {
  return messages.flatMap((message) => (message.kind === 'events' ? message.events : []))
}

/** One a line, so that a difference has a place. */
export function eventsText(events: readonly object[]): string {
  return events.map((event) => JSON.stringify(event)).join('\n')
}
