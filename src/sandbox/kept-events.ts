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
   * The end of a kept span is always kept. Two spans with one id are not: every tree below them would grow twofold.
   * @param length how long its text is, in UTF-16 code units
   */
  judge(event: TelemetryEvent, length = 0): Verdict {
    switch (event.kind) {
      case 'log':
      case 'console':
      case 'diagnostic':
        return this.#takes('records', length) ? KEPT : DROPPED
      case 'span-start': {
        if (this.#spans[event.spanId] !== undefined) {
          return refusal(`A second span with the id ${event.spanId} was left out: “${event.name}”.`)
        }
        if (!this.#takes('spans', length)) return DROPPED
        this.#spans[event.spanId] = 'open'
        return KEPT
      }
      case 'span-end': {
        const state = this.#spans[event.spanId]
        if (state === 'ended') {
          return refusal(`The span ${event.spanId} was ended twice; only its first end counts.`)
        }
        if (state === undefined) return this.#unknownSpan('ended', event.spanId)
        this.#spans[event.spanId] = 'ended'
        return KEPT
      }
      default: {
        const state = this.#spans[event.spanId]
        if (state === 'ended') {
          return refusal(`The span ${event.spanId} was changed after its end; that was left out.`)
        }
        if (state === undefined) return this.#unknownSpan('changed', event.spanId)
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
