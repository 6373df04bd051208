/** Span notes are what is odd about a span in a few words each, beside its bar; and in whole sentences, among its details. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import type { SpanProblem } from '../trace-data/span-problems.ts'
import { spanProblemText } from './span-problem-text.ts'
import { visibleText } from './visible-text.ts'

/** That a span has no end its bar and its label say. */
const NOTES: Readonly<Record<Exclude<SpanProblem, 'never-ended'>, string>> = {
  'ended-twice': 'ended twice',
  'ends-before-start': 'ended before it began',
  'starts-before-parent': 'began before its parent',
  'ends-after-parent': 'outlives its parent',
  'second-with-id': 'same id as another',
  'parent-missing': 'no parent here',
  'own-parent': 'its own parent',
  'in-circle': 'parent in a circle',
  'changed-after-end': 'changed after its end',
}

/** @param isGrowing the run goes on */
export function spanNotes(store: ColumnStore, row: number, isGrowing: boolean): string[] {
  return problemsToTell(store, row, isGrowing).flatMap((problem) =>
    problem === 'never-ended' ? [] : NOTES[problem],
  )
}

/** @param isGrowing the run goes on */
export function spanProblemSentences(
  store: ColumnStore,
  row: number,
  isGrowing: boolean,
): string[] {
  const { spans } = store.rows
  const above = spans.table.columns.parent[row] as number
  const parent = above > 0 ? above - 1 : row
  const span = {
    start: spans.start(row),
    end: spans.end(row),
    spanId: spans.ids.id(row + 1),
    parentSpanId: above === 0 ? undefined : spans.ids.id(above),
    parentStart: spans.start(parent),
    parentEnd: spans.end(parent),
    isGrowing,
  }
  return problemsToTell(store, row, isGrowing).map((problem) =>
    visibleText(spanProblemText(problem, span)),
  )
}

/**
 * Nobody waits for who handles a message: that it outlives its parent is no problem. And a parent that has not come yet may still
 * come.
 */
function problemsToTell(store: ColumnStore, row: number, isGrowing: boolean): SpanProblem[] {
  return store
    .problemsOf(row)
    .filter(
      (problem) =>
        (problem !== 'ends-after-parent' || !isMessage(store, row)) &&
        (problem !== 'parent-missing' || !isGrowing),
    )
}

function isMessage(store: ColumnStore, row: number): boolean {
  const { spans, spanOrigins } = store.rows
  const { origin, parent } = spans.table.columns
  const kindOf = (span: number) => spanOrigins.kind(origin[span] as number)
  const above = parent[row] as number
  return kindOf(row) === 'consumer' || (above > 0 && kindOf(above - 1) === 'producer')
}
