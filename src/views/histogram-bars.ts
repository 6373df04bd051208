/** Histogram bars are a time histogram as it is drawn: for each stretch of time a stack of lines, the gravest below. */

import { LINE_TYPES } from '../trace-data/event-batch.ts'
import { GRAVITIES, gravityOfType } from './line-gravity.ts'
import type { Gravity } from './line-row.ts'
import { placeOf, type TimeAxis } from './time-axis.ts'
import { BUCKETS, type TimeHistogram } from './time-histogram.ts'

export interface HistogramBar {
  readonly bucket: number
  /** On the time axis: 0 at its left end, 1 at its right. */
  readonly from: number
  readonly to: number
  /** How many lines. */
  readonly count: number
  /** From the ground up; shares of the highest bar. */
  readonly parts: readonly HistogramPart[]
}

export interface HistogramPart {
  readonly gravity: Gravity
  readonly count: number
  readonly bottom: number
  readonly top: number
}

/** Which codes of lines have each gravity. */
const TYPES_OF = GRAVITIES.map((gravity) =>
  LINE_TYPES.filter((type) => gravityOfType(type) === gravity),
)

/** Only stretches with lines have a bar. */
export function histogramBars(histogram: TimeHistogram, axis: TimeAxis): HistogramBar[] {
  const stacks = Array.from({ length: BUCKETS }, (_, bucket) =>
    TYPES_OF.map((types) => types.reduce((sum, type) => sum + histogram.count(bucket, type), 0)),
  )
  const counts = stacks.map((stack) => stack.reduce((sum, count) => sum + count, 0))
  const highest = Math.max(...counts)
  return counts.flatMap((count, bucket) => {
    if (count === 0) return []
    const stack = stacks[bucket] as number[]
    const [from, to] = [histogram.start(bucket), histogram.start(bucket + 1)]
    return [
      {
        bucket,
        from: Math.max(0, placeOf(axis, from)),
        to: Math.min(1, placeOf(axis, to)),
        count,
        parts: partsOf(stack, highest),
      },
    ]
  })
}

function partsOf(stack: readonly number[], highest: number): HistogramPart[] {
  const parts: HistogramPart[] = []
  let below = 0
  stack.forEach((count, index) => {
    if (count === 0) return
    const bottom = below / highest
    below += count
    parts.push({ gravity: GRAVITIES[index] as Gravity, count, bottom, top: below / highest })
  })
  return parts
}
