/** A run filter says which lines and spans the reader wants to see: one filter for all lenses on a run. */

import type { LineType } from '../trace-data/event-batch.ts'

/** What is absent filters nothing. */
export interface RunFilter {
  readonly levels?: ReadonlySet<LineType>
  readonly services?: ReadonlySet<string>
  readonly targets?: ReadonlySet<string>
  readonly text?: string
  /** Is the text a regular expression? */
  readonly isPattern?: boolean
  /** Microseconds since the Unix epoch; `to` is exclusive. */
  readonly from?: number
  readonly to?: number
  /** The row of a trace. */
  readonly trace?: number
  readonly field?: { readonly name: string; readonly value: string }
}

export const NO_FILTER: RunFilter = {}
