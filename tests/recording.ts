/** A recording is all that the logger and the tracer say during a test, at times and with ids that the test can foretell. */

import { afterEach, beforeEach } from 'vitest'
import { connect } from '../src/telemetry/instrumentation-host.ts'
import type { TelemetryEvent } from '../src/telemetry/telemetry-event.ts'
import { ColumnStore } from '../src/trace-data/column-store.ts'
import { traceText } from '../src/views/trace-text.ts'
import { eventText } from './event-text.ts'

export interface Recording {
  readonly events: TelemetryEvent[]
  /** Every event in one line. */
  said(): string[]
  /** The spans as an indented tree. */
  tree(): string
  /** Lets milliseconds pass. */
  pass(milliseconds: number): void
}

/** Records each test of a suite on its own. */
export function recordEachTest(): Recording {
  const events: TelemetryEvent[] = []
  let now = 0
  let ids = 0

  beforeEach(() => {
    events.length = 0
    now = 0
    ids = 0
    connect({
      now: () => now,
      randomBits: () => ++ids,
      emit: (event) => events.push(event),
    })
  })
  afterEach(() => connect())

  return {
    events,
    said: () => events.map(eventText),
    tree: () => traceText(ColumnStore.of(events)),
    pass: (milliseconds) => {
      now += milliseconds * 1000
    },
  }
}
