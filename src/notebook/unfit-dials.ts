/** An unfit dial is one that a reader has set, and that the code of a run could not be set to. */

import type { DeclaredDial, DialValue } from '../sandbox/protocol.ts'
import { isActive, type Run } from './run.ts'

export interface UnfitDial {
  readonly name: string
  /** What the reader has set it to. */
  readonly set: DialValue
  /** The dial as it is now; absent if the run had none of this name. */
  readonly dial?: DeclaredDial
}

/** The settings that a run has passed over. While it goes on, and before there was one, nobody knows. */
export function unfitDials(run: Run): UnfitDial[] {
  if (isActive(run) || run.phase === 'idle' || run.phase === 'cleared') return []
  return Object.entries(run.chosenDials ?? {}).flatMap(([name, set]) => {
    const dial = run.dials.find((known) => known.name === name)
    // A text that says the value is as good as the value.
    if (dial && String(dial.value) === String(set)) return []
    return [{ name, set, ...(dial && { dial }) }]
  })
}
