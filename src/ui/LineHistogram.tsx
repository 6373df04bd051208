/** The lines over time, in stacks by how grave they are. To drag over it, or the arrow keys, choose a stretch of time. */

import type { Signal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import { stretchText } from '../views/filter-parts.ts'
import { type HistogramBar, histogramBars } from '../views/histogram-bars.ts'
import { GRAVITIES } from '../views/line-gravity.ts'
import { changeFilter, type RunFilter } from '../views/run-filter.ts'
import { countText } from '../views/run-text.ts'
import { placeOf, type TimeAxis, timeAt } from '../views/time-axis.ts'
import type { TimeHistogram } from '../views/time-histogram.ts'

interface LineHistogramProps {
  readonly histogram: TimeHistogram
  /** Another one means that the histogram may have changed. */
  readonly revision: number
  readonly filter: Signal<RunFilter>
  readonly axis: TimeAxis
  readonly cursor: Signal<number | undefined>
  readonly label: string
}

export function LineHistogram(props: LineHistogramProps) {
  const { histogram, filter, axis, cursor, label } = props
  const drag = useRef<number>()
  const bars = histogramBars(histogram, axis)
  const paths = useMemo(() => pathsOf(bars), [histogram, bars])
  const first = histogram.bucketAt(axis.from)
  const last = histogram.bucketAt(axis.to - 1)
  const { from, to } = filter.value
  const brush =
    from === undefined && to === undefined
      ? undefined
      : ([histogram.bucketAt(from ?? axis.from), histogram.bucketAt((to ?? axis.to) - 1)] as const)

  const choose = (one: number, other: number) => {
    const lowest = Math.max(first, Math.min(one, other))
    const highest = Math.min(last, Math.max(one, other))
    filter.value = changeFilter(filter.value, {
      from: histogram.start(lowest),
      to: histogram.start(highest + 1),
    })
  }
  const clear = () => {
    filter.value = changeFilter(filter.value, { from: undefined, to: undefined })
  }
  const timeUnder = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const place = Math.max(0, Math.min((event.clientX - left) / Math.max(width, 1), 1))
    return timeAt(axis, place)
  }
  const count = bars
    .filter(({ bucket }) => brush && bucket >= brush[0] && bucket <= brush[1])
    .reduce((sum, bar) => sum + bar.count, 0)
  return (
    <div
      class="line-histogram"
      role="slider"
      tabIndex={0}
      title="Drag to choose a stretch of time. Keys: ← and → move it, with Shift they change its length, Escape clears it."
      aria-label={`Stretch of time in the lines of ${label}`}
      aria-valuemin={0}
      aria-valuemax={last - first}
      aria-valuenow={(brush?.[0] ?? first) - first}
      aria-valuetext={
        brush ? `${stretchText(from, to, axis)}, ${countText(count, 'line')}` : 'all of the run'
      }
      onKeyDown={(event) => {
        const moved = movedBrush(event, brush, first, last)
        if (moved) choose(...moved)
        else if (event.key === 'Escape' && brush) clear()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        const bucket = histogram.bucketAt(timeUnder(event))
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = bucket
        choose(bucket, bucket)
      }}
      onPointerMove={(event) => {
        const time = timeUnder(event)
        cursor.value = time
        if (drag.current !== undefined) choose(drag.current, histogram.bucketAt(time))
      }}
      onPointerUp={() => {
        drag.current = undefined
      }}
      onPointerCancel={() => {
        drag.current = undefined
      }}
      onPointerLeave={() => {
        cursor.value = undefined
      }}
      onDblClick={clear}
    >
      <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
        {GRAVITIES.map((gravity) => (
          <path key={gravity} data-gravity={gravity} d={paths.get(gravity) ?? ''} />
        ))}
      </svg>
      {brush && (
        <div
          class="histogram-brush"
          style={{
            left: `${share(axis, histogram.start(brush[0])) * 100}%`,
            right: `${(1 - share(axis, histogram.start(brush[1] + 1))) * 100}%`,
          }}
        />
      )}
      <CursorMark axis={axis} cursor={cursor} />
    </div>
  )
}

function CursorMark({ axis, cursor }: Pick<LineHistogramProps, 'axis' | 'cursor'>) {
  const { value } = cursor
  if (value === undefined) return null
  const place = placeOf(axis, value)
  if (place < 0 || place > 1) return null
  return (
    <>
      <div class="cursor" style={{ '--at': place }} />
      <span class="histogram-moment" data-late={place > 0.5 || undefined} style={{ '--at': place }}>
        {stretchText(value, undefined, axis).replace(/^from | on$/g, '')}
      </span>
    </>
  )
}

function share(axis: TimeAxis, time: number): number {
  return Math.max(0, Math.min(placeOf(axis, time), 1))
}

/** A stretch that is not chosen yet begins as an eighth of the whole, at the end from which the key comes. */
function movedBrush(
  { key, shiftKey }: KeyboardEvent,
  brush: readonly [number, number] | undefined,
  first: number,
  last: number,
): [number, number] | undefined {
  const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: 8, PageDown: -8 }[key]
  const eighth = Math.max(0, Math.ceil((last - first) / 8) - 1)
  if (!brush) {
    if (step === undefined) return undefined
    return step > 0 ? [first, first + eighth] : [last - eighth, last]
  }
  const [from, to] = brush
  const length = to - from
  if (key === 'Home') return [first, first + length]
  if (key === 'End') return [last - length, last]
  if (step === undefined) return undefined
  if (shiftKey) return [from, Math.max(from, Math.min(to + step, last))]
  const start = Math.max(first, Math.min(from + step, last - length))
  return [start, start + length]
}

/** Grave lines are few, and must not vanish: the least height of a part, of a hundred. */
const LEAST_HEIGHT = 6

/** One path for each gravity: rectangles side by side. */
function pathsOf(bars: readonly HistogramBar[]): Map<string, string> {
  const paths = new Map<string, string>()
  for (const { from, to, parts } of bars) {
    const [left, right] = [from * 1000, Math.max(to * 1000 - gapOf(from, to), from * 1000 + 1)]
    let low = 100
    for (const { gravity, bottom, top } of parts) {
      const high = Math.max(0, low - Math.max((top - bottom) * 100, LEAST_HEIGHT))
      const path = `M${round(left)} ${round(low)}V${round(high)}H${round(right)}V${round(low)}Z`
      paths.set(gravity, (paths.get(gravity) ?? '') + path)
      low = high
    }
  }
  return paths
}

function gapOf(from: number, to: number): number {
  return Math.min(1.5, ((to - from) * 1000) / 4)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
