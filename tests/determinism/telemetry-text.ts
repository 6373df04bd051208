/** Telemetry text is all that a run said, byte for byte: its events as JSON, one a line, and how it ended. */

import type { RunMessage } from '../../src/sandbox/protocol.ts'

/** How events were packed into messages is left out: that depends on how fast the machine is. */
export function telemetryText(messages: readonly RunMessage[]): string {
  return messages
    .flatMap((message): readonly object[] => {
      if (message.kind === 'events') return message.events
      return message.kind === 'ended' ? [message] : []
    })
    .map((event) => JSON.stringify(event))
    .join('\n')
}
