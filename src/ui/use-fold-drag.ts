/** Lets a reader draw a fold with a pointer, sideways anywhere on its picture: to the right it becomes a tree. */

import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'

/** A shorter way is a click. Pixels. */
const SHORTEST = 6
/** How much of the picture's width the whole way takes. */
const REACH = 0.6

interface Hold {
  readonly x: number
  readonly part: number
  isDrawn: boolean
}

export interface FoldDrag {
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void
    readonly onPointerMove: (event: PointerEvent) => void
    readonly onPointerUp: () => void
    readonly onPointerCancel: () => void
  }
  /** Was the click that comes now the end of a drag? */
  readonly hasDragged: () => boolean
}

export function useFoldDrag(part: Signal<number>, onDraw: (part: number) => void): FoldDrag {
  const hold = useRef<Hold>()
  const hasDragged = useRef(false)
  const letGo = () => {
    hasDragged.current = hold.current?.isDrawn === true
    hold.current = undefined
  }
  return {
    hasDragged: () => hasDragged.current,
    handlers: {
      onPointerDown: (event) => {
        hasDragged.current = false
        if (event.button === 0) {
          hold.current = { x: event.clientX, part: part.peek(), isDrawn: false }
        }
      },
      onPointerMove: (event) => {
        const held = hold.current
        if (!held) return
        const way = event.clientX - held.x
        const element = event.currentTarget as HTMLElement
        if (!held.isDrawn && Math.abs(way) < SHORTEST) return
        if (!held.isDrawn) element.setPointerCapture(event.pointerId)
        held.isDrawn = true
        onDraw(held.part + way / (element.clientWidth * REACH))
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
    },
  }
}
