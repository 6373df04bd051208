/** The moment under a pointer, if it is over the bars of a waterfall. */

import { type TimeAxis, timeAt } from '../views/time-axis.ts'

/** @param barsOf the part of the element whose width is that of the axis */
export function momentUnder(
  event: PointerEvent,
  barsOf: (element: HTMLElement) => DOMRect | undefined,
  axis: TimeAxis,
): number | undefined {
  const bars = barsOf(event.currentTarget as HTMLElement)
  if (!bars) return undefined
  const place = (event.clientX - bars.left) / bars.width
  return place >= 0 && place <= 1 ? timeAt(axis, place) : undefined
}
