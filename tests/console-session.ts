/** A console session is what a program's console writes, without a program: called here, shown elsewhere. */

import { createConsole } from '../src/sandbox/program-console.ts'
import type { ConsoleLine } from '../src/telemetry/console-line.ts'

/** `console` as in a run. */
export type SessionConsole = Record<
  'log' | 'warn' | 'error' | 'group' | 'groupCollapsed' | 'groupEnd' | 'table' | 'clear' | 'count',
  (...values: unknown[]) => void
>

/** @returns what was written, all of it from one place and at one moment */
export function linesFrom(use: (console: SessionConsole) => void): ConsoleLine[] {
  const lines: ConsoleLine[] = []
  const console = createConsole({
    write: (line) => lines.push({ kind: 'console', time: 0, site: -1, ...line }),
    isHeard: () => true,
    now: () => 0,
  })
  use(console as SessionConsole)
  return lines
}
