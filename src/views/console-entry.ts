/** A console entry is one line of the console, or several equal ones in a row. */

import { type ConsoleLine, consoleLevel } from '../telemetry/console-line.ts'
import { type Gravity, gravityOf } from './line-row.ts'

export interface ConsoleEntry {
  /** Its place among all entries. */
  readonly index: number
  readonly line: ConsoleLine
  /** Equal lines that followed each other, itself included: their rows in the store. It grows. */
  readonly rows: number[]
  /** How many groups it stands in. */
  readonly depth: number
  /** The innermost of them. */
  readonly group: ConsoleEntry | undefined
  readonly gravity: Gravity
}

/** Deeper groups are not shown to be deeper. */
export const MAX_DEPTH = 32

/**
 * @param row that of the line in the store
 * @param groups the groups that are open, outermost first
 */
export function consoleEntry(
  index: number,
  row: number,
  line: ConsoleLine,
  groups: readonly ConsoleEntry[],
): ConsoleEntry {
  const depth = Math.min(line.depth ?? 0, groups.length)
  return {
    index,
    line,
    rows: [row],
    depth,
    group: groups[depth - 1],
    gravity: gravityOf(consoleLevel(line.method)),
  }
}

export function isGroup({ line: { method } }: ConsoleEntry): boolean {
  return method === 'group' || method === 'groupCollapsed'
}

export function isClear({ line: { method } }: ConsoleEntry): boolean {
  return method === 'clear'
}

/** Do two lines say the same, from the same place? Groups are never the same: each has lines of its own. */
export function isRepeat(line: ConsoleLine, other: ConsoleLine): boolean {
  return (
    line.text === other.text &&
    line.site === other.site &&
    line.method === other.method &&
    line.depth === other.depth &&
    line.method !== 'group' &&
    line.method !== 'groupCollapsed' &&
    line.snapshot === other.snapshot
  )
}
