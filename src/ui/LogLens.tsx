/** The log lens: lines in the order in which they were written, to be searched, grouped, opened and taken away. */

import { useSignal } from '@preact/signals'
import { useId, useMemo, useRef } from 'preact/hooks'
import type { LineGrouping } from '../views/line-groups.ts'
import type { LineFormat } from '../views/line-text.ts'
import { LogRows } from '../views/log-rows.ts'
import { isFiltering, NO_FILTER } from '../views/run-filter.ts'
import { LogFoot } from './LogFoot.tsx'
import { LogList } from './LogList.tsx'
import { useLogFinder } from './late-log-finder.ts'
import type { LensProps } from './lens.ts'
import { useFollow } from './use-follow.ts'
import { useLineQuery } from './use-line-query.ts'

/** Fewer lines are seen at a glance, and need no tools to find one. */
const WORTH_FINDING = 8

export function LogLens(lens: LensProps) {
  const { store, siteOf, filter, label, isActive } = lens
  const listId = useId()
  const by = useSignal<LineGrouping | undefined>(undefined)
  const format = useSignal<LineFormat>('pretty')
  const changes = useSignal(0)
  const search = useRef<HTMLInputElement>(null)
  const toEnd = useRef(() => {})
  const finder = useLogFinder(store.lineCount >= WORTH_FINDING || isFiltering(filter.value))
  const found = typeof finder === 'object' ? finder : undefined
  const query = useLineQuery(store, filter.value, found?.search)
  const follow = useFollow(store, store.lineCount, isActive, () => toEnd.current())
  const rows = useMemo(() => new LogRows(store, siteOf), [store, siteOf])
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
  return (
    <div class="log-lens">
      {found && (
        <found.LogFinder
          lens={lens}
          query={query}
          progress={query.progress}
          by={by}
          search={search}
          listId={listId}
        />
      )}
      {finder === 'failed' && (
        <p class="empty" role="alert">
          The tools of this log could not be loaded. Check the network, and open it again.
        </p>
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
        texts={lens.texts}
        label={label}
        onOpenGroups={(areOpen) => {
          rows.openGroups(areOpen)
          changed()
        }}
      />
    </div>
  )
}
