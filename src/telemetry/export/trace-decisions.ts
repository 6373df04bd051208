/** Trace decisions are a memory for which traces were kept, with room for the latest of them. */

/** Decisions of one generation. When it is full it becomes the older one, and what was the older one is forgotten. */
const GENERATION = 50_000

/** Remembers which traces were kept, for spans that end after the decision; the oldest decisions are forgotten. */
export class TraceDecisions {
  #recent = new Map<string, boolean>()
  #older = new Map<string, boolean>()

  /** Was this trace kept? `undefined` if that was not decided, or so long ago that it is forgotten. */
  of(traceId: string): boolean | undefined {
    return this.#recent.get(traceId) ?? this.#older.get(traceId)
  }

  remember(traceId: string, isKept: boolean): void {
    if (this.#recent.size >= GENERATION) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(traceId, isKept)
  }
}
