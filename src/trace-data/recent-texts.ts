/**
 * Recent texts are those that a batch need not send again, with their numbers. A text that was not used for long is
 * forgotten, and sent again if it comes back: a program that says a million different things should not have to remember them.
 */

import { getFrom, NewMap, setIn } from './untouched-methods.ts'

/** When there are so many new ones, those that were not used since are forgotten. */
const GENERATION = 2 ** 16

export class RecentTexts {
  #recent = new NewMap<string, number>()
  #earlier = new NewMap<string, number>()
  #size = 0

  numberOf(text: string): number | undefined {
    const number = getFrom(this.#recent, text)
    if (number !== undefined) return number
    const earlier = getFrom(this.#earlier, text)
    if (earlier !== undefined) this.add(text, earlier)
    return earlier
  }

  add(text: string, number: number): void {
    if (this.#size === GENERATION) {
      this.#earlier = this.#recent
      this.#recent = new NewMap()
      this.#size = 0
    }
    setIn(this.#recent, text, number)
    this.#size++
  }
}
