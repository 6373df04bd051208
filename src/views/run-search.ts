/** A run search looks for the text of a filter in a run. It is apart from the filter, so that a page can load it when somebody searches. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { PatternProblem } from '../trace-data/pattern-syntax.ts'
import { regularPattern, type TextPattern, wordsPattern } from '../trace-data/text-pattern.ts'
import { TextSearch } from '../trace-data/text-search.ts'
import type { RunFilter } from './run-filter.ts'

/** The pattern for which a filter asks, if it asks for one. @throws PatternProblem */
function patternOf({ text = '', isPattern }: RunFilter): TextPattern | undefined {
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
