/** The calls from one service to another, on the map. */

import type { PlacedEdge } from '../views/map-picture.ts'
import { partText } from '../views/part-text.ts'
import { countText } from '../views/run-text.ts'
import {
  callsText,
  durationsText,
  type MapEdge,
  type MapNode,
  nodeText,
  type ServiceMap,
} from '../views/service-map.ts'
import { type MapMark, markAttributes } from './map-mark.ts'

interface MapEdgeMarkProps extends MapMark {
  readonly placed: PlacedEdge
  readonly map: ServiceMap
}

export function MapEdgeMark({ placed, map, ...rest }: MapEdgeMarkProps) {
  const { edge, path, width } = placed
  return (
    <g
      class="map-edge"
      data-failed={edge.failed > 0 || undefined}
      aria-label={`${edgeName(edge, map)}: ${callsText(edge)}; ${durationsText(edge)}`}
      {...markAttributes(rest)}
    >
      <path class="map-edge-reach" d={path} />
      <path class="map-edge-line" d={path} stroke-width={width} />
      <path class="map-edge-head" d={headOf(path)} />
    </g>
  )
}

/** What is written on an edge, above all lines. */
export function MapEdgeLabel({ placed: { edge, label }, isOut, isChosen }: MapEdgeMarkProps) {
  const lines = labelOf(edge)
  const room = {
    width: 7 * Math.max(...lines.map(({ text }) => text.length)),
    height: 13 * lines.length,
  }
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of a drawing takes no focus
    <g
      class="map-edge-label"
      aria-hidden="true"
      data-out={isOut || undefined}
      data-chosen={isChosen || undefined}
    >
      <rect
        class="map-label-paper"
        x={label.x - room.width / 2}
        y={label.y - room.height / 2}
        {...room}
      />
      <text class="map-label" x={label.x}>
        {lines.map((line, index, { length }) => (
          <tspan
            key={index}
            class={line.isFailed ? 'map-failed' : undefined}
            x={label.x}
            y={label.y + 4 + 13 * (index - (length - 1) / 2)}
          >
            {line.text}
          </tspan>
        ))}
      </text>
    </g>
  )
}

/** There is room for three lines. What failed is more important than how long the usual call took. */
function labelOf({ calls, failed, durations }: MapEdge) {
  const lines = [{ text: countText(calls, 'call'), isFailed: false }]
  if (failed > 0) lines.push({ text: `✕ ${partText(failed, calls)}`, isFailed: true })
  if (durations.count === 1) lines.push({ text: durations.quantileText(1), isFailed: false })
  if (durations.count > 1) {
    const of = (part: number) => durations.quantileText(part).replace('about ', '≈ ')
    if (failed === 0) lines.push({ text: `p50 ${of(0.5)}`, isFailed: false })
    lines.push({ text: `p99 ${of(0.99)}`, isFailed: false })
  }
  return lines
}

export function edgeName(
  { from, to }: { readonly from: string; readonly to: string },
  { nodes }: ServiceMap,
): string {
  const nameOf = (id: string) => nodeText(nodes.find((node) => node.id === id) as MapNode)
  return `${nameOf(from)} → ${nameOf(to)}`
}

/** A triangle at the end of a path. Those from left to right point right; those that go back come from below or above. */
function headOf(path: string): string {
  const [controlX = 0, controlY = 0, x = 0, y = 0] = (path.match(/-?[\d.]+/g) ?? [])
    .slice(-4)
    .map(Number)
  if (Math.abs(controlX - x) > Math.abs(controlY - y)) {
    return `M${x - 1} ${y - 5}L${x + 8} ${y}L${x - 1} ${y + 5}Z`
  }
  const way = controlY > y ? -1 : 1
  return `M${x - 5} ${y - way}L${x} ${y + 8 * way}L${x + 5} ${y - way}Z`
}
