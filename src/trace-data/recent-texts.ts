/**
 * Recent texts are those that a batch need not send again, with their numbers. A text that was not used for long is
 * forgotten, and sent again if it comes back: a program that says a million different things should not have to remember them.
 */

import { mapGet, mapSet, NativeMap } from '../telemetry/untouched.ts'

/** When there are so many new ones, those that were not used since are forgotten. */
const GENERATION = 2 ** 16

export class RecentTexts {
  #recent = new NativeMap<string, number>()
  #earlier = new NativeMap<string, number>()
  #size = 0

  numberOf(text: string): number | undefined {
    const number = mapGet(this.#recent, text)
    if (number !== undefined) return number
    const earlier = mapGet(this.#earlier, text)
    if (earlier !== undefined) this.add(text, earlier)
    return earlier
  }

  add(text: string, number: number): void {
    if (this.#size === GENERATION) {
      this.#earlier = this.#recent
      this.#recent = new NativeMap()
      this.#size = 0
    }
    mapSet(this.#recent, text, number)
    this.#size++
  }
}
