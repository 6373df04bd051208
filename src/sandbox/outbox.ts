/**
 * An outbox holds back what the page is told: the first words go out at once, and more of them at most so often, in
 * portions that a page can take in between two frames.
 */

import type { EventBatch } from '../trace-data/event-batch.ts'
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
/** Events of one message, if a batch alone has no more: taking them in takes a page a few milliseconds. */
const PORTION = 2000

/** Batches that go out together. */
interface Portion {
  readonly batches: EventBatch[]
  count: number
}

export class Outbox {
  readonly #ports: OutboxPorts
  #portions: Portion[] = []
  readonly #notices = new Map<Notice['kind'], Notice>()
  #sentAt = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | undefined

  constructor(ports: OutboxPorts) {
    this.#ports = ports
  }

  /** @param count how many events the batch has */
  addBatch(batch: EventBatch, count: number): void {
    const last = this.#portions.at(-1)
    if (last && last.count + count <= PORTION) {
      last.batches.push(batch)
      last.count += count
    } else {
      this.#portions.push({ batches: [batch], count })
    }
    this.#sendSoon()
  }

  addNotice(notice: Notice): void {
    this.#notices.set(notice.kind, notice)
    this.#sendSoon()
  }

  /** Sends all that waits. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#sentAt = this.#ports.now()
    const portions = this.#portions
    const notices = [...this.#notices.values()]
    this.#portions = []
    this.#notices.clear()
    for (const { batches, count } of portions) this.#ports.send({ kind: 'events', batches, count })
    for (const notice of notices) this.#ports.send(notice)
  }

  #sendSoon(): void {
    if (this.#cancel) return
    const wait = this.#sentAt + EVERY - this.#ports.now()
    if (wait <= 0) this.flush()
    else this.#cancel = this.#ports.after(wait, () => this.flush())
  }
}
