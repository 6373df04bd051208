/** A map picture is a service map as rectangles and lines, and the way of the keys through it. Lengths are in pixels at full size. */

import type { MapLayout, MapPlace } from './map-layout.ts'
import type { MapEdge, MapNode, ServiceMap } from './service-map.ts'

export const NODE_WIDTH = 148
export const NODE_HEIGHT = 44
/** A label fits between two layers, and between two slots. */
const LAYER_PITCH = NODE_WIDTH + 118
const SLOT_PITCH = 84
const MARGIN = 14
const LABEL_HEIGHT = 42
const LABEL_WIDTH = 104
/** Above the first slot, where a call to itself goes round. */
const LOOP_ROOM = 64

export interface PlacedNode {
  readonly node: MapNode
  readonly x: number
  readonly y: number
}

export interface PlacedEdge {
  readonly edge: MapEdge
  /** As the `d` of an SVG path has it. */
  readonly path: string
  /** The middle of its label. */
  readonly label: Point
  /** The more calls, the wider: by their order of magnitude. */
  readonly width: number
}

export interface MapPicture {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

interface Point {
  readonly x: number
  readonly y: number
}

export function drawMap(map: ServiceMap, layout: MapLayout): MapPicture {
  const places = [...layout.values()]
  const firstLayer = Math.min(0, ...places.map(({ layer }) => layer))
  const layers = Math.max(0, ...places.map(({ layer }) => layer)) - firstLayer + 1
  const slots = Math.max(0, ...places.map(({ slot }) => slot)) + 1
  const hasLoop = map.edges.some(({ from, to }) => from === to)
  const top = hasLoop ? LOOP_ROOM : MARGIN
  const cornerOf = ({ layer, slot }: MapPlace): Point => ({
    x: MARGIN + (layer - firstLayer) * LAYER_PITCH,
    y: top + slot * SLOT_PITCH,
  })
  const taken = new Set(places.map(({ layer, slot }) => `${layer} ${slot}`))
  const drawing = { layout, cornerOf, taken, ports: portsOf(map, layout) }
  const edges = apart(map.edges.map((edge) => drawEdge(edge, drawing)))
  const goesBack = map.edges.some(
    ({ from, to }) => from !== to && placeIn(layout, to).layer < placeIn(layout, from).layer,
  )
  const lowest = Math.max(0, ...edges.map(({ label }) => label.y + LABEL_HEIGHT / 2))
  return {
    width: 2 * MARGIN + (layers - 1) * LAYER_PITCH + NODE_WIDTH,
    height: Math.max(
      top + (slots - 1) * SLOT_PITCH + NODE_HEIGHT + (goesBack ? SLOT_PITCH / 2 : MARGIN),
      lowest + MARGIN,
    ),
    nodes: map.nodes.map((node) => ({ node, ...cornerOf(placeIn(layout, node.id)) })),
    edges,
  }
}

interface Drawing {
  readonly layout: MapLayout
  readonly cornerOf: (place: MapPlace) => Point
  readonly taken: ReadonlySet<string>
  readonly ports: Ports
}

/** How far from the middle of its side an edge leaves one node and reaches the other. */
interface Ports {
  readonly out: ReadonlyMap<string, number>
  readonly in: ReadonlyMap<string, number>
}

/** Edges at one node are spread over its side, in the order of where they come from, so that arrows do not cover each other. */
function portsOf({ edges }: ServiceMap, layout: MapLayout): Ports {
  const spread = (here: 'from' | 'to', there: 'from' | 'to') => {
    const ports = new Map<string, number>()
    for (const group of Map.groupBy(edges, (edge) => edge[here]).values()) {
      const step = Math.min(12, (NODE_HEIGHT - 12) / group.length)
      group
        .toSorted((a, b) => placeIn(layout, a[there]).slot - placeIn(layout, b[there]).slot)
        .forEach(({ id }, index) => {
          ports.set(id, (index - (group.length - 1) / 2) * step)
        })
    }
    return ports
  }
  return { out: spread('from', 'to'), in: spread('to', 'from') }
}

function drawEdge(edge: MapEdge, drawing: Drawing): PlacedEdge {
  const { layout, cornerOf } = drawing
  const [from, to] = [placeIn(layout, edge.from), placeIn(layout, edge.to)]
  const width = 1.5 + Math.min(3, Math.log10(Math.max(1, edge.calls)))
  if (edge.from === edge.to) return { edge, width, ...loop(cornerOf(from)) }
  if (from.layer >= to.layer) return { edge, width, ...goingBack(cornerOf(from), cornerOf(to)) }
  return { edge, width, ...goingOn(edge.id, from, to, drawing) }
}

/** From layer to layer; in those between, past the nodes. */
function goingOn(id: string, from: MapPlace, to: MapPlace, drawing: Drawing) {
  const { cornerOf, ports, taken } = drawing
  const [start, end] = [cornerOf(from), cornerOf(to)]
  const first = { x: start.x + NODE_WIDTH, y: start.y + NODE_HEIGHT / 2 + (ports.out.get(id) ?? 0) }
  const last = { x: end.x, y: end.y + NODE_HEIGHT / 2 + (ports.in.get(id) ?? 0) }
  let path = `M${first.x} ${first.y}`
  let at = first
  for (let layer = from.layer + 1; layer < to.layer; layer++) {
    const part = (layer - from.layer) / (to.layer - from.layer)
    const wished = first.y + part * (last.y - first.y)
    const corner = cornerOf({ layer, slot: 0 })
    const slot = Math.round((wished - corner.y - NODE_HEIGHT / 2) / SLOT_PITCH)
    const middle = corner.y + slot * SLOT_PITCH + NODE_HEIGHT / 2
    const side = wished < middle && slot > 0 ? -1 : 1
    const y = taken.has(`${layer} ${slot}`) ? middle + (side * SLOT_PITCH) / 2 : wished
    path += `${curve(at, { x: corner.x, y })}H${corner.x + NODE_WIDTH}`
    at = { x: corner.x + NODE_WIDTH, y }
  }
  // The head of the arrow is as long as that.
  const tip = { x: last.x - 7, y: last.y }
  return { path: path + curve(at, tip), label: labelOn(at, tip) }
}

/** Where the curve has nearly arrived: calls of one caller are apart there. */
function labelOn(from: Point, to: Point): Point {
  return { x: from.x + 0.64 * (to.x - from.x), y: from.y + 0.8 * (to.y - from.y) }
}

function curve(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`
}

/** Below the nodes, from the bottom of one to that of the other. */
function goingBack(from: Point, to: Point) {
  const [startX, endX] = [from.x + NODE_WIDTH / 2 - 12, to.x + NODE_WIDTH / 2 + 12]
  const [startY, endY] = [from.y + NODE_HEIGHT, to.y + NODE_HEIGHT + 7]
  const low = Math.max(startY, endY) + SLOT_PITCH / 2
  return {
    path: `M${startX} ${startY}C${startX} ${low} ${endX} ${low} ${endX} ${endY}`,
    label: { x: (startX + endX) / 2, y: (startY + 6 * low + endY) / 8 },
  }
}

function loop({ x, y }: Point) {
  const [left, right] = [x + NODE_WIDTH * 0.3, x + NODE_WIDTH * 0.7]
  return {
    path: `M${left} ${y}C${left} ${y - 40} ${right} ${y - 40} ${right} ${y - 7}`,
    label: { x: x + NODE_WIDTH / 2, y: y - LOOP_ROOM + LABEL_HEIGHT / 2 },
  }
}

/** Moves labels down until none covers another. */
function apart(edges: readonly PlacedEdge[]): PlacedEdge[] {
  const placed: PlacedEdge[] = []
  for (const edge of edges.toSorted((a, b) => a.label.y - b.label.y)) {
    let { x, y } = edge.label
    for (const { label } of placed) {
      const covers = Math.abs(label.x - x) < LABEL_WIDTH && Math.abs(label.y - y) < LABEL_HEIGHT
      if (covers) y = label.y + LABEL_HEIGHT
    }
    placed.push({ ...edge, label: { x, y } })
    placed.sort((a, b) => a.label.y - b.label.y)
  }
  return edges.map(({ edge }) => placed.find((one) => one.edge === edge) as PlacedEdge)
}

function placeIn(layout: MapLayout, id: string): MapPlace {
  return layout.get(id) ?? { layer: 0, slot: 0 }
}

export type MapKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End'

/**
 * Where a key leads from a node or an edge: right along a call to who is called, left back to who calls, up and down to the next
 * node of the layer or the next call of the same caller.
 * @returns an id; the same one where there is nothing in that direction
 */
export function mapNeighbour(map: ServiceMap, layout: MapLayout, id: string, key: MapKey): string {
  const { nodes, edges } = map
  if (key === 'Home' || key === 'End') return nodes.at(key === 'Home' ? 0 : -1)?.id ?? id
  const edge = edges.find((candidate) => candidate.id === id)
  const ahead = key === 'ArrowRight'
  if (key === 'ArrowLeft' || ahead) {
    if (edge) return ahead ? edge.to : edge.from
    return edges.find(({ from, to }) => (ahead ? from : to) === id)?.id ?? id
  }
  const column = edge
    ? edges.filter(({ from }) => from === edge.from)
    : nodes.filter((node) => placeIn(layout, node.id).layer === placeIn(layout, id).layer)
  const heightOf = (one: MapNode | MapEdge) => placeIn(layout, 'to' in one ? one.to : one.id).slot
  const ids = column.toSorted((a, b) => heightOf(a) - heightOf(b)).map((one) => one.id)
  return ids[ids.indexOf(id) + (key === 'ArrowDown' ? 1 : -1)] ?? id
}
