/** Tells a lens which spans the filter of the run admits, also while their texts are being searched. */

import { useMemo, useRef } from 'preact/hooks'
import { isFiltering } from '../views/run-filter.ts'
import { spanTest } from '../views/span-test.ts'
import { useLogFinder } from './late-log-finder.ts'
import type { LensProps } from './lens.ts'
import { useSlices } from './use-slices.ts'

interface SpanTest {
  readonly admits: (row: number) => boolean
  /** What the filter asks for, in a sentence about what is not shown: it is being looked for, or is no pattern. */
  readonly note?: string
}

const admitsAll = () => true

export function useSpanTest({
  store,
  revision,
  filter,
}: Pick<LensProps, 'store' | 'revision' | 'filter'>): SpanTest {
  const { value } = filter
  const hasText = value.text !== undefined && value.text !== ''
  const finder = useLogFinder(hasText)
  const finding = typeof finder === 'object' ? finder.search : undefined
  const problem = hasText ? finding?.patternProblem(value) : undefined
  const search = problem === undefined ? finding?.searchFor(store, value) : undefined
  const { isDone } = useSlices(
    (budget, now) => search?.run(budget, now) ?? nothing(),
    [store, search],
    revision,
  )
  const isFound = !hasText || (search !== undefined && isDone)
  // What was found before stays until all is found that is asked for now.
  const last = useRef({ store, admits: admitsAll as (row: number) => boolean })
  const admits = useMemo(() => {
    if (!isFound && last.current.store === store) return last.current.admits
    return isFiltering(value) && isFound ? spanTest(store, value, search) : admitsAll
    // More is found when the run has grown.
  }, [store, value, search, isFound, hasText && isFound ? revision : -1])
  last.current = { store, admits }
  if (finder === 'failed') {
    return {
      admits,
      note: 'What searches texts could not be loaded: all that fits the rest of the filter is shown.',
    }
  }
  if (problem !== undefined) return { admits, note: `${problem} What was found before is shown.` }
  return isFound ? { admits } : { admits, note: 'Looking through the run.' }
}

function* nothing(): Generator<void, void> {}
