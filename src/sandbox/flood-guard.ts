/** A flood guard tells a talkative program from one that floods: an honest one sends batches, and drops what is too much. */

import { MAX_MESSAGES_A_SECOND, MAX_RUN_TEXT } from './limits.ts'

/** What ends a batch, and the ends of spans, come on top of what an honest program counts. */
const SLACK = 1.25

export class FloodGuard {
  readonly #now: () => number
  #second = Number.NEGATIVE_INFINITY
  #messages = 0
  #text = 0

  /** @param now real milliseconds from some fixed moment */
  constructor(now: () => number) {
    this.#now = now
  }

  /** A message has come. @returns whether it, and all before, may be from an honest program */
  admits(message: unknown): boolean {
    const second = Math.floor(this.#now() / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#messages = 0
    }
    this.#messages++
    this.#text += textOf(message)
    return this.#messages <= MAX_MESSAGES_A_SECOND && this.#text <= MAX_RUN_TEXT * SLACK
  }
}

/** How much text it brings, in UTF-16 code units: two bytes of a buffer count as one. */
function textOf(message: unknown): number {
  if (typeof message !== 'object' || message === null || !('batch' in message)) return 0
  const { bytes, text } = (message.batch ?? {}) as { bytes?: unknown; text?: unknown }
  const ofBytes = bytes instanceof ArrayBuffer ? bytes.byteLength / 2 : 0
  return ofBytes + (typeof text === 'string' ? text.length : 0)
}
