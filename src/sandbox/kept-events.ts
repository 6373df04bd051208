/** Kept events are what remains of a talkative run: up to the limits everything, and beyond them a count. */

import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { Limits } from './limits.ts'
import type { Dropped } from './protocol.ts'

type Counted = keyof Dropped

export class KeptEvents {
  readonly #left: Record<Counted, number>
  readonly #dropped: Record<Counted, number> = { records: 0, spans: 0, changes: 0 }
  readonly #spans = new Map<string, 'open' | 'ended'>()

  constructor({ records, spans, changes }: Pick<Limits, Counted>) {
    this.#left = { records, spans, changes }
  }

  get dropped(): Dropped {
    return this.#dropped
  }

  /** Will another log record or console line be kept? */
  get hasRoomForRecords(): boolean {
    return this.#left.records > 0
  }

  /**
   * Is this event kept? If not, it has been counted, or it is about a span that is not kept, or has ended, or has begun
   * before: two spans with one id would make every tree below them grow twofold. The end of a kept span is always kept.
   */
  accepts(event: TelemetryEvent): boolean {
    switch (event.kind) {
      case 'log':
      case 'console':
      case 'diagnostic':
        return this.#count('records')
      case 'span-start': {
        const kept = !this.#spans.has(event.spanId) && this.#count('spans')
        if (kept) this.#spans.set(event.spanId, 'open')
        return kept
      }
      case 'span-end': {
        const kept = this.#spans.get(event.spanId) === 'open'
        if (kept) this.#spans.set(event.spanId, 'ended')
        return kept
      }
      default:
        return this.#spans.get(event.spanId) === 'open' && this.#count('changes')
    }
  }

  #count(what: Counted): boolean {
    const kept = this.#left[what] > 0
    if (kept) this.#left[what]--
    else this.#dropped[what]++
    return kept
  }
}
