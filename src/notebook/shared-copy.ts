/** A shared copy is what a share link brings: a notebook of its own with someone else's code in it, which nobody has run. */

import type { Lens } from '../lesson/cell.ts'
import { closureOf, type Sources } from '../lesson/cell-graph.ts'
import {
  chooseSeed,
  edit,
  isEdited,
  type Notebook,
  seedOf,
  setDials,
  sourcesOf,
} from './notebook.ts'
import { idleRun } from './run.ts'
import type { SharedCode } from './share-link.ts'

/**
 * A cell as it stands in the notebook, with all that a run of it elsewhere needs: the edited cells that it imports, too.
 * @param lens what its output is looked at with
 */
export function shareCell(
  notebook: Notebook,
  lesson: string,
  cell: string,
  lens: Lens,
): SharedCode {
  const closure = Object.entries(closureOf(sourcesOf(notebook), cell))
  const sources = closure.filter(([file]) => file === cell || isEdited(notebook, file))
  return {
    lesson,
    cell,
    sources: Object.fromEntries(sources),
    seed: seedOf(notebook, cell),
    lens,
    dials: notebook.dials.get(cell) ?? {},
  }
}

/** @param published the notebook of the page as it was built: the reader's own drafts stay out of the copy */
export function openCopy(
  published: Notebook,
  { cell, sources, seed, dials }: SharedCode,
): Notebook {
  const withCode = Object.entries(sources).reduce(
    (notebook, [file, source]) => edit(notebook, file, source),
    published,
  )
  const copy = setDials(chooseSeed(withCode, cell, seed), cell, dials)
  return { ...copy, runs: new Map([[cell, idleRun(closureOf(sourcesOf(copy), cell))]]) }
}

/** What of a copy differs from a reader's own code, as it stands in the copy now. */
export function newInCopy(copy: Notebook, own: Notebook, { sources }: SharedCode): Sources {
  const theirs = sourcesOf(copy)
  const mine = sourcesOf(own)
  const files = Object.keys(sources).filter((file) => theirs[file] !== mine[file])
  return Object.fromEntries(files.map((file) => [file, theirs[file] as string]))
}
