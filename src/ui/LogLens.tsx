/** The log lens: lines in the order in which they were written, to be searched, grouped, opened and taken away. */

import { useSignal } from '@preact/signals'
import { useId, useMemo, useRef } from 'preact/hooks'
import { FieldNames } from '../trace-data/field-names.ts'
import type { LineGrouping } from '../views/line-groups.ts'
import type { LineQuery } from '../views/line-query.ts'
import type { LineFormat } from '../views/line-text.ts'
import { LogRows } from '../views/log-rows.ts'
import { isFiltering, NO_FILTER, type RunFilter } from '../views/run-filter.ts'
import { countText } from '../views/run-text.ts'
import { FilterTokens } from './FilterTokens.tsx'
import { LineHistogram } from './LineHistogram.tsx'
import { LogFoot } from './LogFoot.tsx'
import { LogList } from './LogList.tsx'
import { LogTools } from './LogTools.tsx'
import type { LensProps } from './lens.ts'
import { useFollow } from './use-follow.ts'
import { useLineQuery } from './use-line-query.ts'

/** Fewer lines are seen at a glance, and need no tools to find one. */
const WORTH_FINDING = 8
/** With fewer lines a histogram says no more than they do themselves. */
const WORTH_COUNTING = 40

export function LogLens(lens: LensProps) {
  const { store, axis, siteOf, filter, label, isActive } = lens
  const listId = useId()
  const by = useSignal<LineGrouping | undefined>(undefined)
  const format = useSignal<LineFormat>('pretty')
  const changes = useSignal(0)
  const search = useRef<HTMLInputElement>(null)
  const toEnd = useRef(() => {})
  const query = useLineQuery(store, filter.value)
  const follow = useFollow(store, store.lineCount, isActive, () => toEnd.current())
  const rows = useMemo(() => new LogRows(store, siteOf), [store, siteOf])
  const names = useMemo(() => new FieldNames(store.rows), [store])
  // The rows change in place; only what is done to them here has to be told.
  changes.value

  if (store.lineCount === 0) {
    return <p class="empty">No lines: this run's spans have nothing to say in words.</p>
  }
  const { lines } = query
  const held = follow.held.value
  const shown = held === undefined ? lines.count : lines.countBefore(held)
  rows.show(lines.rows.subarray(0, shown), by.value)
  const changed = () => {
    changes.value++
  }
  const hasTools = store.lineCount >= WORTH_FINDING || isFiltering(filter.value)
  return (
    <div class="log-lens">
      {hasTools && (
        <LogTools
          search={search}
          listId={listId}
          problem={query.problem}
          facets={lines.facets()}
          found={foundText(query, filter.value, store.lineCount)}
          filter={filter}
          services={lens.services}
          by={by}
          fields={[...names.ofLines.keys()]}
          label={label}
        />
      )}
      <FilterTokens filter={filter} store={store} axis={axis} />
      {store.lineCount >= WORTH_COUNTING && (
        <LineHistogram
          histogram={lines.histogram}
          revision={lens.revision}
          filter={filter}
          axis={axis}
          cursor={lens.cursor}
          label={label}
        />
      )}
      <LogList
        id={listId}
        lens={lens}
        rows={rows}
        by={by.value}
        format={format.value}
        follow={follow}
        waiting={lines.count - shown}
        toEnd={toEnd}
        onFind={() => search.current?.focus()}
        onChange={changed}
      />
      {lines.count === 0 && (
        <p class="empty">
          No line is like that.{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              filter.value = NO_FILTER
            }}
          >
            Show all lines again
          </button>
        </p>
      )}
      <LogFoot
        store={store}
        rows={rows}
        format={format}
        isGrouped={by.value !== undefined}
        label={label}
        onOpenGroups={(areOpen) => {
          rows.openGroups(areOpen)
          changed()
        }}
      />
    </div>
  )
}

function foundText(query: LineQuery, filter: RunFilter, all: number): string {
  if (!query.isDone) return `searching: ${Math.floor(query.progress * 100)} %`
  if (!isFiltering(filter)) return countText(all, 'line')
  return `${query.lines.count.toLocaleString('en')} of ${countText(all, 'line')}`
}
