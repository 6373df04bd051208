/** Works something out in slices. What was worked out before stays until it is done. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { SLICE_BUDGET } from '../browser/in-slices.ts'

interface Work<Result> {
  asked: readonly unknown[]
  revision: number
  slices: Generator<void, Result> | undefined
  result: Result | undefined
}

/** When the page is built nobody waits, and there is no later. */
const isBuild = typeof document === 'undefined'

/**
 * @param start begins the work; it yields whenever its time is up
 * @param asked what the work is about: when one of these is another, it begins anew at once
 * @param revision when this is another, it begins anew when it is done
 * @returns what was worked out last, and whether it is what is asked for now
 */
export function useSlices<Result>(
  start: (budget: number, now: () => number) => Generator<void, Result>,
  asked: readonly unknown[],
  revision: number,
): { readonly result: Result | undefined; readonly isDone: boolean } {
  const slice = useSignal(0)
  slice.value
  const kept = useRef<Work<Result>>()
  kept.current ??= { asked: [], revision: -1, slices: undefined, result: undefined }
  const work = kept.current
  const isOther = asked.some((one, index) => one !== work.asked[index])
  if (isOther || (!work.slices && work.revision !== revision)) {
    work.asked = asked
    work.revision = revision
    work.slices = start(isBuild ? Number.POSITIVE_INFINITY : SLICE_BUDGET, clock)
  }
  const next = work.slices?.next()
  if (next?.done) {
    work.result = next.value
    work.slices = undefined
  }
  const isDone = !work.slices
  useEffect(() => {
    if (isDone && work.revision === revision) return
    const timer = setTimeout(() => {
      slice.value++
    })
    return () => clearTimeout(timer)
  })
  return { result: work.result, isDone }
}

function clock(): number {
  return isBuild ? 0 : performance.now()
}
