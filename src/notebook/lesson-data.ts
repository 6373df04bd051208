/** Lesson data is what a page knows of its lesson's cells: their sources, and what they said when the site was built. */

import type { Cell } from '../lesson/cell.ts'
import { closureOf, type Sources } from '../lesson/cell-graph.ts'
import type { Problem } from '../sandbox/explain.ts'
import type { DeclaredDial } from '../sandbox/protocol.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { type PackedBatch, unpackBatch } from '../trace-data/packed-batch.ts'
import { type Notebook, openNotebook } from './notebook.ts'
import { builtRun } from './run.ts'

export interface LessonData {
  readonly slug: string
  readonly cells: readonly CellData[]
  /** What lies beside the lesson for its cells to import. */
  readonly files: Sources
}

export interface CellData {
  readonly cell: Cell
  readonly run: BuiltRunData
}

/** The run of the build, as it travels in the page. */
export interface BuiltRunData {
  /** All that it said; absent if that is nothing. */
  readonly batch?: PackedBatch
  /** Where those calls stand that the events refer to. */
  readonly sites: readonly (readonly [number, SourcePosition])[]
  /** What its code lets a reader turn; absent if that is nothing. */
  readonly dials?: readonly DeclaredDial[]
  /** The problem with which it ended, for a cell that is meant to fail. */
  readonly problem?: Problem
}

/** All that a run of the build said. */
export function builtStore({ batch }: BuiltRunData): ColumnStore {
  const store = new ColumnStore()
  if (batch) store.append(unpackBatch(batch))
  return store
}

/** The notebook with which a page begins: nothing edited, every cell as the build ran it. */
export function notebookOf({ cells: data, files }: LessonData): Notebook {
  const cells = data.map(({ cell }) => cell)
  const sources = {
    ...files,
    ...Object.fromEntries(cells.map(({ name, source }) => [name, source])),
  }
  const runs = data.map(({ cell: { name }, run }) => {
    const sites = new Map(run.sites)
    const built = builtRun({
      sources: closureOf(sources, name),
      store: builtStore(run),
      siteOf: (site) => sites.get(site),
      problems: run.problem ? [run.problem] : [],
      ...(run.dials && { dials: run.dials }),
    })
    return [name, built] as const
  })
  return openNotebook(cells, new Map(runs), files)
}
