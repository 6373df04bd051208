/** How many spans began when, how many of them failed, and how long they took: bars, and below them a heatmap, on one axis. */

import { durationText } from '../views/duration-text.ts'
import type { HeatCell, RunMetrics } from '../views/run-metrics.ts'
import { countText } from '../views/run-text.ts'
import { placeOf, ticks, timeAt } from '../views/time-axis.ts'
import type { LensProps } from './lens.ts'

/** The drawing; it is as wide as its column, so these are pixels or nearly so. */
const [WIDTH, HEIGHT] = [420, 246]
const [LEFT, RIGHT] = [52, 412]
const [RATE_TOP, RATE_BOTTOM] = [18, 78]
const [HEAT_TOP, HEAT_BOTTOM] = [104, 222]
/** Shades of a heatmap: as many as can be told apart. */
const SHADES = 5

interface TimeChartProps extends LensProps {
  readonly metrics: RunMetrics
  /** What one of the spans is. */
  readonly noun: string
}

export function TimeChart(props: TimeChartProps) {
  const { metrics, axis, cursor, noun } = props
  const { columns } = metrics
  const busiest = Math.max(1, ...columns.map(({ calls }) => calls))
  const width = (RIGHT - LEFT) / columns.length
  const bar = (calls: number) => ((RATE_BOTTOM - RATE_TOP) * calls) / busiest
  const each = durationText((axis.to - axis.from) / columns.length)
  const summary = `Over time: up to ${countText(busiest, noun)} in ${each}, ${metrics.failed.toLocaleString('en')} failed. As tables: all of it.`
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={summary}
        onPointerMove={(event) => {
          const { left, width: shown } = event.currentTarget.getBoundingClientRect()
          const x = ((event.clientX - left) / shown) * WIDTH
          const place = (x - LEFT) / (RIGHT - LEFT)
          cursor.value = place >= 0 && place <= 1 ? timeAt(axis, place) : undefined
        }}
        onPointerLeave={() => {
          cursor.value = undefined
        }}
      >
        <text class="chart-title" x={LEFT} y={10}>
          {noun}s that began, each {each}
        </text>
        <text class="chart-number" x={LEFT - 5} y={RATE_TOP + 4}>
          {busiest.toLocaleString('en')}
        </text>
        <path class="chart-line" d={`M${LEFT} ${RATE_BOTTOM}H${RIGHT}`} />
        {columns.map(({ calls, failed, from }, index) =>
          calls === 0 ? null : (
            <g key={from}>
              <rect
                class="chart-bar"
                x={LEFT + index * width + 0.5}
                y={RATE_BOTTOM - bar(calls)}
                width={width - 1}
                height={bar(calls)}
              />
              {failed > 0 && (
                <rect
                  class="chart-failed"
                  x={LEFT + index * width + 0.5}
                  y={RATE_BOTTOM - bar(failed)}
                  width={width - 1}
                  height={bar(failed)}
                />
              )}
            </g>
          ),
        )}
        <text class="chart-title" x={LEFT} y={HEAT_TOP - 8}>
          how long they took
        </text>
        <Heat {...props} width={width} />
        {ticks(axis, 4).map(({ place, label: text }) => (
          <text
            key={text}
            class="chart-tick"
            text-anchor={place === 0 ? 'start' : place > 0.95 ? 'end' : 'middle'}
            x={LEFT + place * (RIGHT - LEFT)}
            y={HEAT_BOTTOM + 15}
          >
            {text}
          </text>
        ))}
        {cursor.value !== undefined && (
          <path
            class="chart-cursor"
            d={`M${LEFT + placeOf(axis, cursor.value) * (RIGHT - LEFT)} ${RATE_TOP}V${HEAT_BOTTOM}`}
          />
        )}
      </svg>
    </figure>
  )
}

/** One path for each shade: a cell is no element of its own. */
function Heat({ metrics, width }: TimeChartProps & { readonly width: number }) {
  const { bands, heat } = metrics
  if (bands.length === 0) return null
  const height = Math.min(22, (HEAT_BOTTOM - HEAT_TOP) / bands.length)
  const most = Math.max(...heat.map(({ calls }) => calls))
  const shadeOf = ({ calls }: HeatCell) =>
    most === 1 ? SHADES : Math.ceil((Math.log(calls + 1) / Math.log(most + 1)) * SHADES)
  const pathOf = (cells: readonly HeatCell[]) =>
    cells
      .map(({ column, band }) => {
        const [x, y] = [LEFT + column * width + 0.5, HEAT_BOTTOM - (band + 1) * height + 0.5]
        return `M${x} ${y}h${width - 1}v${height - 1}h${1 - width}z`
      })
      .join('')
  // As many as there is room for.
  const every = Math.ceil(14 / height)
  return (
    <>
      {[...Map.groupBy(heat, shadeOf)].map(([shade, cells]) => (
        <path key={shade} class="chart-heat" fill-opacity={shade / SHADES} d={pathOf(cells)} />
      ))}
      {heat
        .filter(({ failed }) => failed > 0)
        .map(({ column, band }) => (
          <circle
            key={`${column} ${band}`}
            class="chart-failed chart-failed-cell"
            cx={LEFT + (column + 0.5) * width}
            cy={HEAT_BOTTOM - (band + 0.5) * height}
            r={2.5}
          />
        ))}
      {bands.map(({ to }, band) =>
        band % every === 0 ? (
          <text
            key={to}
            class="chart-number"
            x={LEFT - 5}
            y={HEAT_BOTTOM - band * height - height / 2 + 4}
          >
            {durationText(Number(to.toPrecision(2)))}
          </text>
        ) : null,
      )}
      <path class="chart-line" d={`M${LEFT} ${HEAT_BOTTOM}H${RIGHT}`} />
    </>
  )
}
