/** Keeps an element as high as it was: what stands below it should not move while what is in it grows. */

import { useLayoutEffect, useRef } from 'preact/hooks'

/** @param what is in it: another one has a height of its own */
export function useKeptHeight(isKept: boolean, what: string): { current: HTMLDivElement | null } {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { current: element } = ref
    if (!element || !isKept) return
    let highest = 0
    const keep = () => {
      if (element.offsetHeight <= highest) return
      highest = element.offsetHeight
      element.style.minHeight = `${highest}px`
    }
    keep()
    // What is in it can grow by itself, too.
    const observer = new ResizeObserver(keep)
    observer.observe(element)
    return () => {
      observer.disconnect()
      element.style.minHeight = ''
    }
  }, [isKept, what])
  return ref
}
