/** The marks of a fold: points for lines, brackets for what a log knows of spans, and the bars that they become. */

import { useId } from 'preact/hooks'
import type { FoldMark, FoldPlace } from '../views/fold.ts'
import type { FoldWords } from '../views/fold-words.ts'
import type { DrawnMark } from './drawn-mark.ts'

/** Of a bar. Pixels. */
const THICK = 9
/** Of the picture; browsers blur what is much smaller than a unit. */
const WIDTH = 1000

interface BarsProps {
  readonly drawn: readonly DrawnMark[]
  readonly height: number
  readonly onChoose: (mark: FoldMark) => void
}

/** What joins the ends of spans: nothing in a log, more and more on the way, and bars in the end. */
export function FoldBars({ drawn, height, onChoose }: BarsProps) {
  const id = useId()
  const spans = drawn.filter(({ mark }) => mark.kind === 'span')
  const fading = new Set(spans.filter(({ words }) => words.isOpen).map(({ colour }) => colour))
  return (
    <svg
      class="fold-bars"
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <defs>
        {[...fading].map((colour) => (
          <linearGradient key={colour} id={`${id}-${colour}`} data-service={colour}>
            <stop class="fold-stop" offset="0.4" />
            <stop class="fold-stop" offset="1" stop-opacity="0" />
          </linearGradient>
        ))}
      </defs>
      {spans.map(({ mark, words, place, colour, isSelected, isRelated, isFaint }) => {
        const shape = shapeOf(words, place)
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the rows are its accessible form
          <g
            key={mark.row}
            data-service={colour}
            data-faint={isFaint || undefined}
            style={{ opacity: Math.min(1, place.whole * 1.6) * (isFaint ? 0.3 : 1) }}
            onClick={() => onChoose(mark)}
          >
            {(words.hasFailed || isSelected || isRelated) && (
              <path class="fold-rim" data-failed={words.hasFailed || undefined} d={shape} />
            )}
            <path
              class="fold-bar"
              d={shape}
              style={words.isOpen ? `fill:url(#${id}-${colour});stroke:none` : undefined}
            />
          </g>
        )
      })}
    </svg>
  )
}

/** A parallelogram between start and end, which is a bar when they are level. */
function shapeOf({ from, to }: FoldWords, { first, last, whole }: FoldPlace): string {
  const half = (1 + (THICK - 1) * whole) / 2
  const [left, right] = [from * WIDTH, to * WIDTH]
  return `M${left} ${first - half}L${right} ${last - half}V${last + half}L${left} ${first + half}Z`
}

/** The marks that a logger would know of: lines as points, starts and ends of spans as brackets. */
export function FoldEnds({ one }: { one: DrawnMark }) {
  const { mark, words, place, colour, isRelated } = one
  const faint = one.isFaint || undefined
  const at = (moment: number, top: number, more = '') => ({
    left: `${moment * 100}%`,
    transform: `translateY(${top}px)${more}`,
  })
  if (mark.kind === 'line') {
    return (
      <span
        class="fold-point"
        data-gravity={words.gravity}
        data-faint={faint}
        data-related={isRelated || undefined}
        style={at(words.from, place.first)}
      />
    )
  }
  // A short bar is narrower than its brackets: they are drawn in as it closes.
  const narrow = ` scaleX(${1 - place.whole / 2})`
  const opacity = Math.min(1, 4 - 4 * place.whole)
  return (
    <>
      <span
        class="fold-start"
        data-service={colour}
        data-faint={faint}
        style={{ ...at(words.from, place.first, narrow), opacity: faint ? opacity * 0.3 : opacity }}
      />
      {!words.isOpen && (
        <span
          class="fold-end"
          data-service={colour}
          data-faint={faint}
          style={{ ...at(words.to, place.last, narrow), opacity: faint ? opacity * 0.3 : opacity }}
        />
      )}
      <span
        class="fold-duration"
        style={{
          ...at(Math.max(words.from, words.to), place.last),
          opacity: Math.max(0, place.whole * 2 - 1),
        }}
      >
        {words.hasFailed && <span class="failed-sign">✕ </span>}
        {words.duration}
      </span>
    </>
  )
}
