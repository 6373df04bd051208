/** Known texts are the texts of a run of which something is true; each is asked once, however many rows it stands in. */

import type { TextRows } from './text-rows.ts'

const UNKNOWN = 0
const NO = 1
const YES = 2

export class KnownTexts {
  readonly #texts: TextRows
  readonly #isSo: (text: string) => boolean
  /** By the number of the text. */
  #answers = new Uint8Array(64)

  constructor(texts: TextRows, isSo: (text: string) => boolean) {
    this.#texts = texts
    this.#isSo = isSo
  }

  /** @param text its number */
  has(text: number): boolean {
    if (text >= this.#answers.length) this.#grow(text)
    let answer = this.#answers[text] as number
    if (answer === UNKNOWN) {
      answer = this.#isSo(this.#texts.text(text)) ? YES : NO
      this.#answers[text] = answer
    }
    return answer === YES
  }

  #grow(text: number): void {
    const longer = new Uint8Array(Math.max(text + 1, this.#texts.count, this.#answers.length * 2))
    longer.set(this.#answers)
    this.#answers = longer
  }
}
