/**
 * An outbox holds back what the page is told: the first words go out at once, and more of them at most so often, in
 * portions that a page can take in between two frames.
 */

import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { RunMessage } from './protocol.ts'

interface OutboxPorts {
  send(message: RunMessage): void
  /** Real milliseconds from some fixed moment. */
  now(): number
  /** @returns a function that takes the timer back */
  after(milliseconds: number, callback: () => void): () => void
}

/** Of these only the latest counts. */
type Notice = Exclude<RunMessage, { kind: 'events' | 'ended' }>

/** Between two deliveries. Real milliseconds: three frames of a screen. */
const EVERY = 50
/** Events of one message: unpacking them takes a page a few milliseconds. */
const PORTION = 2000

export class Outbox {
  readonly #ports: OutboxPorts
  #events: TelemetryEvent[] = []
  readonly #notices = new Map<Notice['kind'], Notice>()
  #sentAt = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | undefined

  constructor(ports: OutboxPorts) {
    this.#ports = ports
  }

  add(message: Notice | (RunMessage & { kind: 'events' })): void {
    if (message.kind === 'events') {
      for (const event of message.events) this.#events.push(event)
    } else {
      this.#notices.set(message.kind, message)
    }
    if (this.#cancel) return
    const wait = this.#sentAt + EVERY - this.#ports.now()
    if (wait <= 0) this.flush()
    else this.#cancel = this.#ports.after(wait, () => this.flush())
  }

  /** Sends all that waits. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#sentAt = this.#ports.now()
    const events = this.#events
    const notices = [...this.#notices.values()]
    this.#events = []
    this.#notices.clear()
    for (let start = 0; start < events.length; start += PORTION) {
      this.#ports.send({ kind: 'events', events: events.slice(start, start + PORTION) })
    }
    for (const notice of notices) this.#ports.send(notice)
  }
}
