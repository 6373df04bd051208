/**
 * Filtered lines are the lines of a run that a filter admits, with what they add up to. They are found in slices, so that the page
 * stays awake, and go on when the run does: each line is looked at once.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import type { LineType } from '../trace-data/event-batch.ts'
import type { TextSearch } from '../trace-data/text-search.ts'
import { FieldTest } from './field-test.ts'
import type { RunFilter } from './run-filter.ts'
import { TimeHistogram } from './time-histogram.ts'

/** So many lines are looked at between two looks at the clock. */
const SLICE = 4096

/** How many lines there are with each choice, if what else the filter asks for stays as it is. */
export interface LineFacets {
  readonly levels: ReadonlyMap<LineType, number>
  readonly services: ReadonlyMap<string, number>
  readonly targets: ReadonlyMap<string, number>
}

/** Which parts of a filter an origin passes. */
const PASSES = { level: 1, service: 2, target: 4 } as const
const PASSES_ALL = PASSES.level | PASSES.service | PASSES.target

export class FilteredLines {
  readonly #store: ColumnStore
  readonly #search: TextSearch | undefined
  readonly #field: FieldTest | undefined
  #rows = new Uint32Array(64)
  #count = 0
  #seen = 0
  /** By origin: bits of {@link PASSES}, and how many lines pass all that does not depend on the origin. */
  #passes = new Uint8Array(0)
  #counts = new Uint32Array(0)

  readonly filter: RunFilter
  /** Of the lines that the filter would admit if it did not ask for a time. */
  readonly histogram: TimeHistogram

  /** @param search for the text of the filter, if it has one; see `run-search.ts` */
  constructor(store: ColumnStore, filter: RunFilter, search: TextSearch | undefined) {
    this.#store = store
    this.filter = filter
    this.#search = search
    this.#field = filter.field && new FieldTest(store.rows, filter.field)
    this.histogram = new TimeHistogram(store.start, store.end)
  }

  /** Rows of the lines, in the order in which they came. Good until more are found. */
  get rows(): Uint32Array {
    return this.#rows.subarray(0, this.#count)
  }

  get count(): number {
    return this.#count
  }

  /** How many of them come before a line. @param line a row */
  countBefore(line: number): number {
    let [from, to] = [0, this.#count]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#rows[middle] as number) < line) from = middle + 1
      else to = middle
    }
    return from
  }

  /** Has it looked at all there is? */
  get isDone(): boolean {
    return this.#seen === this.#store.lineCount && (this.#search?.progress ?? 1) === 1
  }

  /** How much of the run it has looked at: 0 to 1. */
  get progress(): number {
    const lines = this.#store.lineCount === 0 ? 1 : this.#seen / this.#store.lineCount
    return this.#search ? this.#search.progress * 0.9 + lines * 0.1 : lines
  }

  /**
   * Looks at what it has not looked at yet, and yields whenever its time is up.
   * @param budget how long it may go on at a time, in milliseconds
   * @param now real milliseconds from some fixed moment
   */
  *run(budget: number, now: () => number): Generator<void> {
    if (this.#search) yield* this.#search.run(budget, now)
    let until = now() + budget
    while (this.#seen < this.#store.lineCount) {
      this.#look(Math.min(this.#seen + SLICE, this.#store.lineCount))
      if (now() < until) continue
      yield
      until = now() + budget
    }
  }

  /** Looks at everything at once, however long it takes. */
  finish(): this {
    for (const _ of this.run(Number.POSITIVE_INFINITY, () => 0));
    return this
  }

  /** Every choice that the run offers, or the filter asks for, with its count. */
  facets(): LineFacets {
    const { lineOrigins } = this.#store.rows
    const levels = new Map<LineType, number>()
    const services = new Map<string, number>()
    const targets = new Map<string, number>()
    for (let origin = 0; origin < this.#counts.length; origin++) {
      if (lineOrigins.table.columns.lines[origin] === 0) continue
      const count = this.#counts[origin] as number
      const failed = PASSES_ALL & ~(this.#passes[origin] as number)
      add(levels, lineOrigins.type(origin), failed & ~PASSES.level ? 0 : count)
      if (!lineOrigins.isLogged(origin)) continue
      add(services, lineOrigins.service(origin), failed & ~PASSES.service ? 0 : count)
      add(targets, lineOrigins.target(origin), failed & ~PASSES.target ? 0 : count)
    }
    for (const level of this.filter.levels ?? []) add(levels, level, 0)
    for (const service of this.filter.services ?? []) add(services, service, 0)
    for (const target of this.filter.targets ?? []) add(targets, target, 0)
    return { levels, services, targets }
  }

  #look(to: number): void {
    this.#readOrigins()
    const { time, origin, trace } = this.#store.rows.lines.table.columns
    const { type } = this.#store.rows.lineOrigins.table.columns
    const { from = Number.NEGATIVE_INFINITY, to: until = Number.POSITIVE_INFINITY } = this.filter
    const ofTrace = this.filter.trace === undefined ? -1 : this.filter.trace + 1
    for (let row = this.#seen; row < to; row++) {
      if (ofTrace >= 0 && trace[row] !== ofTrace) continue
      if (this.#search && !this.#search.hasLine(row)) continue
      if (this.#field && !this.#field.hasLine(row)) continue
      const when = time[row] as number
      const where = origin[row] as number
      const isAdmitted = this.#passes[where] === PASSES_ALL
      if (isAdmitted) this.histogram.add(when, type[where] as number)
      if (when < from || when >= until) continue
      this.#counts[where] = (this.#counts[where] as number) + 1
      if (isAdmitted) this.#add(row)
    }
    this.#seen = to
  }

  #readOrigins(): void {
    const { lineOrigins } = this.#store.rows
    const before = this.#passes.length
    const { count } = lineOrigins.table
    if (count === before) return
    const { levels, services, targets } = this.filter
    const [passes, counts] = [new Uint8Array(count), new Uint32Array(count)]
    passes.set(this.#passes)
    counts.set(this.#counts)
    for (let origin = before; origin < count; origin++) {
      const isLogged = lineOrigins.isLogged(origin)
      passes[origin] =
        (!levels || levels.has(lineOrigins.type(origin)) ? PASSES.level : 0) |
        (!services || (isLogged && services.has(lineOrigins.service(origin)))
          ? PASSES.service
          : 0) |
        (!targets || (isLogged && targets.has(lineOrigins.target(origin))) ? PASSES.target : 0)
    }
    this.#passes = passes
    this.#counts = counts
  }

  #add(row: number): void {
    if (this.#count === this.#rows.length) {
      const longer = new Uint32Array(this.#count * 2)
      longer.set(this.#rows)
      this.#rows = longer
    }
    this.#rows[this.#count++] = row
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
