/** The rows of a table: lines or spans, as many as there are, of which those in sight are rendered. */

import type { Signal } from '@preact/signals'
import type { TableColumn, TableKind } from '../views/table-columns.ts'
import type { TableSort } from '../views/table-order.ts'
import type { LensProps } from './lens.ts'
import { SortHead } from './SortHead.tsx'
import { type ActiveRow, useActiveRow } from './use-active-row.ts'
import { useLongList } from './use-long-list.ts'

/** As in `tables.css`. Pixels. */
const ROW_HEIGHT = 26
const HEAD_HEIGHT = 32
/** A table with more rows scrolls. */
const SHOWN_IN_FULL = 24

interface RowTableProps {
  readonly kind: TableKind
  readonly rows: Uint32Array
  readonly columns: readonly TableColumn[]
  readonly sort: Signal<TableSort | undefined>
  readonly lens: LensProps
}

export function RowTable({ kind, rows, columns, sort, lens }: RowTableProps) {
  const list = useLongList(rows.length, ROW_HEIGHT, undefined, HEAD_HEIGHT)
  const { ref, first, last, before, after } = list
  const active = useActiveRow(rows.length, list)
  return (
    <div
      ref={ref}
      class="table"
      data-long={rows.length > SHOWN_IN_FULL || undefined}
      role="grid"
      aria-label={`The ${kind} of ${lens.label}`}
      aria-rowcount={rows.length + 1}
      aria-multiselectable={false}
      style={{ '--columns': columns.map(({ width }) => WIDTHS[width]).join(' ') }}
    >
      <div class="table-head" role="row" aria-rowindex={1}>
        {columns.map(({ id, title, isNumeric }) => (
          <SortHead
            key={id}
            title={title}
            isNumeric={isNumeric}
            isDescending={sort.value?.by === id ? sort.value.isDescending : undefined}
            onSort={(isDescending) => {
              sort.value = { by: id, isDescending }
            }}
          />
        ))}
      </div>
      <div style={`padding-block:${before}px ${after}px`} role="presentation">
        {Array.from(rows.subarray(first, last), (row, offset) => (
          <Row
            key={row}
            row={row}
            index={first + offset}
            kind={kind}
            columns={columns}
            lens={lens}
            active={active}
          />
        ))}
      </div>
    </div>
  )
}

/** Widths of columns; a sentence takes what is left. */
export const WIDTHS = {
  number: '6.5rem',
  word: '7rem',
  name: '10rem',
  sentence: 'minmax(16rem, 1fr)',
} as const

interface RowProps {
  readonly row: number
  readonly index: number
  readonly kind: TableKind
  readonly columns: readonly TableColumn[]
  readonly lens: LensProps
  readonly active: ActiveRow
}

function Row({ row, index, kind, columns, lens, active }: RowProps) {
  const { selection, related, cursor, store } = lens
  const what = kind === 'lines' ? 'line' : 'span'
  const isSelected = selection.value?.kind === what && selection.value.row === row
  const isRelated = (kind === 'lines' ? related.lines : related.spans).has(row)
  const select = () => {
    selection.value = isSelected ? undefined : { kind: what, row }
  }
  return (
    <div
      class="table-row"
      role="row"
      data-index={index}
      data-related={isRelated || undefined}
      tabIndex={active.tabIndexOf(index)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onFocus={() => active.onFocus(index)}
      onPointerEnter={() => {
        cursor.value =
          kind === 'lines' ? store.rows.lines.table.columns.time[row] : store.rows.spans.start(row)
      }}
      onPointerLeave={() => {
        cursor.value = undefined
      }}
      onClick={select}
      onKeyDown={(event) => {
        if (active.onKeyDown(event, index)) return
        if (event.key === 'Enter' || event.key === ' ') select()
        else if (event.key === 'Escape' && selection.value) selection.value = undefined
        else return
        event.preventDefault()
      }}
    >
      {columns.map((column) => {
        const text = column.text(row)
        return (
          <span
            key={column.id}
            class="table-cell"
            role="gridcell"
            data-numeric={column.isNumeric || undefined}
            title={text.length > 24 ? text : undefined}
          >
            {text}
          </span>
        )
      })}
    </div>
  )
}
