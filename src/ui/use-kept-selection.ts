/** Keeps what is selected while a replay stands before it: a span that has not begun yet can't be shown as selected. */

import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ColumnStore } from '../trace-data/column-store.ts'
import type { Selection } from '../views/selection.ts'

/** @returns to be called before another store is shown, whose rows are those of the one before */
export function useKeptSelection(
  selection: Signal<Selection | undefined>,
): (store: ColumnStore) => void {
  const kept = useRef<Selection>()
  return (store) => {
    const selected = selection.peek()
    // Whatever was chosen since takes its place.
    if (selected) kept.current = isIn(store, selected) ? undefined : selected
    if (selected && kept.current) selection.value = undefined
    if (!selected && kept.current && isIn(store, kept.current)) {
      selection.value = kept.current
      kept.current = undefined
    }
  }
}

function isIn(store: ColumnStore, selection: Selection): boolean {
  if (selection.kind === 'source') return true
  return selection.row < (selection.kind === 'span' ? store.spanCount : store.lineCount)
}
