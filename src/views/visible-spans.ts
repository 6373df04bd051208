/** Visible spans are those of a tree that the reader has not folded away. */

import type { SpanTree } from './span-tree.ts'

/** What the reader wants of one span: nothing in particular, its children in sight, or out of sight. */
const CHOICE = { none: 0, open: 1, collapsed: 2 } as const

export class VisibleSpans {
  readonly #tree: SpanTree
  /** By row. */
  #choices = new Uint8Array(64)
  #depth = Number.POSITIVE_INFINITY
  #places = new Uint32Array(0)
  #count = 0
  #isFresh = false

  constructor(tree: SpanTree) {
    this.#tree = tree
  }

  /** The tree has grown. */
  refresh(): void {
    this.#isFresh = false
  }

  /** How many they are. */
  get count(): number {
    this.#update()
    return this.#count
  }

  /** The place in the tree of the visible span with a number, from 0. */
  place(index: number): number {
    this.#update()
    return this.#places[index] as number
  }

  /** The number of a visible span, from 0; that of the one in which it is folded away, if it is. */
  indexOf(place: number): number {
    this.#update()
    let [at, after] = [0, this.#count]
    while (after - at > 1) {
      const middle = (at + after) >> 1
      if ((this.#places[middle] as number) <= place) at = middle
      else after = middle
    }
    return at
  }

  /** Does it have children, and are they out of sight? */
  isCollapsed(place: number): boolean {
    if (this.#tree.size(place) === 1) return false
    const choice = this.#choices[this.#tree.row(place)] ?? CHOICE.none
    return choice === CHOICE.none
      ? this.#tree.depth(place) >= this.#depth
      : choice === CHOICE.collapsed
  }

  collapse(place: number): void {
    this.#choose(place, CHOICE.collapsed)
  }

  expand(place: number): void {
    this.#choose(place, CHOICE.open)
  }

  /** Brings a span in sight: all above it are expanded. */
  reveal(place: number): void {
    const tree = this.#tree
    for (let above = tree.parentPlace(place); above >= 0; above = tree.parentPlace(above)) {
      if (this.isCollapsed(above)) this.expand(above)
    }
  }

  /** Shows spans down to a depth: 0 shows only roots. Also of those that come later; earlier choices are forgotten. */
  showTo(depth: number): void {
    this.#depth = depth
    this.#choices.fill(CHOICE.none)
    this.#isFresh = false
  }

  #choose(place: number, choice: number): void {
    const row = this.#tree.row(place)
    if (row >= this.#choices.length) {
      const choices = new Uint8Array(Math.max(row + 1, this.#choices.length * 2))
      choices.set(this.#choices)
      this.#choices = choices
    }
    this.#choices[row] = choice
    this.#isFresh = false
  }

  /** Once through the visible ones: what is folded away is skipped. */
  #update(): void {
    if (this.#isFresh) return
    const { count } = this.#tree
    if (this.#places.length < count) this.#places = new Uint32Array(count + (count >> 3))
    let index = 0
    for (let place = 0; place < count; ) {
      this.#places[index++] = place
      place += this.isCollapsed(place) ? this.#tree.size(place) : 1
    }
    this.#count = index
    this.#isFresh = true
  }
}
