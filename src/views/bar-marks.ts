/** Bar marks are what is drawn on a bar: points in time and stretches of it, as many as can be told apart on a screen. */

import type { Stretch } from './own-time.ts'
import { placeOf, type TimeAxis } from './time-axis.ts'

/** As many places as can be told apart on a screen. */
const PLACES = 500

/** Places in a window, 0 to 1. */
export interface Mark {
  readonly from: number
  readonly to: number
}

/**
 * Places of moments. Where many are close to each other, there is one mark for them all.
 * @param times microseconds since the Unix epoch
 */
export function pointMarks(times: Iterable<number>, window: TimeAxis): number[] {
  const taken = new Uint8Array(PLACES + 1)
  const marks: number[] = []
  for (const time of times) {
    const place = placeOf(window, time)
    if (place < 0 || place > 1) continue
    const at = Math.round(place * PLACES)
    if (taken[at]) continue
    taken[at] = 1
    marks.push(place)
  }
  return marks
}

/** Places of stretches, in order. Between two with a gap that nobody would see, there is none. */
export function stretchMarks(stretches: Iterable<Stretch>, window: TimeAxis): Mark[] {
  const marks: { from: number; to: number }[] = []
  for (const stretch of stretches) {
    const from = Math.max(0, placeOf(window, stretch.from))
    const to = Math.min(1, placeOf(window, stretch.to))
    if (from > to) continue
    const last = marks.at(-1)
    if (last && from - last.to < 0.5 / PLACES) last.to = Math.max(last.to, to)
    else marks.push({ from, to })
  }
  return marks
}
