/**
 * A replay is a finished run, told again as far as one of its moments. Rows of lines and spans are those that they have in the
 * whole run.
 */

import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { type Moment, momentsOf } from './replay-moments.ts'

/**
 * Whoever goes back has the run told anew from its beginning: 0.7 µs an event, measured in Node with 100,000 events. So many take
 * 35 ms, two frames, and twice as much on a slow machine.
 */
export const MOST_REPLAYED = 50_000

export class Replay {
  readonly #run: ColumnStore
  readonly moments: readonly Moment[]
  /** The events of the run so far as they have been asked for. */
  readonly #events: TelemetryEvent[] = []
  #store = new ColumnStore()

  /** @param run one that does not grow any more */
  constructor(run: ColumnStore) {
    this.#run = run
    this.moments = momentsOf(run)
  }

  /**
   * What the run had said at a moment. The store is the same one as the last time, grown, unless that was for a later moment.
   * @param index of the moment
   */
  asOf(index: number): ColumnStore {
    const told = this.moments[index]?.told ?? 0
    if (told < this.#store.eventCount) this.#store = new ColumnStore()
    const { eventCount } = this.#store
    if (told > this.#events.length) {
      for (const event of this.#run.events(this.#events.length, told)) this.#events.push(event)
    }
    if (told > eventCount) this.#store.appendEvents(this.#events.slice(eventCount, told))
    return this.#store
  }
}
