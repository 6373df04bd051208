/** A service or a queue on the map. */

import { NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from '../views/map-picture.ts'
import { countText } from '../views/run-text.ts'
import { nodeText } from '../views/service-map.ts'
import type { ServiceMark } from '../views/service-mark.ts'
import { visibleText } from '../views/visible-text.ts'
import { type MapMark, markAttributes } from './map-mark.ts'

/** As many fit beside the monogram. Characters. */
const LONGEST = 15

interface MapNodeMarkProps extends MapMark {
  readonly placed: PlacedNode
  readonly mark: ServiceMark | undefined
}

export function MapNodeMark({ placed: { node, x, y }, mark, ...rest }: MapNodeMarkProps) {
  const name = visibleText(node.name)
  const below = {
    service: countText(node.spans, 'span'),
    queue: 'queue',
    outside: 'no spans of its own',
  }[node.kind]
  const failed = node.failed > 0 ? `, ${node.failed.toLocaleString('en')} failed` : ''
  return (
    <g
      class="map-node"
      data-kind={node.kind}
      data-service={node.kind === 'service' ? mark?.colour : undefined}
      transform={`translate(${x} ${y})`}
      data-out={rest.isOut || undefined}
      data-chosen={rest.isChosen || undefined}
    >
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of a drawing takes no focus */}
      <g aria-hidden="true">
        <rect
          class="map-node-box"
          width={NODE_WIDTH}
          height={NODE_HEIGHT}
          rx={node.kind === 'queue' ? NODE_HEIGHT / 2 : 6}
        />
        {node.kind === 'queue' ? (
          // Messages, one behind the other.
          <path class="map-queue" d="M16 14v16M21 14v16M26 14v16" />
        ) : (
          <>
            <rect class="map-node-mark" x={8} y={10} width={24} height={24} rx={4} />
            <text class="map-monogram" x={20} y={26}>
              {node.kind === 'service' ? mark?.monogram : '?'}
            </text>
          </>
        )}
        <text class="map-name" x={40} y={19}>
          {name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name}
        </text>
        <text class="map-below" x={40} y={34}>
          {node.kind === 'outside' ? 'outside' : below}
          {node.failed > 0 && (
            <tspan class="map-failed"> ✕ {node.failed.toLocaleString('en')}</tspan>
          )}
        </text>
      </g>
      {/* The button lies above, without a text of its own, so that its name is what is read. */}
      <rect
        class="map-node-reach"
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={6}
        aria-label={`${nodeText(node)}, ${below}${failed}`}
        {...markAttributes(rest)}
      >
        <title>{name}</title>
      </rect>
    </g>
  )
}
