/** Kept events are what remains of a talkative run: up to the limits everything, and beyond them a count. */

import type { TelemetryEvent } from '../telemetry/telemetry-event.ts'
import { create } from '../telemetry/untouched.ts'
import { type Limits, MAX_RUN_TEXT } from './limits.ts'

/** What is counted, and has a limit of its own. */
type Counted = 'records' | 'spans' | 'changes'

/**
 * An event is kept; or left out because there are too many; or it makes no sense, and this is why, as a whole sentence.
 */
export type Verdict = 'kept' | 'dropped' | { readonly refused: string }

const KEPT = 'kept'
const DROPPED = 'dropped'

export class KeptEvents {
  readonly #left: Record<Counted, number>
  readonly #dropped: Record<Counted, number> = { records: 0, spans: 0, changes: 0 }
  /** Whether a span goes on, by its id. Without a prototype, so that any id will do. */
  readonly #spans: Record<string, 'open' | 'ended'> = create(null)
  #textLeft = MAX_RUN_TEXT

  constructor({ records, spans, changes }: Pick<Limits, Counted>) {
    this.#left = { records, spans, changes }
  }

  /** What was left out so far. */
  get dropped(): Readonly<Record<Counted, number>> {
    const { records, spans, changes } = this.#dropped
    return { records, spans, changes }
  }

  /** Counts a line that is not kept, if there is room for none: it need not even be looked at. */
  dropsLines(kind: TelemetryEvent['kind']): boolean {
    return isLine(kind) && this.#left.records <= 0 && !this.#takes('records', 0)
  }

  /** Will another log record or console line be kept? */
  get hasRoomForRecords(): boolean {
    return this.#left.records > 0
  }

  /**
   * The first end of a kept span is always kept. What contradicts itself is kept, too, for its reader to see: a second span with an
   * id, a second end, a change after the end.
   * @param length how much room it takes; see `event-size.ts`
   */
  judge(event: TelemetryEvent, length = 0): Verdict {
    switch (event.kind) {
      case 'log':
      case 'console':
      case 'diagnostic':
        return this.#takes('records', length) ? KEPT : DROPPED
      case 'span-start': {
        if (!this.#takes('spans', length)) return DROPPED
        this.#spans[event.spanId] = 'open'
        return KEPT
      }
      case 'span-end': {
        const state = this.#spans[event.spanId]
        if (state === undefined) return this.#unknownSpan('ended', event.spanId)
        if (state === 'ended') return this.#takes('changes', length) ? KEPT : DROPPED
        this.#spans[event.spanId] = 'ended'
        return KEPT
      }
      default: {
        if (this.#spans[event.spanId] === undefined)
          return this.#unknownSpan('changed', event.spanId)
        return this.#takes('changes', length) ? KEPT : DROPPED
      }
    }
  }

  /** What happens to a span that was dropped goes with it. If none was, there is no such span. */
  #unknownSpan(what: 'ended' | 'changed', spanId: string): Verdict {
    if (this.#dropped.spans > 0) return DROPPED
    return refusal(`The span ${spanId} was ${what} without having begun; that was left out.`)
  }

  #takes(what: Counted, length: number): boolean {
    const takes = this.#left[what] > 0 && this.#textLeft >= length
    if (takes) {
      this.#left[what]--
      this.#textLeft -= length
    } else {
      this.#dropped[what]++
    }
    return takes
  }
}

function refusal(sentence: string): Verdict {
  return { refused: sentence }
}

function isLine(kind: TelemetryEvent['kind']): boolean {
  return kind === 'log' || kind === 'console' || kind === 'diagnostic'
}
