/** Span links lead from a span to others that it belongs together with, also in other traces: from a message to who sent it. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { EVENT } from '../trace-data/event-batch.ts'
import { STATE } from '../trace-data/span-table.ts'

export interface SpanJump {
  /** Does this span name the other, or the other this one? */
  readonly direction: 'to' | 'from'
  readonly spanId: string
  /** The row of the other; −1 if it is not in this run. */
  readonly row: number
}

export class SpanLinks {
  readonly #store: ColumnStore
  /** Ids that a span names, by its row. */
  readonly #named = new Map<number, string[]>()
  /** Rows of those who name an id. */
  readonly #naming = new Map<string, number[]>()
  #spans = 0
  #changes = 0
  /** Links of spans that have not begun. */
  #waiting: number[] = []

  constructor(store: ColumnStore) {
    this.#store = store
    this.grow()
  }

  /** Takes in what the store has got since. */
  grow(): void {
    const { spans, changes } = this.#store.rows
    const { state } = spans.table.columns
    for (; this.#spans < spans.count; this.#spans++) {
      if (((state[this.#spans] as number) & STATE.hasLinks) === 0) continue
      for (const { context } of changes.firstLinks(this.#spans)) {
        this.#add(this.#spans, context.spanId)
      }
    }
    const waiting = this.#waiting
    this.#waiting = []
    for (const change of waiting) this.#addChange(change)
    for (; this.#changes < changes.count; this.#changes++) {
      if (changes.kind(this.#changes) === EVENT.link) this.#addChange(this.#changes)
    }
  }

  /** Those that it names, then those that name it. */
  of(row: number): SpanJump[] {
    const { ids } = this.#store.rows.spans
    const id = ids.id(row + 1)
    const named = this.#named.get(row) ?? []
    const naming = this.#naming.get(id) ?? []
    return [
      ...named.map((spanId) => ({ direction: 'to', spanId, row: ids.rowOf(spanId) }) as const),
      ...naming.map(
        (from) => ({ direction: 'from', spanId: ids.id(from + 1), row: from }) as const,
      ),
    ]
  }

  #addChange(change: number): void {
    const { span, what } = this.#store.rows.changes.table.columns
    const owner = span[change] as number
    if (owner <= 0) {
      this.#waiting.push(change)
      return
    }
    const { context } = this.#store.rows.changes.link(what[change] as number)
    this.#add(owner - 1, context.spanId)
  }

  #add(row: number, spanId: string): void {
    addTo(this.#named, row, spanId)
    addTo(this.#naming, spanId, row)
  }
}

function addTo<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}
