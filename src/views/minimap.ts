/**
 * A minimap is a waterfall as small as a stamp: every span of it, a hundred or a million, in the cells of a grid. What has failed is
 * never hidden by what has not.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { PROBLEM } from '../trace-data/span-problems.ts'
import { nowOf, placeOf, type TimeAxis } from './time-axis.ts'
import { hasFailed } from './waterfall-row.ts'

/** A piece of a row of the grid: from one column up to another. */
export interface MinimapPiece {
  readonly band: number
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export interface Minimap {
  readonly columns: number
  /** How many rows of cells it has: one for each span, if there are few. */
  readonly bands: number
  /** By the number of a service in the run: where its spans are, and no others over them. */
  readonly pieces: ReadonlyMap<number, readonly MinimapPiece[]>
  /** Where failed spans are. */
  readonly failed: readonly MinimapPiece[]
}

/** Services beyond this number are drawn as one. */
const MOST_SERVICES = 254

/**
 * @param rows of the spans, from top to bottom
 * @param columns how many cells a row of the grid has
 * @param most how many rows of cells it has at most
 */
export function minimap(
  store: ColumnStore,
  rows: ArrayLike<number>,
  axis: TimeAxis,
  columns: number,
  most: number,
): Minimap {
  const bands = Math.min(rows.length, most)
  const cells = new Uint8Array(bands * columns)
  const failed = new Uint8Array(bands * columns)
  const { spans, spanOrigins } = store.rows
  const { origin } = spans.table.columns
  const { serviceNumber } = spanOrigins.table.columns
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number
    const start = columnOf(axis, spans.start(row), columns)
    const isOpen = (spans.problems(row) & PROBLEM['never-ended']) !== 0
    const end = columnOf(axis, isOpen ? nowOf(axis) : spans.end(row), columns)
    const band = Math.floor((index * bands) / rows.length) * columns
    const [from, to] = [band + Math.min(start, end), band + Math.max(start, end) + 1]
    const service = serviceNumber[origin[row] as number] as number
    cells.fill(Math.min(service, MOST_SERVICES) + 1, from, to)
    if (hasFailed(store, row)) failed.fill(1, from, to)
  }
  const pieces = new Map<number, MinimapPiece[]>()
  eachPiece(cells, columns, (value, piece) => {
    const ofService = pieces.get(value - 1)
    if (ofService) ofService.push(piece)
    else pieces.set(value - 1, [piece])
  })
  const failures: MinimapPiece[] = []
  eachPiece(failed, columns, (_, piece) => failures.push(piece))
  return { columns, bands, pieces, failed: failures }
}

function columnOf(axis: TimeAxis, time: number, columns: number): number {
  const column = Math.floor(placeOf(axis, time) * columns)
  return Math.min(Math.max(column, 0), columns - 1)
}

function eachPiece(
  cells: Uint8Array,
  columns: number,
  visit: (value: number, piece: MinimapPiece) => void,
): void {
  for (let at = 0; at < cells.length; ) {
    const value = cells[at] as number
    const band = Math.floor(at / columns)
    const after = (band + 1) * columns
    const from = at
    while (at < after && cells[at] === value) at++
    if (value > 0) visit(value, { band, from: from - band * columns, to: at - band * columns })
  }
}
