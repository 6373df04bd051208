/** Renders only the rows in sight of a long list of rows that are equally high. */

import { useEffect, useRef, useState } from 'preact/hooks'

/** Shorter lists are rendered whole: they print, they are found by the browser's search, and they are in the HTML. */
const WHOLE_UP_TO = 200
/** Rows rendered beyond the edges of what is in sight. */
const OVERSCAN = 12

export interface RowWindow {
  /** Goes on the element that scrolls. */
  readonly ref: { current: HTMLDivElement | null }
  readonly first: number
  /** Exclusive. */
  readonly last: number
  readonly isWhole: boolean
  /** Goes on the element that holds the rows: the room of those that are not rendered. Pixels. */
  readonly before: number
  readonly after: number
  /** Scrolls a row into sight, if it is not, so that it will be rendered. */
  readonly reveal: (index: number) => void
}

/** @param usualHeight how high a row is where there is room; pixels */
export function useRowWindow(count: number, usualHeight: number): RowWindow {
  const ref = useRef<HTMLDivElement | null>(null)
  const [top, setTop] = useState(0)
  const isWhole = count <= WHOLE_UP_TO
  useEffect(() => {
    const element = ref.current
    if (!element || isWhole) return
    const onScroll = () => setTop(element.scrollTop)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [isWhole])
  if (isWhole) {
    return { ref, first: 0, last: count, isWhole, before: 0, after: 0, reveal: () => {} }
  }

  const height = ref.current?.clientHeight || 600
  // On a phone rows are higher.
  const rowHeight =
    ref.current?.querySelector<HTMLElement>('[data-index]')?.offsetHeight || usualHeight
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - OVERSCAN)
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + OVERSCAN)
  return {
    ref,
    first,
    last,
    isWhole,
    before: first * rowHeight,
    after: (count - last) * rowHeight,
    reveal: (index) => {
      const element = ref.current
      if (!element) return
      const start = index * rowHeight
      const highest = start + rowHeight - height
      element.scrollTop = Math.min(start, Math.max(highest, element.scrollTop))
      setTop(element.scrollTop)
    },
  }
}
