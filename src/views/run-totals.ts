/** Run totals are a run in four numbers: what is compared first when there are two. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { SpanFacts } from './span-facts.ts'

export interface RunTotals {
  readonly spans: number
  readonly lines: number
  readonly failed: number
  /** From the first event to the last: microseconds. */
  readonly duration: number
}

export function runTotals(store: ColumnStore): RunTotals {
  const facts = new SpanFacts(store)
  let failed = 0
  for (let row = 0; row < store.spanCount; row++) if (facts.hasFailed(row)) failed++
  const { spanCount, lineCount, start, end } = store
  return { spans: spanCount, lines: lineCount, failed, duration: end - start }
}
