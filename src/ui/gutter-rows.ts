/** Gutter rows bring what a run and TypeScript say about rows of code to where those rows stand now. */

import type { CellProblems } from '../notebook/cell-problems.ts'
import { followRows } from '../notebook/moved-rows.ts'
import type { Run } from '../notebook/run.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import { relate, type Selection, sourceKey } from '../views/selection.ts'
import { markSource } from '../views/source-mark.ts'
import type { GutterRow } from './Gutter.tsx'

/**
 * @param source the code of the file as it stands now
 * @param lit the row that is at work at the moment of a replay
 * @param run the one whose output is shown; its rows are followed through what has been edited since
 */
export function gutterRows(
  file: string,
  source: string,
  run: Run,
  problems: CellProblems,
  selection: Selection | undefined,
  lit?: SourcePosition,
): GutterRow[] {
  const marks = markSource(run.store, run.siteOf, file)
  const related = selection && relate(run.store, run.siteOf, selection).sources
  const failed = rowsOf(problems.fromRun, file)
  const doubted = rowsOf(problems.fromTypes, file)
  const ranRow = ranRows(run.sources[file] ?? source, source)
  return source.split('\n').map((_, index) => {
    const row = index + 1
    const ran = ranRow.get(row)
    return {
      mark: ran === undefined ? undefined : marks.get(ran),
      isRelated: ran !== undefined && related?.has(sourceKey(file, ran)) === true,
      isLit: ran !== undefined && lit?.file === file && lit.line === ran,
      isSelected: selection?.kind === 'source' && selection.file === file && selection.row === ran,
      hasFailed: failed.has(row),
      isDoubted: doubted.has(row),
    }
  })
}

/** For rows of the code as it stands now: which rows they were when it ran. */
function ranRows(before: string, after: string): ReadonlyMap<number, number> {
  const rowNow = followRows(before, after)
  const rows = new Map<number, number>()
  for (let row = before.split('\n').length; row > 0; row--) {
    const now = rowNow(row)
    if (now !== undefined) rows.set(now, row)
  }
  return rows
}

function rowsOf(problems: CellProblems['fromRun'], file: string): ReadonlySet<number> {
  return new Set(
    problems.flatMap(({ position }) => (position?.file === file ? [position.line] : [])),
  )
}
