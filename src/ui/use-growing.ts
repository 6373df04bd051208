/** Computes something from a whole run that grows, without doing it anew for every little more. */

import { useRef } from 'preact/hooks'
import type { LensProps } from './lens.ts'

/** Up to here a run is looked at whole each time. Spans. */
const FEW = 2000
/** A larger one, when it has grown by a tenth: the work stays in proportion to its size in the end. */
const GROWTH = 1.1

export interface Growing<T> {
  readonly value: T
  /** Spans that have come since; none once the run is over. */
  readonly behind: number
}

/** @param inputs what it is computed from beside the run: another one of them computes it anew */
export function useGrowing<T>(
  { store, revision, isActive }: Pick<LensProps, 'store' | 'revision' | 'isActive'>,
  inputs: readonly unknown[],
  compute: (before: T | undefined) => T,
): Growing<T> {
  const last = useRef<{ given: readonly unknown[]; revision: number; spans: number; value: T }>()
  const given = [store, ...inputs]
  const { current } = last
  const isSame = current?.given.every((input, index) => input === given[index])
  const { spanCount } = store
  const waits = isActive && current && spanCount > FEW && spanCount < current.spans * GROWTH
  if (!current || !isSame || (current.revision !== revision && !waits)) {
    const before = current?.given[0] === store ? current.value : undefined
    last.current = { given, revision, spans: spanCount, value: compute(before) }
  }
  const { value, spans } = last.current as NonNullable<typeof current>
  return { value, behind: spanCount - spans }
}
