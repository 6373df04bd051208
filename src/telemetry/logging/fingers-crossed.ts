/** Fingers crossed, nothing is written: but when something fails, everything that led to it is. */

import { diagnose } from '../diagnostic.ts'
import { textOf } from '../field.ts'
import { LEVELS, type Level, SEVERITY } from './level.ts'
import type { LogRecord } from './log-record.ts'
import type { LogSink } from './log-sink.ts'
import { type DroppingSink, leftOut } from './thinning-sink.ts'

/** What ends the silence, and how much is held back until then. */
export interface FingersCrossedOptions {
  /** From which level on something has failed. Default `error`. */
  readonly trigger?: Level
  /** How many records of each trace are held back; the latest of them, if there are more. Default 100. */
  readonly capacity?: number
}

/** What is known of one trace. */
interface Story {
  readonly held: LogRecord[]
  /** How many records made room for later ones. */
  dropped: number
  hasFailed: boolean
}

/** Traces that nobody has heard of for this many others are taken to have ended well. */
const MOST_TRACES = 1000

/**
 * Holds the records of each trace back. When one of the trigger's level comes, they are all written, in their order, and so
 * is the rest of that trace. Records of no trace make a story of their own, which begins anew after each failure.
 * What is given up, because a trace is long ago or has too many records, is counted in `dropped`; what is missing from a
 * story that is written is said before it.
 * @see Monolog, `FingersCrossedHandler`, for the name
 */
export function fingersCrossed(options: FingersCrossedOptions, sink: LogSink): DroppingSink {
  const trigger = triggerOf(options.trigger)
  const capacity = capacityOf(options.capacity)
  const stories = new Map<string | undefined, Story>()

  function held(record: LogRecord): void {
    const story = storyOf(record.traceId)
    if (story.hasFailed) {
      sink(record)
      return
    }
    story.held.push(record)
    if (story.held.length > capacity) {
      story.held.shift()
      story.dropped++
      held.dropped++
    }
    if (SEVERITY[record.level] >= trigger) tell(story, record.traceId !== undefined)
  }
  held.dropped = 0

  function storyOf(traceId: string | undefined): Story {
    const story = stories.get(traceId) ?? { held: [], dropped: 0, hasFailed: false }
    // The one that went on last is the last to be forgotten.
    stories.delete(traceId)
    stories.set(traceId, story)
    if (stories.size > MOST_TRACES) {
      const [[oldest, { held: forgotten }] = [traceId, story]] = stories
      stories.delete(oldest)
      held.dropped += forgotten.length
    }
    return story
  }

  function tell(story: Story, hasFailed: boolean): void {
    const records = story.held.splice(0)
    const [first] = records
    if (first && story.dropped > 0) sink(leftOut(first, story.dropped))
    story.dropped = 0
    story.hasFailed = hasFailed
    for (const record of records) sink(record)
  }

  return held
}

function triggerOf(level: Level = 'error'): number {
  if (Object.hasOwn(SEVERITY, level)) return SEVERITY[level]
  diagnose(`${textOf(level)} is no level; there are: ${LEVELS.join(', ')}. The trigger is error.`)
  return SEVERITY.error
}

function capacityOf(capacity = 100): number {
  if (capacity >= 1) return capacity
  diagnose('The capacity of fingersCrossed() is at least 1. It is 100.')
  return 100
}
