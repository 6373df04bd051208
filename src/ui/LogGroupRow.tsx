/** The head of a group of lines: what they have in common, and how many they are. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { traceText } from '../views/filter-parts.ts'
import type { LineGrouping } from '../views/line-groups.ts'
import type { LogRow } from '../views/log-rows.ts'
import { countText } from '../views/run-text.ts'
import { visibleText } from '../views/visible-text.ts'
import type { ActiveRow } from './use-active-row.ts'

interface LogGroupRowProps {
  readonly row: Extract<LogRow, { kind: 'group' }>
  readonly index: number
  readonly by: LineGrouping
  readonly store: ColumnStore
  readonly active: ActiveRow
  readonly onToggle: () => void
}

export function LogGroupRow({ row, index, by, store, active, onToggle }: LogGroupRowProps) {
  return (
    <div
      class="group-row"
      role="row"
      data-index={index}
      tabIndex={active.tabIndexOf(index)}
      aria-rowindex={index + 1}
      aria-level={1}
      aria-expanded={row.isOpen}
      onFocus={() => active.onFocus(index)}
      onClick={onToggle}
      onKeyDown={(event) => active.onKeyDown(event, index)}
    >
      <span class="line-twist" aria-hidden="true">
        {row.isOpen ? '▾' : '▸'}
      </span>
      <span class="group-name" role="gridcell">
        {groupText(row.key, by, store)}
      </span>
      <span class="group-counts" role="gridcell">
        {row.errors > 0 && (
          <span class="group-count" data-gravity="error">
            {countText(row.errors, 'error')}
          </span>
        )}
        {row.warnings > 0 && (
          <span class="group-count" data-gravity="warn">
            {countText(row.warnings, 'warning')}
          </span>
        )}
        <span class="group-count">{countText(row.count, 'line')}</span>
      </span>
    </div>
  )
}

function groupText(key: string | undefined, by: LineGrouping, store: ColumnStore): string {
  if (by === 'trace') return key === undefined ? 'no trace' : traceText(store, Number(key))
  if (!by.startsWith('field:')) return key === undefined ? `no ${by}` : visibleText(key)
  const name = visibleText(by.slice('field:'.length))
  return key === undefined ? `no ${name}` : `${name} = ${visibleText(key)}`
}
