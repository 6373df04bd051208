/** Renders only the rows in sight of a list, also of one that is longer than a browser lets any element be. */

import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { AT_START, afterScroll, barAt, scrollHeight } from '../views/scroll-scale.ts'
import { PicturedRows, picturedRange } from './pictured-rows.ts'

/** Shorter lists are rendered whole: they print, they are found by the browser's search, and they are in the HTML. */
const WHOLE_UP_TO = 200
/** Rows rendered beyond the edges of what is in sight. */
const OVERSCAN = 10
/** Nearer to the end than this is at the end. Pixels. */
const NEARLY = 6

export interface LongList {
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
  readonly toEnd: () => void
}

/**
 * @param usualHeight how high a row is where there is room; pixels
 * @param covered how much of the list a head covers that stays in sight; pixels
 * @param onScroll told when the list was scrolled by somebody: backwards or not, and whether its end is in sight
 */
export function useLongList(
  count: number,
  usualHeight: number,
  onScroll?: (isBack: boolean, isAtEnd: boolean) => void,
  covered = 0,
): LongList {
  const ref = useRef<HTMLDivElement | null>(null)
  const place = useRef(AT_START)
  const [, render] = useState(0)
  const mostPictured = useContext(PicturedRows).value
  const isWhole = count <= WHOLE_UP_TO
  const page = (ref.current?.clientHeight || 600) - covered
  // On a phone rows are higher.
  const rowHeight =
    ref.current?.querySelector<HTMLElement>('[data-index]')?.offsetHeight || usualHeight
  const length = isWhole ? (ref.current?.scrollHeight ?? 0) : count * rowHeight
  const scrolled = useRef(onScroll)
  scrolled.current = onScroll
  const size = useRef({ length, page })
  size.current = { length, page }

  /** @param list where the list is to be; exactly there, whatever the scrollbar can tell */
  const goTo = (list: number) => {
    const element = ref.current
    if (!element) return
    const isEnd = list >= length - page
    element.scrollTop = isEnd ? element.scrollHeight : isWhole ? list : barAt(list, length, page)
    place.current = { bar: element.scrollTop, list: Math.max(0, Math.min(list, length - page)) }
    if (!isWhole) render((times) => times + 1)
  }

  const listened = useRef<HTMLDivElement | null>(null)
  // The list can come later than the lens around it, and go before it.
  useLayoutEffect(() => {
    const element = ref.current
    if (!element || element === listened.current) return
    listened.current = element
    place.current = AT_START
    const moved = () => {
      const before = place.current
      const bar = element.scrollTop
      if (bar === before.bar) return
      const { length, page } = size.current
      place.current = afterScroll(before, bar, Math.max(length, element.scrollHeight), page)
      scrolled.current?.(
        bar < before.bar,
        bar + element.clientHeight > element.scrollHeight - NEARLY,
      )
      render((times) => times + 1)
    }
    element.addEventListener('scroll', moved, { passive: true })
  })

  if (isWhole) {
    const reveal = (index: number) => {
      const row = ref.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
      const element = ref.current
      if (!row || !element) return
      const top = row.offsetTop
      const highest = top + row.offsetHeight - element.clientHeight
      element.scrollTop = Math.min(top, Math.max(highest, element.scrollTop))
      place.current = { bar: element.scrollTop, list: element.scrollTop }
    }
    const toEnd = () => goTo(ref.current?.scrollHeight ?? 0)
    return { ref, first: 0, last: count, isWhole, before: 0, after: 0, reveal, toEnd }
  }

  const list = Math.min(place.current.list, Math.max(0, length - page))
  const reveal = (index: number) => {
    const top = index * rowHeight
    const now = place.current.list
    const wanted = Math.min(top, Math.max(top + rowHeight - page, now))
    if (wanted !== now) goTo(wanted)
  }
  const toEnd = () => goTo(length - page)
  if (mostPictured > 0) {
    const range = picturedRange(count, Math.floor(list / rowHeight), mostPictured)
    return { ref, ...range, isWhole, before: 0, after: 0, reveal, toEnd }
  }
  const first = Math.max(0, Math.floor(list / rowHeight) - OVERSCAN)
  const last = Math.min(count, Math.ceil((list + page) / rowHeight) + OVERSCAN)
  const before = Math.max(0, place.current.bar - list + first * rowHeight)
  const after = Math.max(0, scrollHeight(length) - before - (last - first) * rowHeight)
  return { ref, first, last, isWhole, before, after, reveal, toEnd }
}
