/** Follows the end of what grows, until the reader stops it: then it is held as it was, and what comes waits. */

import { type Signal, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface Follow {
  /** How much of it is shown, while it is held; undefined while it is followed. */
  readonly held: Signal<number | undefined>
  hold(): void
  goOn(): void
}

/**
 * @param whole what grows; another one is followed anew
 * @param size how much there is of it now
 * @param isActive it may go on growing
 * @param toEnd brings its end in sight
 */
export function useFollow(
  whole: object,
  size: number,
  isActive: boolean,
  toEnd: () => void,
): Follow {
  const held = useSignal<number | undefined>(undefined)
  const of = useRef(whole)
  const isFollowed = useRef(false)
  if (of.current !== whole) {
    of.current = whole
    held.value = undefined
    isFollowed.current = false
  }
  useLayoutEffect(() => {
    // What was followed is followed to its end.
    if ((isActive || isFollowed.current) && held.value === undefined) toEnd()
    isFollowed.current = isActive && size > 0
  }, [size, isActive, held.value])
  return {
    held,
    hold: () => {
      held.value ??= size
    },
    goOn: () => {
      held.value = undefined
      toEnd()
    },
  }
}
