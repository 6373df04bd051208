/** The event sink writes down what a program says in columns, made plain and cut to size, and sends it off in batches. */

import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { isSafeInteger } from '../telemetry/untouched.ts'
import { EventColumns } from '../trace-data/event-columns.ts'
import { CutParts } from './event-parts.ts'
import { eventSize } from './event-size.ts'
import { KeptEvents } from './kept-events.ts'
import { type Limits, MAX_EVENTS_PER_MESSAGE, MAX_MESSAGE } from './limits.ts'
import { NotPlain, plainEvent } from './plain-event.ts'
import type { Dropped, ProgramMessage } from './protocol.ts'

interface SinkPorts {
  /** @param handedOver what belongs to the receiver from then on */
  post(message: ProgramMessage, handedOver?: ArrayBuffer): void
  realNow(): number
  /** What time it is in the run, in microseconds since the Unix epoch. */
  now(): number
}

/** A batch is sent when it is this old. Real milliseconds: one frame of a screen. */
const MAX_AGE = 16
/** How often the reader is told what is being left out. Real milliseconds. */
const TELL_DROPPED_EVERY = 250
/** Dropped events between two looks at the clock. */
const DROPS_PER_LOOK = 1024
/** So many reasons for leaving something out are told in the log; the rest is only counted. */
const MAX_REASONS = 10

/**
 * Whatever a program does to the language, and whatever it hands to the lab, nothing here throws: what makes no sense is
 * left out, counted, and told in the log.
 */
export class EventSink {
  readonly #ports: SinkPorts
  readonly #kept: KeptEvents
  readonly #parts = new CutParts()
  /** The events that wait. */
  readonly #columns = new EventColumns()
  /** How much room they take, at most. */
  #size = 0
  #sent = 0
  #sentAt: number
  #drops = 0
  #toldAt = 0
  #refused = 0
  readonly #reasons: string[] = []
  #closed = false

  constructor(limits: Limits, ports: SinkPorts) {
    this.#ports = ports
    this.#kept = new KeptEvents(limits)
    this.#sentAt = ports.realNow()
  }

  /** What was left out so far. */
  get dropped(): Dropped {
    return { ...this.#kept.dropped, refused: this.#refused, cut: this.#parts.cuts }
  }

  /** How many events were kept so far. */
  get written(): number {
    return this.#sent + this.#columns.count
  }

  /** Will another log record or console line be kept? If not, nobody needs to know what is in it. */
  get hasRoomForRecords(): boolean {
    return this.#kept.hasRoomForRecords
  }

  write(event: TelemetryEvent): void {
    if (this.#closed) return
    try {
      this.#write(event)
    } catch (error) {
      this.#refuse(`${whatIs(event)} was left out: ${reasonOf(error)}.`, event)
    }
  }

  flushIfDue(): void {
    if (this.#ports.realNow() - this.#sentAt >= MAX_AGE) this.flush()
  }

  flush(): void {
    this.#sentAt = this.#ports.realNow()
    if (this.#columns.count === 0) return
    this.#sent += this.#columns.count
    this.#size = 0
    const batch = this.#columns.take()
    this.#ports.post({ kind: 'events', batch }, batch.bytes)
  }

  /** Sends what is left. What is written later belongs to no run. */
  close(): void {
    this.flush()
    this.#closed = true
  }

  #write(event: TelemetryEvent): void {
    if (this.#kept.dropsLines(event.kind)) {
      this.#noteDrop()
      return
    }
    this.#parts.begin()
    let plain = plainEvent(event, this.#parts)
    let size = eventSize(plain)
    if (size > MAX_MESSAGE) {
      this.#parts.begin(true)
      plain = plainEvent(event, this.#parts)
      size = eventSize(plain)
    }
    const verdict = this.#kept.judge(plain, size)
    if (verdict === 'kept') this.#add(plain, size)
    else if (verdict === 'dropped') this.#noteDrop()
    else this.#refuse(verdict.refused, event)
  }

  #add(event: TelemetryEvent, size: number): void {
    if (this.#size + size > MAX_MESSAGE) this.flush()
    this.#columns.append(event)
    this.#size += size
    // The first words go out at once, in case nothing follows them; the more has been said, the larger the batches.
    const { count } = this.#columns
    if (count > this.#sent >> 3 || count >= MAX_EVENTS_PER_MESSAGE) this.flush()
  }

  #noteDrop(): void {
    if (++this.#drops % DROPS_PER_LOOK !== 0) return
    const now = this.#ports.realNow()
    if (now - this.#toldAt < TELL_DROPPED_EVERY) return
    this.#toldAt = now
    // What was kept comes before the news that there was more.
    this.flush()
    this.#ports.post({ kind: 'dropped', dropped: this.dropped })
  }

  /** Leaves an event out because it makes no sense, and says why: each reason once. */
  #refuse(reason: string, event: TelemetryEvent): void {
    this.#refused++
    if (this.#reasons.length >= MAX_REASONS) return
    for (let index = 0; index < this.#reasons.length; index++) {
      if (this.#reasons[index] === reason) return
    }
    this.#reasons[this.#reasons.length] = reason
    try {
      this.#write({
        kind: 'diagnostic',
        time: this.#ports.now(),
        message: reason,
        site: siteOf(event),
      })
    } catch {
      // There is not even room on the stack. It is counted.
    }
  }
}

function whatIs(event: TelemetryEvent): string {
  try {
    switch (event.kind) {
      case 'log':
        return 'A log record'
      case 'span-start':
        return 'A span'
      case 'span-end':
        return 'The end of a span'
      case 'span-event':
        return 'An event of a span'
      case 'attribute':
        return 'An attribute'
      case 'link':
        return 'A link'
      default:
        return 'Something'
    }
  } catch {
    return 'Something'
  }
}

/** Where it was said, if it lets itself be read. */
function siteOf(event: TelemetryEvent): number {
  try {
    const { site } = event as { site?: unknown }
    return isSafeInteger(site) ? (site as number) : -1
  } catch {
    return -1
  }
}

function reasonOf(error: unknown): string {
  return error instanceof NotPlain ? error.message : 'it could not be read'
}
