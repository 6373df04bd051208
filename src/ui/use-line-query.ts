/** Looks for the lines that the filter of a lens admits, a slice at a time. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { SLICE_BUDGET } from '../browser/in-slices.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { LineQuery, type RunSearch } from '../views/line-query.ts'
import type { RunFilter } from '../views/run-filter.ts'

/** When the page is built nobody waits, and there is no later. */
const isBuild = typeof document === 'undefined'

/** @param search without it, what asks for a text waits */
export function useLineQuery(
  store: ColumnStore,
  filter: RunFilter,
  search: RunSearch | undefined,
): LineQuery {
  const slice = useSignal(0)
  slice.value
  const kept = useRef<{ store: ColumnStore; query: LineQuery }>()
  if (kept.current?.store !== store) kept.current = { store, query: new LineQuery(store) }
  const { query } = kept.current
  query.ask(filter, search)
  query.goOn(isBuild ? Number.POSITIVE_INFINITY : SLICE_BUDGET, () => performance.now())
  useEffect(() => {
    if (query.isDone) return
    const timer = setTimeout(() => {
      slice.value++
    })
    return () => clearTimeout(timer)
  })
  return query
}
