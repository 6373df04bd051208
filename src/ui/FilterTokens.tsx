/** The parts of a filter that have no place of their own: a trace, a field, a stretch of time. Each can be taken away. */

import type { Signal } from '@preact/signals'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { filterParts } from '../views/filter-parts.ts'
import { changeFilter, NO_FILTER, type RunFilter } from '../views/run-filter.ts'
import type { TimeAxis } from '../views/time-axis.ts'

interface FilterTokensProps {
  readonly filter: Signal<RunFilter>
  readonly store: ColumnStore
  readonly axis: TimeAxis
}

export function FilterTokens({ filter, store, axis }: FilterTokensProps) {
  const parts = filterParts(filter.value, store, axis)
  if (parts.length === 0) return null
  return (
    <ul class="filter-tokens" aria-label="Only">
      {parts.map(({ text, without }) => (
        <li key={text}>
          <button
            type="button"
            class="facet"
            data-chosen
            aria-label={`Only ${text}: take this away`}
            onClick={() => {
              filter.value = changeFilter(filter.value, without)
            }}
          >
            <bdi>{text}</bdi> <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          class="link"
          onClick={() => {
            filter.value = NO_FILTER
          }}
        >
          Show all
        </button>
      </li>
    </ul>
  )
}
