/** The minimap of a waterfall: all of its time at a glance, and a brush that chooses how much of it is seen below. */

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Minimap, MinimapPiece } from '../views/minimap.ts'
import { minimap } from '../views/minimap.ts'
import type { ServiceMarks } from '../views/service-mark.ts'
import { nowOf, placeOf, type TimeAxis, timeAt } from '../views/time-axis.ts'
import type { WaterfallRows } from '../views/waterfall-rows.ts'
import type { LensProps } from './lens.ts'
import type { ZoomedTime } from './use-time-window.ts'

/** Cells of the grid. */
const COLUMNS = 480
const MOST_BANDS = 36
/** How high a row of cells is where there are few, and how high all may become. Pixels. */
const BAND_HEIGHT = 4
const LEAST_HEIGHT = 14
/** A shorter stroke is a click. */
const SHORTEST_BRUSH = 0.01
/** How near to the edge of the window a pointer takes hold of it. */
const EDGE = 0.012

interface TraceMinimapProps {
  readonly lens: LensProps
  readonly rows: WaterfallRows
  readonly axis: TimeAxis
  readonly time: ZoomedTime
}

export function TraceMinimap({ lens, rows, axis, time }: TraceMinimapProps) {
  const { store, revision, services } = lens
  const map = useMemo(
    () => minimap(store, rows.allSpans(), axis, COLUMNS, MOST_BANDS),
    [store, revision, rows.shownTrace, axis.from, axis.to, nowOf(axis)],
  )
  return (
    <div
      class="trace-map"
      aria-hidden="true"
      title="Draw over a stretch of time to look at it closely"
      style={`--height:${Math.max(LEAST_HEIGHT, map.bands * BAND_HEIGHT)}px`}
    >
      <Picture map={map} services={services} />
      <Brush axis={axis} time={time} />
    </div>
  )
}

/** Also at build time, so it is drawn as SVG: one path for each service. */
function Picture({ map, services }: { map: Minimap; services: ServiceMarks }) {
  const marks = [...services.values()]
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the rows below are its accessible form
    <svg viewBox={`0 0 ${map.columns} ${map.bands}`} preserveAspectRatio="none" focusable="false">
      {[...map.pieces].map(([service, pieces]) => (
        <path key={service} data-service={marks[service]?.colour} d={pathOf(pieces)} />
      ))}
      {map.failed.length > 0 && <path class="trace-map-failed" d={pathOf(map.failed)} />}
    </svg>
  )
}

function pathOf(pieces: readonly MinimapPiece[]): string {
  return pieces.map(({ band, from, to }) => `M${from} ${band + 0.5}h${to - from}`).join('')
}

/** What a pointer that is down does: it draws a new window, or moves the one there is, or one of its edges. */
type Stroke =
  | { readonly kind: 'draw'; readonly from: number }
  | { readonly kind: 'move'; at: number }
  | { readonly kind: 'edge'; readonly other: number }

function Brush({ axis, time }: { axis: TimeAxis; time: ZoomedTime }) {
  const drawn = useSignal<{ from: number; to: number } | undefined>(undefined)
  const stroke = useSignal<Stroke | undefined>(undefined)
  const from = placeOf(axis, time.window.from)
  const to = placeOf(axis, time.window.to)
  const show = (a: number, b: number) =>
    time.show({ from: timeAt(axis, Math.min(a, b)), to: timeAt(axis, Math.max(a, b)) })
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    const at = placeUnder(event)
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
    if (time.isZoomed && Math.abs(at - from) < EDGE) stroke.value = { kind: 'edge', other: to }
    else if (time.isZoomed && Math.abs(at - to) < EDGE) stroke.value = { kind: 'edge', other: from }
    else if (time.isZoomed && at > from && at < to) stroke.value = { kind: 'move', at }
    else stroke.value = { kind: 'draw', from: at }
  }
  const onPointerMove = (event: PointerEvent) => {
    const { value } = stroke
    if (!value) return
    const at = placeUnder(event)
    if (value.kind === 'draw') {
      drawn.value = { from: Math.min(value.from, at), to: Math.max(value.from, at) }
    } else if (value.kind === 'edge') {
      show(value.other, at)
    } else {
      time.panBy((at - value.at) / (to - from))
      stroke.value = { kind: 'move', at }
    }
  }
  const onPointerUp = () => {
    const brush = drawn.value
    if (brush && brush.to - brush.from > SHORTEST_BRUSH) show(brush.from, brush.to)
    drawn.value = undefined
    stroke.value = undefined
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and buttons do the same for those who use no pointer
    <div
      class="trace-brush"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDblClick={() => time.show(undefined)}
    >
      {time.isZoomed && (
        <>
          <span class="trace-shade" style={`--from:0;--to:${from}`} />
          <span class="trace-shade" style={`--from:${to};--to:1`} />
          <span class="trace-window" style={`--from:${from};--to:${to}`} />
        </>
      )}
      {drawn.value && (
        <span class="trace-drawn" style={`--from:${drawn.value.from};--to:${drawn.value.to}`} />
      )}
    </div>
  )
}

/** 0 at the left edge of the brush's element, 1 at the right one. */
function placeUnder(event: PointerEvent): number {
  const { left, width } = (event.currentTarget as Element).getBoundingClientRect()
  return Math.min(1, Math.max(0, (event.clientX - left) / width))
}
