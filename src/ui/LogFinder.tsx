/** The finder of a log: its tools, the parts of the filter that can be taken away, and its lines over time. */

import type { Signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { FieldNames } from '../trace-data/field-names.ts'
import type { LineGrouping } from '../views/line-groups.ts'
import type { LineQuery } from '../views/line-query.ts'
import { isFiltering, type RunFilter } from '../views/run-filter.ts'
import { countText } from '../views/run-text.ts'
import { FilterTokens } from './FilterTokens.tsx'
import { LineHistogram } from './LineHistogram.tsx'
import { LogTools } from './LogTools.tsx'
import type { LensProps } from './lens.ts'

/** With fewer lines a histogram says no more than they do themselves. */
const WORTH_COUNTING = 40

interface LogFinderProps {
  readonly lens: LensProps
  readonly query: LineQuery
  /** How far the query is, 0 to 1: another one means that it has found more. */
  readonly progress: number
  readonly by: Signal<LineGrouping | undefined>
  readonly search: { current: HTMLInputElement | null }
  /** The element that holds the lines. */
  readonly listId: string
}

export function LogFinder({ lens, query, by, search, listId }: LogFinderProps) {
  const { store, axis, filter, label, services, cursor, revision } = lens
  const names = useMemo(() => new FieldNames(store.rows), [store])
  const { lines, problem } = query
  return (
    <>
      <LogTools
        search={search}
        listId={listId}
        problem={problem}
        facets={lines.facets()}
        found={foundText(query, filter.value, store.lineCount)}
        filter={filter}
        services={services}
        by={by}
        fields={[...names.ofLines.keys()]}
        label={label}
      />
      <FilterTokens filter={filter} store={store} axis={axis} />
      {store.lineCount >= WORTH_COUNTING && (
        <LineHistogram
          histogram={lines.histogram}
          revision={revision}
          filter={filter}
          axis={axis}
          cursor={cursor}
          label={label}
        />
      )}
    </>
  )
}

function foundText(query: LineQuery, filter: RunFilter, all: number): string {
  if (!query.isDone) return `searching: ${Math.floor(query.progress * 100)} %`
  if (!isFiltering(filter)) return countText(all, 'line')
  return `${query.lines.count.toLocaleString('en')} of ${countText(all, 'line')}`
}
