/** Keeps an element as high as it was: what stands below it should not move while what is in it grows. */

import { useLayoutEffect, useRef } from 'preact/hooks'

/** @param what is in it: another one has a height of its own */
export function useKeptHeight(isKept: boolean, what: string): { current: HTMLDivElement | null } {
  const ref = useRef<HTMLDivElement>(null)
  const kept = useRef({ what, height: 0 })
  useLayoutEffect(() => {
    const { current: element } = ref
    if (!element) return
    if (!isKept || kept.current.what !== what) {
      kept.current = { what, height: 0 }
      element.style.minHeight = ''
    }
    if (!isKept) return
    const height = Math.max(kept.current.height, element.offsetHeight)
    if (height === kept.current.height) return
    kept.current = { what, height }
    element.style.minHeight = `${height}px`
  })
  return ref
}
