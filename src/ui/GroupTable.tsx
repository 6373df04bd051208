/** The groups of a table: how many rows each has, and how its numbers are spread. */

import type { RunFilter } from '../views/run-filter.ts'
import type { TableColumn } from '../views/table-columns.ts'
import { type GroupSort, PERCENTILES, type TableGroup } from '../views/table-groups.ts'
import { percentileText } from '../views/table-text.ts'
import { WIDTHS } from './RowTable.tsx'
import { SortHead } from './SortHead.tsx'
import { useActiveRow } from './use-active-row.ts'
import { useLongList } from './use-long-list.ts'

/** As in `tables.css`. Pixels. */
const ROW_HEIGHT = 26
const HEAD_HEIGHT = 32
/** A table with more rows scrolls. */
const SHOWN_IN_FULL = 24

interface GroupTableProps {
  readonly groups: readonly TableGroup[]
  readonly by: TableColumn
  readonly measure: TableColumn | undefined
  readonly order: { readonly by: GroupSort; readonly isDescending: boolean }
  readonly label: string
  readonly onOrder: (order: { by: GroupSort; isDescending: boolean }) => void
  /** Shows the rows of a group alone. */
  readonly onOnly: (change: Partial<RunFilter>) => void
}

export function GroupTable(props: GroupTableProps) {
  const { groups, by, measure, order, label, onOrder, onOnly } = props
  const list = useLongList(groups.length, ROW_HEIGHT, undefined, HEAD_HEIGHT)
  const { ref, first, last, before, after } = list
  const active = useActiveRow(groups.length, list)
  const numbers = measure ? PERCENTILES : []
  const head = (sort: GroupSort, title: string, isNumeric: boolean) => (
    <SortHead
      key={sort}
      title={title}
      isNumeric={isNumeric}
      isDescending={order.by === sort ? order.isDescending : undefined}
      onSort={(isDescending) => onOrder({ by: sort, isDescending })}
    />
  )
  return (
    <div
      ref={ref}
      class="table"
      data-long={groups.length > SHOWN_IN_FULL || undefined}
      role="grid"
      aria-label={`${label} by ${by.title}`}
      aria-rowcount={groups.length + 1}
      style={{
        '--columns': `${WIDTHS.sentence} ${numbers.map(() => '8.5rem').join(' ')} ${WIDTHS.number}`,
      }}
    >
      <div class="table-head" role="row" aria-rowindex={1}>
        {head('key', by.title, false)}
        {numbers.map((percent) => head(percent, `p${percent} ${measure?.title}`, true))}
        {head('count', 'count', true)}
      </div>
      <div style={`padding-block:${before}px ${after}px`} role="presentation">
        {groups.slice(first, last).map(({ key, count, percentiles }, offset) => {
          const index = first + offset
          const only = key === undefined ? undefined : by.only?.(key)
          const show = () => only && onOnly(only)
          return (
            <div
              key={`group ${key}`}
              class="table-row"
              role="row"
              data-index={index}
              data-fixed={!only || undefined}
              title={only && 'Show these rows alone'}
              tabIndex={active.tabIndexOf(index)}
              aria-rowindex={index + 2}
              onFocus={() => active.onFocus(index)}
              onClick={show}
              onKeyDown={(event) => {
                if (active.onKeyDown(event, index) || event.key !== 'Enter') return
                event.preventDefault()
                show()
              }}
            >
              <span class="table-cell" role="rowheader">
                {key === undefined ? <em>none</em> : by.keyText(key)}
              </span>
              {measure &&
                percentiles.map((value, at) => (
                  <span key={PERCENTILES[at]} class="table-cell" role="gridcell" data-numeric>
                    {percentileText(value, measure)}
                  </span>
                ))}
              <span class="table-cell" role="gridcell" data-numeric>
                {count.toLocaleString('en')}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
