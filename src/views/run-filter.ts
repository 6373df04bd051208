/** A run filter is what the reader wants to see of a run. All lenses on the run share it. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import type { LineType } from '../trace-data/event-batch.ts'
import { PatternProblem } from '../trace-data/pattern-syntax.ts'
import { regularPattern, type TextPattern, wordsPattern } from '../trace-data/text-pattern.ts'
import { TextSearch } from '../trace-data/text-search.ts'

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

/** The pattern for which a filter asks, if it asks for one. @throws PatternProblem */
export function patternOf({ text = '', isPattern }: RunFilter): TextPattern | undefined {
  if (text === '') return undefined
  return isPattern ? regularPattern(text) : wordsPattern(text)
}

/** What is wrong with the pattern of a filter, in a sentence. */
export function patternProblem(filter: RunFilter): string | undefined {
  try {
    patternOf(filter)
    return undefined
  } catch (error) {
    if (error instanceof PatternProblem) return error.message
    throw error
  }
}

const searches = new WeakMap<ColumnStore, { readonly key: string; readonly search: TextSearch }>()

/**
 * The search for the text of a filter. Lenses on one run that ask for the same text share one, so that each row is searched once.
 * @returns nothing, if the filter asks for no text
 * @throws PatternProblem
 */
export function searchFor(store: ColumnStore, filter: RunFilter): TextSearch | undefined {
  const { text = '', isPattern = false } = filter
  const key = `${isPattern} ${text}`
  const known = searches.get(store)
  if (known?.key === key) return known.search
  const pattern = patternOf(filter)
  if (!pattern) return undefined
  const search = new TextSearch(store.rows, pattern)
  searches.set(store, { key, search })
  return search
}
