/**
 * A span tree is the spans of a run in the order of a waterfall: each before its children, and they in the order in which they
 * came. A **place** is where a span stands in that order, from 0.
 */

import { addToRing, firstInRing } from '../trace-data/ring.ts'
import { Table } from '../trace-data/table.ts'

/** What a tree asks of a run. The spans of a column store have it. */
export interface SpanForest {
  readonly count: number
  /** Grows whenever a span that was there before moves to another place in the tree. */
  readonly treeVersion: number
  /** The row of the span under which one stands; −1 for a root. Parents may come after their children, but not in a circle. */
  treeParent(row: number): number
}

export class SpanTree {
  readonly #spans: SpanForest
  /** Where each span stands, and how they hang together; see `ring.ts`. */
  readonly #byRow = new Table({ place: 'u32', lastChild: 'u32', next: 'u32' })
  readonly #byPlace = new Table({
    row: 'u32',
    depth: 'u32',
    size: 'u32',
    position: 'u32',
    children: 'u32',
  })
  #lastRoot = 0
  #rootCount = 0
  #deepest = 0
  #version = -1

  constructor(spans: SpanForest) {
    this.#spans = spans
    this.grow()
  }

  /** How many spans are in it. */
  get count(): number {
    return this.#byPlace.count
  }

  get rootCount(): number {
    return this.#rootCount
  }

  /** The greatest depth of all spans that it has ever had. */
  get deepest(): number {
    return this.#deepest
  }

  /** The span at a place: its row. */
  row(place: number): number {
    return this.#byPlace.columns.row[place] as number
  }

  /** Where a span stands. */
  place(row: number): number {
    return this.#byRow.columns.place[row] as number
  }

  /** 0 for a root. */
  depth(place: number): number {
    return this.#byPlace.columns.depth[place] as number
  }

  /** How many spans there are in its subtree, itself included. */
  size(place: number): number {
    return this.#byPlace.columns.size[place] as number
  }

  /** Its place among its siblings, from 1. */
  position(place: number): number {
    return this.#byPlace.columns.position[place] as number
  }

  childCount(place: number): number {
    return this.#byPlace.columns.children[place] as number
  }

  /** The place of the span under which it stands; −1 for a root. */
  parentPlace(place: number): number {
    const parent = this.#spans.treeParent(this.row(place))
    return parent < 0 ? -1 : this.place(parent)
  }

  /** How many siblings it has, itself included: how many roots there are, if it is one. */
  siblings(place: number): number {
    const parent = this.parentPlace(place)
    return parent < 0 ? this.#rootCount : this.childCount(parent)
  }

  /**
   * Takes in the spans that have come since. Whatever stands before the first root whose tree has grown stays as it is.
   * @returns the first place that is not as it was
   */
  grow(): number {
    const { count, treeVersion } = this.#spans
    const isSame = treeVersion === this.#version
    if (isSame && count === this.count) return count
    const from = isSame ? this.#firstGrown() : 0
    const earlier = isSame ? this.count : 0
    this.#byRow.addAll(count - this.count)
    this.#byPlace.addAll(count - this.count)
    if (!isSame) this.#untie()
    const { position, row } = this.#byPlace.columns
    const lastRoot = this.#lastRoot
    const laidOut = from < earlier ? (position[from] as number) - 1 : this.#rootCount
    const firstRoot = from < earlier ? (row[from] as number) + 1 : 0
    this.#tie(earlier, count)
    const { next } = this.#byRow.columns
    const nextRoot =
      lastRoot === 0 ? firstInRing(next, this.#lastRoot) : (next[lastRoot - 1] as number)
    this.#layOut(firstRoot === 0 ? nextRoot : firstRoot, from, laidOut)
    this.#version = treeVersion
    return from
  }

  /** The place of the first root under which a new span stands. */
  #firstGrown(): number {
    let first = this.count
    for (let row = this.count; row < this.#spans.count; row++) {
      const parent = this.#spans.treeParent(row)
      // Those under new spans stand beside them.
      if (parent >= 0 && parent < this.count) first = Math.min(first, this.place(parent))
    }
    if (first === this.count) return first
    for (let place = first; place >= 0; place = this.parentPlace(place)) first = place
    return first
  }

  #untie(): void {
    const { lastChild, next } = this.#byRow.columns
    lastChild.fill(0)
    next.fill(0)
    this.#lastRoot = 0
    this.#rootCount = 0
  }

  /** Adds spans to the children of their parents, or to the roots. */
  #tie(from: number, to: number): void {
    const { lastChild, next } = this.#byRow.columns
    for (let row = from; row < to; row++) {
      const parent = this.#spans.treeParent(row)
      if (parent < 0) {
        addToRing(next, this.#lastRoot, row + 1)
        this.#lastRoot = row + 1
      } else {
        addToRing(next, lastChild[parent] as number, row + 1)
        lastChild[parent] = row + 1
      }
    }
  }

  /** Lays out the trees from one root on. @param laidOut how many roots stand before it */
  #layOut(firstRoot: number, from: number, laidOut: number): void {
    const { next } = this.#byRow.columns
    this.#rootCount = laidOut
    let place = from
    for (
      let root = firstRoot;
      root !== 0;
      root = root === this.#lastRoot ? 0 : (next[root - 1] as number)
    ) {
      this.#byPlace.columns.position[place] = ++this.#rootCount
      place = this.#layOutTree(root - 1, place)
    }
  }

  /** Depth first, without recursion: a trace can be a hundred thousand spans deep. @returns the place after its last one */
  #layOutTree(root: number, first: number): number {
    const { place: places, lastChild, next } = this.#byRow.columns
    const { row: rows, depth: depths, size, position, children } = this.#byPlace.columns
    let [place, depth, row] = [first, 0, root]
    for (;;) {
      rows[place] = row
      places[row] = place
      depths[place] = depth
      children[place] = 0
      place++
      const last = lastChild[row] as number
      if (last !== 0) {
        position[place] = 1
        children[place - 1] = 1
        depth++
        if (depth > this.#deepest) this.#deepest = depth
        row = firstInRing(next, last) - 1
        continue
      }
      // Up, to the first one that has a sibling to go on with.
      for (;;) {
        const at = places[row] as number
        size[at] = place - at
        if (row === root) return place
        const parent = this.#spans.treeParent(row)
        if (row + 1 === lastChild[parent]) {
          row = parent
          depth--
          continue
        }
        row = (next[row] as number) - 1
        const siblings = (children[places[parent] as number] as number) + 1
        children[places[parent] as number] = siblings
        position[place] = siblings
        break
      }
    }
  }
}
