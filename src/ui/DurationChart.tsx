/** How long spans took: an exponential histogram with an example in each bucket, in which a range can be brushed. */

import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { DifferenceQuestion } from '../views/difference-question.ts'
import { durationText } from '../views/duration-text.ts'
import { bucketText, type DurationBucket, type RunMetrics } from '../views/run-metrics.ts'
import { countText } from '../views/run-text.ts'
import type { LensProps } from './lens.ts'

const [WIDTH, HEIGHT] = [420, 246]
const [LEFT, RIGHT] = [36, 412]
const [TOP, BOTTOM] = [34, 222]

interface DurationChartProps extends LensProps {
  readonly metrics: RunMetrics
  readonly noun: string
  readonly question: DifferenceQuestion | undefined
  readonly onAsk: (question: DifferenceQuestion | undefined) => void
}

export function DurationChart(props: DurationChartProps) {
  const { metrics, noun, question, onAsk, selection } = props
  const picture = useRef<SVGSVGElement>(null)
  const active = useSignal(-1)
  /** Where a brush began. */
  const origin = useRef<number | undefined>(undefined)
  const { buckets } = metrics
  if (buckets.length === 0) {
    return <p class="empty">None of them has ended, so nobody knows how long they take.</p>
  }
  const width = Math.min(40, (RIGHT - LEFT) / buckets.length)
  const most = Math.max(...buckets.map(({ calls }) => calls))
  const first = buckets.findIndex(({ calls }) => calls > 0)
  const at = active.value >= 0 && active.value < buckets.length ? active.value : first
  const isBrushed = ({ from, to }: DurationBucket) =>
    typeof question === 'object' && from >= question.from && to <= question.to
  const brush = (one: number, other: number) => {
    const [from, to] = [buckets[Math.min(one, other)], buckets[Math.max(one, other)]]
    if (from && to) onAsk({ from: from.from, to: to.to })
  }
  const bucketAt = (event: PointerEvent): number => {
    const { left, width: shown } = (picture.current as SVGSVGElement).getBoundingClientRect()
    const x = ((event.clientX - left) / shown) * WIDTH
    return Math.min(Math.max(Math.floor((x - LEFT) / width), 0), buckets.length - 1)
  }
  const lookAt = (row: number) => {
    if (row >= 0) selection.value = { kind: 'span', row }
  }
  const moveTo = (index: number) => {
    active.value = index
    picture.current?.querySelector<SVGElement>(`[data-index="${index}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const next = neighbour(buckets, index, event.key)
    if (next !== undefined) {
      if (event.shiftKey) {
        origin.current ??= index
        brush(origin.current, next)
      } else origin.current = undefined
      moveTo(next)
    } else if (event.key === 'Enter') lookAt(buckets[index]?.exemplar ?? -1)
    else if (event.key === ' ') brush(index, index)
    else if (event.key === 'Escape' && question !== undefined) onAsk(undefined)
    else return
    event.preventDefault()
  }
  return (
    <figure class="chart">
      <svg
        ref={picture}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="group"
        aria-label={`How long ${noun}s took, from the quickest to the slowest`}
        onPointerDown={(event) => {
          origin.current = bucketAt(event)
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={(event) => {
          if (origin.current !== undefined && event.buttons > 0) {
            const now = bucketAt(event)
            if (now !== origin.current || typeof question === 'object') brush(origin.current, now)
          }
        }}
        onPointerUp={(event) => {
          const now = bucketAt(event)
          if (now === origin.current) moveTo(now)
          origin.current = undefined
        }}
      >
        <text class="chart-title" x={LEFT} y={10}>
          how long they took
        </text>
        <text class="chart-number" x={LEFT - 5} y={TOP + 4}>
          {most.toLocaleString('en')}
        </text>
        {buckets.map((bucket, index) => (
          <Bucket
            key={bucket.to}
            bucket={bucket}
            index={index}
            x={LEFT + index * width}
            width={width}
            unit={(BOTTOM - TOP) / most}
            noun={noun}
            isActive={index === at}
            isBrushed={isBrushed(bucket)}
            onFocus={() => {
              active.value = index
            }}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
        ))}
        <path class="chart-line" d={`M${LEFT} ${BOTTOM}H${RIGHT}`} />
        <Bounds buckets={buckets} width={width} />
      </svg>
      <figcaption>
        <Example bucket={buckets[at]} noun={noun} onLookAt={lookAt} />
        <span class="chart-hint">
          Drag over bars, or Shift with the arrow keys, to ask what sets them apart. Enter shows an
          example.
        </span>
      </figcaption>
    </figure>
  )
}

interface BucketProps {
  readonly bucket: DurationBucket
  readonly index: number
  readonly x: number
  readonly width: number
  /** How high one span is. */
  readonly unit: number
  readonly noun: string
  readonly isActive: boolean
  readonly isBrushed: boolean
  readonly onFocus: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function Bucket({ bucket, index, x, width, unit, noun, isActive, isBrushed, ...on }: BucketProps) {
  const { calls, failed } = bucket
  return (
    <g
      class="chart-bucket"
      role="button"
      tabIndex={isActive ? 0 : -1}
      data-index={index}
      aria-pressed={isBrushed}
      aria-label={textOf(bucket, noun)}
      {...on}
    >
      <title>{textOf(bucket, noun)}</title>
      <rect class="chart-reach" x={x} y={TOP - 10} width={width} height={BOTTOM - TOP + 10} />
      {calls > 0 && (
        <>
          <rect
            class="chart-bar"
            x={x + 0.5}
            y={BOTTOM - calls * unit}
            width={width - 1}
            height={calls * unit}
          />
          <path
            class="chart-exemplar"
            d={`M${x + width / 2} ${BOTTOM - calls * unit - 11}l4 4l-4 4l-4 -4z`}
          />
        </>
      )}
      {failed > 0 && (
        <rect
          class="chart-failed"
          x={x + 0.5}
          y={BOTTOM - failed * unit}
          width={width - 1}
          height={failed * unit}
        />
      )}
    </g>
  )
}

/** The bounds of some buckets, as many as there is room for. */
function Bounds({
  buckets,
  width,
}: {
  readonly buckets: readonly DurationBucket[]
  readonly width: number
}) {
  const every = Math.max(1, Math.ceil(70 / width))
  return buckets.map(({ from, to }, index) =>
    index % every === 0 ? (
      <text
        key={to}
        class="chart-tick"
        text-anchor="start"
        x={LEFT + index * width}
        y={BOTTOM + 15}
      >
        {durationText(Number(Math.max(from, 0).toPrecision(2)))}
      </text>
    ) : null,
  )
}

function Example({
  bucket,
  noun,
  onLookAt,
}: {
  readonly bucket: DurationBucket | undefined
  readonly noun: string
  readonly onLookAt: (row: number) => void
}) {
  if (!bucket) return null
  return (
    <span class="chart-example">
      {textOf(bucket, noun)}.{' '}
      {bucket.exemplar >= 0 && (
        <button type="button" class="button quiet" onClick={() => onLookAt(bucket.exemplar)}>
          Show one
        </button>
      )}
      {bucket.failedExemplar >= 0 && (
        <button type="button" class="button quiet" onClick={() => onLookAt(bucket.failedExemplar)}>
          Show one that failed
        </button>
      )}
    </span>
  )
}

function textOf(bucket: DurationBucket, noun: string): string {
  const failed = bucket.failed > 0 ? `, ${bucket.failed.toLocaleString('en')} failed` : ''
  return `${bucketText(bucket)}: ${countText(bucket.calls, noun)}${failed}`
}

/** Where an arrow key leads: to the next bucket in which there is something. */
function neighbour(
  buckets: readonly DurationBucket[],
  index: number,
  key: string,
): number | undefined {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
  if (step === undefined) return undefined
  for (let next = index + step; next >= 0 && next < buckets.length; next += step) {
    if ((buckets[next] as DurationBucket).calls > 0) return next
  }
  return index
}
