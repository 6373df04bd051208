/** A time window is the part of an axis that a reader has zoomed in on. */

import { durationText } from './duration-text.ts'
import type { Tick, TimeAxis } from './time-axis.ts'
import { roundStep, ticks, timeAxis } from './time-axis.ts'

export interface TimeWindow {
  /** Microseconds since the Unix epoch. */
  readonly from: number
  readonly to: number
}

/** Nothing happens within less than a microsecond, and ten of them can be told apart. Microseconds. */
export const NARROWEST = 10

/** A window as an axis of its own. */
export function windowAxis({ from, to }: TimeWindow, axis: TimeAxis): TimeAxis {
  return timeAxis(from, to, axis.isGrowing)
}

/** The nearest window that lies on the axis and is not too narrow; nothing if that is the whole axis. */
export function windowWithin(axis: TimeAxis, { from, to }: TimeWindow): TimeWindow | undefined {
  const whole = axis.to - axis.from
  const length = Math.min(Math.max(to - from, NARROWEST), whole)
  if (!(length < whole)) return undefined
  const first = Math.min(Math.max(from, axis.from), axis.to - length)
  return { from: first, to: first + length }
}

/**
 * Zooms in or out around a moment, which stays where it is.
 * @param factor how much shorter the window becomes: 2 shows half of it
 */
export function zoom(
  axis: TimeAxis,
  { from, to }: TimeWindow,
  factor: number,
  around: number,
): TimeWindow | undefined {
  const length = Math.max((to - from) / factor, NARROWEST)
  const scale = length / (to - from)
  const first = around - (around - from) * scale
  return windowWithin(axis, { from: first, to: first + length })
}

/** Moves a window along. @param by parts of its own length */
export function pan(axis: TimeAxis, { from, to }: TimeWindow, by: number): TimeWindow | undefined {
  const step = (to - from) * by
  return windowWithin(axis, { from: from + step, to: to + step })
}

/** Round moments in a window, labelled with the time since the axis began. */
export function windowTicks(axis: TimeAxis, { from, to }: TimeWindow, about = 5): Tick[] {
  if (from === axis.from) return ticks(timeAxis(from, to), about)
  const step = roundStep((to - from) / about)
  const result: Tick[] = []
  const first = Math.ceil((from - axis.from) / step)
  for (let nth = first; axis.from + nth * step <= to; nth++) {
    const offset = nth * step
    result.push({
      place: (axis.from + offset - from) / (to - from),
      label: offset === 0 ? '0' : preciseText(offset, step),
    })
  }
  return result
}

/** Three digits do not tell moments apart that lie close to each other and far from the beginning. */
function preciseText(offset: number, step: number): string {
  const short = durationText(offset)
  if (durationText(offset + step) !== short && durationText(offset - step) !== short) return short
  const unit = offset >= 1_000_000 ? { name: 's', size: 1_000_000 } : { name: 'ms', size: 1_000 }
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit.size)))
  return `${(offset / unit.size).toFixed(digits)} ${unit.name}`
}
