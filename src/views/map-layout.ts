/**
 * A map layout is where each node of a service map stands: in layers from the callers to the called, and within a layer in slots.
 * What has a place keeps it, however the run goes on.
 */

import type { ServiceMap } from './service-map.ts'

/** Whole numbers: of layers from left to right, of slots from top to bottom. */
export interface MapPlace {
  readonly layer: number
  readonly slot: number
}

export type MapLayout = ReadonlyMap<string, MapPlace>

/**
 * Places nodes in the order in which the run shows them. Who is called stands one layer after the caller that was seen first, as
 * near to its height as there is room; nothing is moved later. That gives up some beauty – a line can go back where a better
 * order was known only at the end – for the reader's eye, which does not have to find everything anew.
 *
 * @param earlier what was laid out of the same run before; nodes keep those places
 */
export function layOutMap(map: ServiceMap, earlier: MapLayout = new Map()): MapLayout {
  const layout = new Layout(earlier)
  let edge = 0
  for (const node of map.nodes) {
    // The call that shows a node comes before the node, so that the node is placed by its caller.
    for (; edge < map.edges.length; edge++) {
      const { from, to, firstRow } = map.edges[edge] as ServiceMap['edges'][number]
      if (firstRow > node.firstRow) break
      layout.connect(from, to)
    }
    layout.place(node.id, 0, 0)
  }
  for (const { from, to } of map.edges.slice(edge)) layout.connect(from, to)
  return layout.places
}

class Layout {
  readonly places: Map<string, MapPlace>
  readonly #taken = new Set<string>()

  constructor(earlier: MapLayout) {
    this.places = new Map(earlier)
    for (const { layer, slot } of earlier.values()) this.#taken.add(`${layer} ${slot}`)
  }

  connect(from: string, to: string): void {
    const called = this.places.get(to)
    const caller = this.places.get(from)
    if (called && !caller) this.place(from, called.layer - 1, called.slot)
    const { layer, slot } = this.place(from, 0, 0)
    this.place(to, layer + 1, slot)
  }

  /** The place that it has; or the free one of a layer that is next to a slot. */
  place(id: string, layer: number, wished: number): MapPlace {
    const known = this.places.get(id)
    if (known) return known
    let [slot, distance] = [wished, 0]
    while (slot < 0 || this.#taken.has(`${layer} ${slot}`)) {
      // Below, above, further below, further above.
      distance++
      slot = distance % 2 === 1 ? wished + (distance + 1) / 2 : wished - distance / 2
    }
    const place = { layer, slot }
    this.#taken.add(`${layer} ${slot}`)
    this.places.set(id, place)
    return place
  }
}
