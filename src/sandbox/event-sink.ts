/** The event sink collects what a program says and sends it off in batches. */

import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { KeptEvents } from './kept-events.ts'
import { type Limits, MAX_EVENTS_PER_MESSAGE } from './limits.ts'
import type { Dropped } from './protocol.ts'
import { encodeEvents, MAX_WIRE_TEXT, type ProgramWireMessage } from './wire.ts'

interface SinkPorts {
  post(message: ProgramWireMessage): void
  realNow(): number
}

/** A batch is sent when it is this old. Real milliseconds: one frame of a screen. */
const MAX_AGE = 16
/** How often the reader is told what is being left out. Real milliseconds. */
const TELL_DROPPED_EVERY = 250
/** Dropped events between two looks at the clock. */
const DROPS_PER_LOOK = 1024

export class EventSink {
  readonly #ports: SinkPorts
  readonly #kept: KeptEvents
  #batch: TelemetryEvent[] = []
  #sent = 0
  #sentAt: number
  #drops = 0
  #toldAt = 0
  #closed = false

  constructor(limits: Limits, ports: SinkPorts) {
    this.#ports = ports
    this.#kept = new KeptEvents(limits)
    this.#sentAt = ports.realNow()
  }

  /** What was left out so far. */
  get dropped(): Dropped {
    return this.#kept.dropped
  }

  /** How many events were kept so far. */
  get written(): number {
    return this.#sent + this.#batch.length
  }

  /** Will another log record or console line be kept? If not, nobody needs to know what is in it. */
  get hasRoomForRecords(): boolean {
    return this.#kept.hasRoomForRecords
  }

  write(event: TelemetryEvent): void {
    if (this.#closed) return
    if (!this.#kept.accepts(event)) {
      if (++this.#drops % DROPS_PER_LOOK === 0) this.#tellDropped()
      return
    }
    // The first words go out at once, in case nothing follows them; the more has been said, the larger the batches.
    const enough = Math.min(MAX_EVENTS_PER_MESSAGE, 1 + (this.#sent >> 3))
    if (this.#batch.push(event) >= enough) this.flush()
  }

  flushIfDue(): void {
    if (this.#ports.realNow() - this.#sentAt >= MAX_AGE) this.flush()
  }

  flush(): void {
    this.#sentAt = this.#ports.realNow()
    if (this.#batch.length === 0) return
    const batch = this.#batch
    this.#batch = []
    this.#sent += batch.length
    this.#send(batch)
  }

  /** In one message, or in several if the broker would not read that one. */
  #send(events: readonly TelemetryEvent[]): void {
    const json = encodeEvents(events)
    if (json.length <= MAX_WIRE_TEXT || events.length === 1) {
      this.#ports.post({ kind: 'events', json })
      return
    }
    const half = events.length >> 1
    this.#send(events.slice(0, half))
    this.#send(events.slice(half))
  }

  /** Sends what is left. What is written later belongs to no run. */
  close(): void {
    this.flush()
    this.#closed = true
  }

  #tellDropped(): void {
    const now = this.#ports.realNow()
    if (now - this.#toldAt < TELL_DROPPED_EVERY) return
    this.#toldAt = now
    this.#ports.post({ kind: 'dropped', dropped: this.dropped })
  }
}
