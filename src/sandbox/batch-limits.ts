/** Batch limits are how large the parts of a batch from an honest program can be. */

import type { BatchLimits } from '../trace-data/validate-batch.ts'
import {
  MAX_BATCH_BYTES,
  MAX_EVENTS_PER_MESSAGE,
  MAX_FIELDS,
  MAX_ID,
  MAX_ITEMS,
  MAX_MESSAGE,
  MAX_NAME,
  MAX_NESTING,
  MAX_RUN_TEXT,
  MAX_SNAPSHOT,
  MAX_TEXT,
} from './limits.ts'
import { NotPlain } from './plain-event.ts'
import { consoleSnapshot } from './validate-console.ts'

/** What is left out of fields and lists leaves a note: one more than there may be. */
export const BATCH_LIMITS: BatchLimits = {
  events: MAX_EVENTS_PER_MESSAGE,
  bytes: MAX_BATCH_BYTES,
  batchText: MAX_MESSAGE,
  // Who floods is stopped before; see `flood-guard.ts`.
  runText: 2 * MAX_RUN_TEXT,
  text: MAX_TEXT,
  name: MAX_NAME,
  id: MAX_ID,
  json: MAX_MESSAGE,
  snapshot: MAX_SNAPSHOT,
  isSnapshot,
  fields: MAX_FIELDS + 1,
  links: MAX_FIELDS,
  items: MAX_ITEMS + 1,
  nesting: MAX_NESTING,
}

function isSnapshot(value: unknown): boolean {
  try {
    consoleSnapshot(value)
    return true
  } catch (error) {
    if (error instanceof NotPlain) return false
    throw error
  }
}
