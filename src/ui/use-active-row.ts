/** Lets a reader walk through rows with the arrow keys: one row can be reached with Tab, the others from there. */

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { LongList } from './use-long-list.ts'

/** How far Page Up and Page Down go. */
const PAGE = 20

export interface ActiveRow {
  readonly tabIndexOf: (index: number) => 0 | -1
  /** Handles up, down, Home, End and the like, and focuses the row. @returns true if the key was one of them */
  readonly onKeyDown: (event: KeyboardEvent, index: number) => boolean
  readonly onFocus: (index: number) => void
  /** Focuses a row of the list that an element is a row of. */
  readonly moveTo: (index: number, from: HTMLElement) => void
}

/**
 * @param count how many rows there are; rendered rows carry their index in `data-index`
 * @param window which of them are rendered
 */
export function useActiveRow(
  count: number,
  { first, last, reveal }: Pick<LongList, 'first' | 'last' | 'reveal'>,
): ActiveRow {
  const active = useSignal(0)
  // One that has been scrolled out of sight cannot be reached; the next to it can.
  const current = Math.min(Math.max(first, active.value), Math.max(0, last - 1))
  // A row far away is rendered first, and then focused.
  const wanted = useRef<{ list: Element; index: number }>()
  const focusWanted = () => {
    const { list, index } = wanted.current ?? {}
    const row = list?.querySelector<HTMLElement>(`[data-index="${index}"]`)
    if (!row) return
    wanted.current = undefined
    row.focus()
  }
  useLayoutEffect(focusWanted)
  const moveTo = (index: number, from: HTMLElement) => {
    const list = from.parentElement
    if (!list) return
    wanted.current = { list, index }
    active.value = index
    reveal(index)
    focusWanted()
  }
  return {
    tabIndexOf: (index) => (index === current ? 0 : -1),
    onFocus: (index) => {
      active.value = index
    },
    moveTo,
    onKeyDown: (event, index) => {
      const target = targetOf(event.key, index, count)
      if (target === undefined) return false
      event.preventDefault()
      moveTo(target, event.currentTarget as HTMLElement)
      return true
    },
  }
}

function targetOf(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, index + 1)
    case 'ArrowUp':
      return Math.max(0, index - 1)
    case 'PageDown':
      return Math.min(count - 1, index + PAGE)
    case 'PageUp':
      return Math.max(0, index - PAGE)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
