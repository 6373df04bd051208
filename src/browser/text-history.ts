/** A text history is what undo goes back through: the states of a text, with what was selected in each. */

export interface TextState {
  readonly text: string
  /** The selection, in UTF-16 units; both are the same where nothing but a cursor stands. */
  readonly start: number
  readonly end: number
}

/** What made a new state: changes that only add or only remove are taken together while they follow each other closely. */
export type ChangeKind = 'insert' | 'delete' | 'other'

/** A longer pause begins a new step of undo. Milliseconds. */
const PAUSE = 700
/** Older states are forgotten. */
const MOST_STATES = 500

export class TextHistory {
  #past: TextState[]
  #present: TextState
  #future: TextState[] = []
  #lastKind: ChangeKind = 'other'
  #lastChange = Number.NEGATIVE_INFINITY

  /** @param earlier texts that undo goes back to, oldest first */
  constructor(present: TextState, earlier: readonly string[] = []) {
    this.#present = present
    this.#past = earlier.map((text) => ({ text, start: text.length, end: text.length }))
  }

  get present(): TextState {
    return this.#present
  }

  /** The texts that undo would go back to, oldest first. */
  get earlierTexts(): readonly string[] {
    return this.#past.map(({ text }) => text)
  }

  /** @param at when, in milliseconds of any clock that only goes forward */
  change(state: TextState, kind: ChangeKind, at: number): void {
    if (state.text === this.#present.text) {
      this.#present = state
      return
    }
    const continues = kind !== 'other' && kind === this.#lastKind && at - this.#lastChange <= PAUSE
    if (!continues || this.#future.length > 0) this.#past.push(this.#present)
    if (this.#past.length > MOST_STATES) this.#past.shift()
    this.#present = state
    this.#future = []
    this.#lastKind = kind
    this.#lastChange = at
  }

  /** Notes what is selected now, so that undo comes back to it. What is typed next is a step of its own. */
  select(start: number, end: number): void {
    if (start === this.#present.start && end === this.#present.end) return
    this.#present = { ...this.#present, start, end }
    this.#lastKind = 'other'
  }

  /** @returns the state to go back to; nothing at the beginning */
  undo(): TextState | undefined {
    return this.#step(this.#past, this.#future)
  }

  /** @returns the state that was last left by undoing; nothing if there is none */
  redo(): TextState | undefined {
    return this.#step(this.#future, this.#past)
  }

  #step(from: TextState[], to: TextState[]): TextState | undefined {
    const state = from.pop()
    if (!state) return undefined
    to.push(this.#present)
    this.#present = state
    this.#lastKind = 'other'
    return state
  }
}
