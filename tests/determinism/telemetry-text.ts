/** Telemetry text is all that a run said, byte for byte: its events as JSON, one a line, and how it ended. */

import type { CompiledProgram } from '../../src/sandbox/compile-result.ts'
import { explainOutcome } from '../../src/sandbox/explain.ts'
import { DEFAULT_LIMITS } from '../../src/sandbox/limits.ts'
import type { RunMessage } from '../../src/sandbox/protocol.ts'
import type { TelemetryEvent } from '../../src/telemetry/telemetry-event.ts'
import { storeOf } from '../sent-events.ts'

/** How events were packed into messages is left out: that depends on how fast the machine is. */
export function telemetryText(messages: readonly RunMessage[]): string {
  const end = messages.filter(({ kind }) => kind === 'ended')
  return eventsText([...eventsOf(messages), ...end])
}

/** The same for any engine: where an error came from is told by lines of the source, as readers see it. */
export function portableText(messages: readonly RunMessage[], program: CompiledProgram): string {
  const ends = messages.filter(({ kind }) => kind === 'ended').map(withoutFrames)
  return eventsText([...eventsOf(messages), ...ends, placesOf(messages, program)])
}

/** Each engine has columns of its own, and shows some of its own calls. */
function withoutFrames(message: RunMessage): RunMessage {
  if (message.kind !== 'ended' || message.outcome.kind !== 'failed') return message
  const { outcome } = message
  return { ...message, outcome: { ...outcome, error: { ...outcome.error, frames: [] } } }
}

/** The lines at which it ended, and those on the way there. */
function placesOf(messages: readonly RunMessage[], program: CompiledProgram): string[] {
  const end = messages.find(({ kind }) => kind === 'ended')
  if (end?.kind !== 'ended') return []
  const siteOf = (site: number) => program.sites[site]
  const { position, trail = [] } =
    explainOutcome(end.outcome, program, siteOf, DEFAULT_LIMITS) ?? {}
  return (position ? [position, ...trail] : trail).map(({ file, line }) => `${file}:${line}`)
}

export function eventsOf(messages: readonly RunMessage[]): TelemetryEvent[] {
  return storeOf(messages).events()
}

/** One a line, so that a difference has a place. */
export function eventsText(events: readonly object[]): string {
  return events.map((event) => JSON.stringify(event)).join('\n')
}
