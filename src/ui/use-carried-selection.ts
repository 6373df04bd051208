/** Keeps what the reader has selected when a cell runs again: rows of the new run are not those of the one before. */

import type { Signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { isActive, type Run } from '../notebook/run.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { carrySelection, type Selection } from '../views/selection.ts'

/** What was selected in an earlier run, and has not been found in the new one yet. */
interface Wanted {
  readonly selection: Selection
  readonly store: ColumnStore
}

export function useCarriedSelection(
  selection: Signal<Selection | undefined>,
  run: Run | undefined,
): void {
  const shown = useRef<ColumnStore>()
  const wanted = useRef<Wanted>()
  useLayoutEffect(() => {
    if (!run) return
    const [before, selected] = [shown.current, selection.peek()]
    shown.current = run.store
    if (before && before !== run.store && selected) {
      wanted.current = { selection: selected, store: before }
      selection.value = undefined
    }
    if (!wanted.current) return
    // The reader has chosen something else since.
    const isGivenUp = selection.peek() !== undefined
    const found = isGivenUp
      ? undefined
      : carrySelection(wanted.current.selection, wanted.current.store, run.store)
    if (found) selection.value = found
    if (found || isGivenUp || !isActive(run)) wanted.current = undefined
  }, [run])
}
