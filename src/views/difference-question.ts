/** A difference question is which spans a reader wants to set against the others: those that failed, or those that took so long. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { bucketText, type RunMetrics, rowsBetween } from './run-metrics.ts'
import { SpanFacts } from './span-facts.ts'
import { type WhatDiffers, whatDiffers } from './what-differs.ts'

/** Durations in microseconds: more than `from`, and up to `to`. */
export type DifferenceQuestion = 'failed' | { readonly from: number; readonly to: number }

/** @param rows of all spans, those in question among them */
export function answerQuestion(
  store: ColumnStore,
  rows: readonly number[],
  question: DifferenceQuestion,
): WhatDiffers {
  const facts = new SpanFacts(store)
  const chosen = new Set(
    question === 'failed'
      ? rows.filter((row) => facts.hasFailed(row))
      : rowsBetween(store, rows, question),
  )
  return whatDiffers(
    store,
    [...chosen],
    rows.filter((row) => !chosen.has(row)),
  )
}

/** The slowest tenth, or a little less: whole buckets. */
export function slowestTenth({ durations, buckets }: RunMetrics): DifferenceQuestion {
  const bound = durations.quantile(0.9) ?? 0
  const above = buckets.find(({ from, calls }) => from >= bound && calls > 0)
  const last = buckets.at(-1)
  return { from: (above ?? last)?.from ?? 0, to: last?.to ?? 0 }
}

/** `failed`, `took 5 ms to 7 ms`: which ones, as a sentence about them goes on. */
export function questionText(question: DifferenceQuestion): string {
  return question === 'failed' ? 'failed' : `took ${bucketText(question)}`
}
