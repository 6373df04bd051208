/** The part of a time axis that the reader has zoomed in on, and what zooms: wheel, fingers, keys and buttons. */

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { type TimeAxis, timeAt } from '../views/time-axis.ts'
import { pan, type TimeWindow, windowAxis, windowWithin, zoom } from '../views/time-window.ts'

/** How much one key or button zooms, and how far one moves. */
const ZOOM_STEP = 2
const PAN_STEP = 0.25
/** Between a touch of a trackpad and a notch of a wheel. */
const FASTEST_WHEEL = 60
const WHEEL_ZOOM = 0.008

export interface ZoomedTime {
  /** What is shown. */
  readonly window: TimeAxis
  readonly isZoomed: boolean
  /** @param window absent for all of it */
  readonly show: (window: TimeWindow | undefined) => void
  /** @param factor above 1 to see less time, larger @param around a place in the window, 0 to 1 */
  readonly zoomBy: (factor: number, around?: number) => void
  /** @param by parts of the window */
  readonly panBy: (by: number) => void
  /** @returns true if the key means to zoom or to move */
  readonly onKeyDown: (event: KeyboardEvent) => boolean
}

/** @param axis all there is to be seen */
export function useTimeWindow(axis: TimeAxis): ZoomedTime {
  const chosen = useSignal<TimeWindow | undefined>(undefined)
  const valid = chosen.value && windowWithin(axis, chosen.value)
  const window = valid ? windowAxis(valid, axis) : axis
  const show = (next: TimeWindow | undefined) => {
    chosen.value = next && windowWithin(axis, next)
  }
  const zoomBy = (factor: number, around = 0.5) => {
    chosen.value = zoom(axis, window, factor, timeAt(window, around))
  }
  const panBy = (by: number) => {
    chosen.value = valid && pan(axis, window, by)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key === '+' || event.key === '=') zoomBy(ZOOM_STEP)
    else if (event.key === '-') zoomBy(1 / ZOOM_STEP)
    else if (event.key === '0') show(undefined)
    else if (event.shiftKey && event.key === 'ArrowRight') panBy(PAN_STEP)
    else if (event.shiftKey && event.key === 'ArrowLeft') panBy(-PAN_STEP)
    else return false
    event.preventDefault()
    return true
  }
  return { window, isZoomed: valid !== undefined, show, zoomBy, panBy, onKeyDown }
}

/**
 * Lets the wheel and two fingers zoom, and a drag move what is seen, over the bars of an element.
 * @param barsOf the part of the element whose width is that of the window
 */
export function useZoomGestures(
  ref: { readonly current: HTMLElement | null },
  time: ZoomedTime,
  barsOf: (element: HTMLElement) => DOMRect | undefined,
): void {
  const latest = useRef({ time, barsOf })
  latest.current = { time, barsOf }
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const end = new AbortController()
    const { signal } = end
    const placeAt = (x: number): number | undefined => {
      const bars = latest.current.barsOf(element)
      const place = bars && (x - bars.left) / bars.width
      return place !== undefined && place >= 0 && place <= 1 ? place : undefined
    }
    const onWheel = (event: WheelEvent) => {
      const place = placeAt(event.clientX)
      if (place === undefined) return
      const { zoomBy, panBy, isZoomed } = latest.current.time
      if (event.ctrlKey || event.metaKey) {
        const delta = Math.max(-FASTEST_WHEEL, Math.min(FASTEST_WHEEL, event.deltaY))
        zoomBy(Math.exp(-delta * WHEEL_ZOOM), place)
      } else {
        const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX
        if (!isZoomed || Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return
        panBy(sideways / (latest.current.barsOf(element)?.width ?? 1))
      }
      event.preventDefault()
    }
    element.addEventListener('wheel', onWheel, { signal, passive: false })
    followFingers(element, signal, placeAt, latest)
    return () => end.abort()
  }, [ref])
}

/** Pixels that a pointer moves before it is dragged. */
const DRAG_FROM = 4

function followFingers(
  element: HTMLElement,
  signal: AbortSignal,
  placeAt: (x: number) => number | undefined,
  latest: {
    readonly current: { time: ZoomedTime; barsOf(element: HTMLElement): DOMRect | undefined }
  },
): void {
  const down = new Map<number, number>()
  let isDragging = false
  let from = 0
  const end = ({ pointerId }: PointerEvent) => {
    down.delete(pointerId)
  }
  element.addEventListener(
    'pointerdown',
    (event) => {
      const isOnBars = (event.target as Element).closest('[data-zooms]') !== null
      if (!isOnBars || event.button !== 0 || placeAt(event.clientX) === undefined) return
      down.set(event.pointerId, event.clientX)
      from = event.clientX
      isDragging = false
    },
    { signal },
  )
  element.addEventListener(
    'pointermove',
    (event) => {
      const before = down.get(event.pointerId)
      if (before === undefined) return
      const [other] = [...down].filter(([id]) => id !== event.pointerId)
      const { time, barsOf } = latest.current
      const x = event.clientX
      if (other) {
        const [was, is] = [Math.abs(before - other[1]), Math.abs(x - other[1])]
        if (was > 0 && is > 0) time.zoomBy(is / was, placeAt((x + other[1]) / 2))
        isDragging = true
      } else if (time.isZoomed && (isDragging || Math.abs(x - from) > DRAG_FROM)) {
        isDragging = true
        time.panBy((before - x) / (barsOf(element)?.width ?? 1))
      }
      if (other || isDragging || !time.isZoomed) down.set(event.pointerId, x)
    },
    { signal },
  )
  for (const type of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
    element.addEventListener(type, end, { signal })
  }
  // What ends a drag is no click on the row under it.
  element.addEventListener(
    'click',
    (event) => {
      if (isDragging) event.stopPropagation()
      isDragging = false
    },
    { signal, capture: true },
  )
}
