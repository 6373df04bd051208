/**
 * Validating a message means to build it anew from what can be believed: known kinds, whole numbers, bounded texts.
 * The program side is hostile until proven otherwise; what is not understood, or larger than what an honest program sends,
 * is refused as a whole.
 */

import { MAX_ITEMS, MAX_TEXT } from './limits.ts'
import { count, flag, NotPlain, oneOf, record, whole, within } from './plain-event.ts'
import {
  type CodePosition,
  type Dropped,
  type Outcome,
  PROGRAM_STOP_REASONS,
  type ProgramMessage,
} from './protocol.ts'
import { validateDials } from './validate-dials.ts'

/** Thrown for a message that no honest program sends. */
export class BadMessage extends Error {}

/** A message of which all but a batch of events has been validated: that can be done only by who knows those before it. */
export type CheckedMessage =
  | Exclude<ProgramMessage, { kind: 'events' }>
  | { readonly kind: 'events'; readonly batch: unknown }

/** @throws BadMessage if it is not a message that a program can send */
export function validateProgramMessage(message: unknown): CheckedMessage {
  try {
    return programMessage(record(message, 'it'))
  } catch (error) {
    if (error instanceof NotPlain) throw new BadMessage(error.message)
    throw error
  }
}

function programMessage(message: Readonly<Record<string, unknown>>): CheckedMessage {
  const { kind } = message
  switch (kind) {
    case 'ready':
      return { kind }
    case 'events':
      return { kind, batch: message.batch }
    case 'dropped':
      return { kind, dropped: dropped(message.dropped) }
    case 'busy':
      return { kind, ...(message.site !== undefined && { site: whole(message.site, 'site') }) }
    case 'clock':
      return {
        kind,
        time: whole(message.time, 'time'),
        isPaused: flag(message.isPaused, 'being paused'),
      }
    case 'dials':
      return { kind, dials: validateDials(message.dials) }
    case 'progress':
      return { kind, done: count(message.done, 'count'), total: count(message.total, 'count') }
    case 'ended':
      return {
        kind,
        outcome: outcome(message.outcome),
        dropped: dropped(message.dropped),
        time: whole(message.time, 'time'),
      }
    default:
      throw new BadMessage('unknown kind of message')
  }
}

function outcome(value: unknown): Outcome {
  const { kind, error, unhandled, sites, reason } = record(value, 'outcome')
  switch (kind) {
    case 'done':
      return { kind }
    case 'failed': {
      const { name, message, frames, awaits } = record(error, 'error')
      const thrown = {
        name: within(name, 'name', MAX_TEXT),
        message: within(message, 'message', MAX_TEXT),
        frames: list(frames, MAX_ITEMS).map(codePosition),
        awaits: list(awaits, MAX_ITEMS).map(site),
      }
      return { kind, error: thrown, unhandled: unhandled === true }
    }
    case 'stuck':
      return { kind, sites: list(sites, MAX_ITEMS).map(site) }
    case 'stopped':
      return { kind, reason: oneOf(PROGRAM_STOP_REASONS, reason, 'reason') }
    default:
      throw new BadMessage('unknown outcome')
  }
}

function codePosition(value: unknown): CodePosition {
  const { line, column } = record(value, 'place')
  return { line: whole(line, 'line'), column: whole(column, 'column') }
}

function site(value: unknown): number {
  return whole(value, 'site')
}

function dropped(value: unknown): Dropped {
  const { records, spans, changes, refused, cut } = record(value, 'counts')
  return {
    records: count(records, 'count'),
    spans: count(spans, 'count'),
    changes: count(changes, 'count'),
    refused: count(refused, 'count'),
    cut: count(cut, 'count'),
  }
}

/** A list without gaps. */
function list(value: unknown, most: number): unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new BadMessage('not a list')
  return Array.from(value)
}
