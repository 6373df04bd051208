/** Kept events are what remains of a talkative run: up to the limits everything, and beyond them a count. */

import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { Limits } from './limits.ts'
import type { Dropped } from './protocol.ts'

type Counted = keyof Dropped

export class KeptEvents {
  readonly #left: Record<Counted, number>
  readonly #dropped: Record<Counted, number> = { records: 0, spans: 0, changes: 0 }
  readonly #openSpans = new Set<string>()

  constructor({ records, spans, changes }: Pick<Limits, Counted>) {
    this.#left = { records, spans, changes }
  }

  get dropped(): Dropped {
    return this.#dropped
  }

  /** Is this event kept? If not, it has been counted. The end of a kept span is always kept. */
  accepts(event: TelemetryEvent): boolean {
    switch (event.kind) {
      case 'log':
      case 'console':
      case 'diagnostic':
        return this.#count('records')
      case 'span-start': {
        const kept = this.#count('spans')
        if (kept) this.#openSpans.add(event.spanId)
        return kept
      }
      case 'span-end':
        return this.#openSpans.delete(event.spanId)
      default:
        return this.#openSpans.has(event.spanId) && this.#count('changes')
    }
  }

  #count(what: Counted): boolean {
    const kept = this.#left[what] > 0
    if (kept) this.#left[what]--
    else this.#dropped[what]++
    return kept
  }
}
