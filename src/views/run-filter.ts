/** A run filter is what the reader wants to see of a run. All lenses on the run share it. */

import type { LineType } from '../trace-data/event-batch.ts'

/** What is absent admits everything. */
export interface RunFilter {
  readonly levels?: ReadonlySet<LineType>
  readonly services?: ReadonlySet<string>
  readonly targets?: ReadonlySet<string>
  /** What has to occur in it: words, or a regular expression. */
  readonly text?: string
  readonly isPattern?: boolean
  /** Microseconds since the Unix epoch. */
  readonly from?: number
  /** Exclusive. */
  readonly to?: number
  /** A row of a trace. */
  readonly trace?: number
  /** The value is as {@link fieldKey} writes it. */
  readonly field?: { readonly name: string; readonly value: string }
}

export const NO_FILTER: RunFilter = {}

/** Does it leave anything out? */
export function isFiltering(filter: RunFilter): boolean {
  return Object.values(filter).some((part) => part !== undefined && part !== '' && part !== false)
}

/** The filter with parts changed; a part that is undefined, an empty set or an empty text is gone. */
export function changeFilter(filter: RunFilter, change: Partial<RunFilter>): RunFilter {
  const parts = Object.entries({ ...filter, ...change }).filter(
    ([, part]) =>
      part !== undefined &&
      part !== '' &&
      part !== false &&
      !(part instanceof Set && part.size === 0),
  )
  return Object.fromEntries(parts)
}

/** The filter with one of the choices of a part added, or taken away if it is there. */
export function toggleChoice<Part extends 'levels' | 'services' | 'targets'>(
  filter: RunFilter,
  part: Part,
  choice: NonNullable<RunFilter[Part]> extends ReadonlySet<infer Choice> ? Choice : never,
): RunFilter {
  const chosen = new Set<unknown>(filter[part])
  if (!chosen.delete(choice)) chosen.add(choice)
  return changeFilter(filter, { [part]: chosen })
}
