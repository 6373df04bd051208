/** The cell graph says which cells of a lesson import which. */

/** Sources by file name. */
export type Sources = Readonly<Record<string, string>>

/** `from './x.ts'`, `import './x.ts'`, `import('../x.ts')`. */
const IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g

/** The other files that a source names in its imports, as it spells them: `./tea.ts`. */
export function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map(([, path]) => path as string)
}

/** A cell with all that it imports, directly or not: what a run of it depends on. Cycles are no trouble. */
export function closureOf(sources: Sources, entry: string): Sources {
  const closure: Record<string, string> = {}
  const waiting = [entry]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (!Object.hasOwn(sources, file) || Object.hasOwn(closure, file)) continue
    const source = sources[file] as string
    closure[file] = source
    waiting.push(...importsOf(source).map((path) => path.replace(/^\.\//, '')))
  }
  return closure
}

/** The files in which two closures differ: what each of them has alone, and what has other contents. */
export function changedFiles(before: Sources, after: Sources): string[] {
  const files = new Set([...Object.keys(after), ...Object.keys(before)])
  return [...files].filter((file) => before[file] !== after[file])
}
