/** An import cycle is a circle of files that import each other, so that none of them can be the first to run. */

/** Imports by file, in the order of the source. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>

/**
 * The first circle that is met on the way from a file.
 * @returns its files, the last of which imports the first; none if there is no circle
 */
export function findCycle(graph: ImportGraph, entry: string): string[] | undefined {
  const done = new Set<string>()
  /** From the entry to where the search is, each with the imports that are still to be followed. */
  const way = new Map([[entry, [...(graph.get(entry) ?? [])]]])
  const stack = [entry]
  for (let file = entry; ; file = stack.at(-1) as string) {
    const next = way.get(file)?.shift()
    if (next === undefined) {
      done.add(file)
      way.delete(file)
      stack.pop()
      if (stack.length === 0) return undefined
    } else if (way.has(next)) {
      return stack.slice(stack.indexOf(next))
    } else if (!done.has(next)) {
      way.set(next, [...(graph.get(next) ?? [])])
      stack.push(next)
    }
  }
}
