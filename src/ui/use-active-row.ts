/** Lets a reader walk through rows with the arrow keys: one row can be reached with Tab, the others from there. */

import { useSignal } from '@preact/signals'

export interface ActiveRow {
  readonly tabIndexOf: (index: number) => 0 | -1
  /** Handles up, down, Home and End, and focuses the row. @returns true if the key was one of them */
  readonly onKeyDown: (event: KeyboardEvent, index: number) => boolean
  readonly onFocus: (index: number) => void
}

/** @param count how many rows there are; rendered rows carry their index in `data-index` */
export function useActiveRow(count: number): ActiveRow {
  const active = useSignal(0)
  const current = Math.min(active.value, Math.max(0, count - 1))
  return {
    tabIndexOf: (index) => (index === current ? 0 : -1),
    onFocus: (index) => {
      active.value = index
    },
    onKeyDown: (event, index) => {
      const target = targetOf(event.key, index, count)
      if (target === undefined) return false
      event.preventDefault()
      active.value = target
      const list = (event.currentTarget as HTMLElement).parentElement
      list?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus()
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
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
