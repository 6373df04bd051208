/** Path sections are the critical paths of all traces, by span: found when somebody looks at a trace. */

import { criticalPath, type PathSection, type SpanTimes } from './critical-path.ts'
import type { SpanTree } from './span-tree.ts'

const NONE: readonly PathSection[] = []

export class PathSections {
  readonly #tree: SpanTree
  readonly #times: SpanTimes
  readonly #until: number
  readonly #roots: number[] = []
  /** By the place of a root, then by the row of a span. */
  readonly #paths = new Map<number, ReadonlyMap<number, readonly PathSection[]>>()

  /** @param until when those end that have not ended, in microseconds since the Unix epoch */
  constructor(tree: SpanTree, times: SpanTimes, until: number) {
    this.#tree = tree
    this.#times = times
    this.#until = until
    for (let place = 0; place < tree.count; place += tree.size(place)) this.#roots.push(place)
  }

  /** The stretches in which the root of a span waited for it, and for none of its children. */
  of(place: number): readonly PathSection[] {
    const root = this.#rootOf(place)
    let path = this.#paths.get(root)
    if (!path) {
      path = bySpan(criticalPath(this.#tree, this.#times, root, this.#until))
      this.#paths.set(root, path)
    }
    return path.get(this.#tree.row(place)) ?? NONE
  }

  #rootOf(place: number): number {
    let [at, after] = [0, this.#roots.length]
    while (after - at > 1) {
      const middle = (at + after) >> 1
      if ((this.#roots[middle] as number) <= place) at = middle
      else after = middle
    }
    return this.#roots[at] as number
  }
}

function bySpan(path: readonly PathSection[]): Map<number, PathSection[]> {
  const sections = new Map<number, PathSection[]>()
  for (const section of path) {
    const known = sections.get(section.row)
    if (known) known.push(section)
    else sections.set(section.row, [section])
  }
  return sections
}
