/**
 * A line query holds the lines that are shown while others are looked for: what was found stays until all is found that the reader
 * asks for now, or if that is no pattern at all.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { FilteredLines } from './filtered-lines.ts'
import { NO_FILTER, type RunFilter } from './run-filter.ts'
import type { patternProblem, searchFor } from './run-search.ts'

/** What looks for texts; a page may not have it yet. */
export interface RunSearch {
  readonly searchFor: typeof searchFor
  readonly patternProblem: typeof patternProblem
}

export class LineQuery {
  readonly #store: ColumnStore
  #asked: RunFilter = NO_FILTER
  #shown: FilteredLines
  #wanted: FilteredLines
  #slices: Generator<void> | undefined
  #budget = 0
  #now = () => 0
  #problem: string | undefined

  constructor(store: ColumnStore) {
    this.#store = store
    this.#shown = new FilteredLines(store, NO_FILTER, undefined)
    this.#wanted = this.#shown
  }

  /** Those that are shown. */
  get lines(): FilteredLines {
    return this.#shown
  }

  /** What is wrong with the pattern that was asked for, in a sentence. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** Has it found all that was asked for, as far as the run has gone? */
  get isDone(): boolean {
    return this.#wanted.isDone
  }

  /** How far it is with what was asked for: 0 to 1. */
  get progress(): number {
    return this.#wanted.progress
  }

  /** @param search without it, what asks for a text waits */
  ask(filter: RunFilter, search: RunSearch | undefined): void {
    if (filter === this.#asked || (filter.text && !search)) return
    this.#asked = filter
    this.#problem = search?.patternProblem(filter)
    if (this.#problem !== undefined) return
    this.#wanted = new FilteredLines(this.#store, filter, search?.searchFor(this.#store, filter))
    this.#slices = undefined
  }

  /**
   * Looks on, for one slice of time; also for what has come since.
   * @param budget milliseconds @param now real milliseconds from some fixed moment
   */
  goOn(budget: number, now: () => number): void {
    if (!this.#wanted.isDone) {
      this.#budget = budget
      this.#now = now
      this.#slices ??= this.#wanted.run(this.#budget, () => this.#now())
      if (this.#slices.next().done) this.#slices = undefined
    }
    // At first there is nothing else to show.
    if (this.#wanted.isDone) this.#shown = this.#wanted
  }
}
