/** A time axis maps moments to places: the same one for every lens on a run. */

import { durationText } from './duration-text.ts'

export interface TimeAxis {
  /** Microseconds since the Unix epoch. */
  readonly from: number
  readonly to: number
  /** The run goes on: what has not ended yet may still do so. */
  readonly isGrowing: boolean
  /** What has not ended goes on until here: to the end of the axis, if this is absent. Microseconds since the Unix epoch. */
  readonly now?: number
}

export interface Tick {
  /** 0 at the left end, 1 at the right. */
  readonly place: number
  readonly label: string
}

/** An axis over a stretch of time; a moment without length gets a millisecond, so that it has a middle. */
export function timeAxis(from: number, to: number, isGrowing = false): TimeAxis {
  return { from, to: to > from ? to : from + 1000, isGrowing }
}

/** Until when goes on what has not ended. Microseconds since the Unix epoch. */
export function nowOf({ now, to }: TimeAxis): number {
  return now ?? to
}

/** Where a moment lies on the axis: 0 to 1, or beyond if it lies outside. */
export function placeOf(axis: TimeAxis, time: number): number {
  return (time - axis.from) / (axis.to - axis.from)
}

/** The moment at a place: the inverse of {@link placeOf}. */
export function timeAt(axis: TimeAxis, place: number): number {
  return Math.round(axis.from + place * (axis.to - axis.from))
}

/** Round moments along the axis, about as many as asked for, labelled with the time since its beginning. */
export function ticks(axis: TimeAxis, about = 5): Tick[] {
  const length = axis.to - axis.from
  const step = roundStep(length / about)
  const result: Tick[] = []
  for (let offset = 0; offset <= length; offset += step) {
    result.push({ place: offset / length, label: offset === 0 ? '0' : durationText(offset) })
  }
  return result
}

/** 1, 2 or 5 times a power of ten, and never less than a microsecond. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(step, 1)))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= step) ?? 10
  return factor * power
}
