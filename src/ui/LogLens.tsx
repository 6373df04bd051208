/** The log lens: lines in the order in which they were written. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { type LineRow, lineRow } from '../views/line-row.ts'
import type { LensProps } from './lens.ts'
import { ServiceChip } from './ServiceChip.tsx'
import { type ActiveRow, useActiveRow } from './use-active-row.ts'
import { useRowWindow } from './use-row-window.ts'

/** The height of a row that does not wrap, as in `lenses.css`. Pixels. */
const ROW_HEIGHT = 26
/** A log with more lines scrolls. */
const SHOWN_IN_FULL = 24

export function LogLens(lens: LensProps) {
  const { store, axis, cursor, label } = lens
  const { lineCount } = store
  const inSight = useRowWindow(lineCount, ROW_HEIGHT)
  const { ref, first, last, isWhole, before, after } = inSight
  const active = useActiveRow(lineCount, inSight)
  if (lineCount === 0) {
    return <p class="empty">No lines: this run's spans have nothing to say in words.</p>
  }
  const moment = cursor.value
  const latest = moment === undefined ? -1 : latestBefore(store, moment)
  return (
    <div
      ref={ref}
      class="log scrolls"
      data-long={lineCount > SHOWN_IN_FULL || undefined}
      data-wraps={isWhole || undefined}
      role="grid"
      aria-label={`Lines of ${label}`}
      aria-rowcount={lineCount}
      onPointerLeave={() => {
        cursor.value = undefined
      }}
    >
      <div style={`padding-block:${before}px ${after}px`} role="presentation">
        {store.lines(first, last).map((line, offset) => (
          <Row
            key={first + offset}
            row={lineRow(line, axis)}
            index={first + offset}
            isLatest={first + offset === latest}
            lens={lens}
            active={active}
          />
        ))}
      </div>
    </div>
  )
}

/** The last line that was written up to a moment; −1 if there is none. */
function latestBefore(store: ColumnStore, moment: number): number {
  let row = store.lineCount - 1
  while (row >= 0 && store.timeOfLine(row) > moment) row--
  return row
}

interface RowProps {
  readonly row: LineRow
  /** Its row in the store. */
  readonly index: number
  /** The last line before the cursor. */
  readonly isLatest: boolean
  readonly lens: LensProps
  readonly active: ActiveRow
}

function Row({ row, index, isLatest, lens, active }: RowProps) {
  const { selection, related, services, cursor } = lens
  const { line } = row
  const isSelected = selection.value?.kind === 'line' && selection.value.row === index
  const select = () => {
    selection.value = isSelected ? undefined : { kind: 'line', row: index }
  }
  return (
    <div
      class="line-row"
      role="row"
      data-index={index}
      data-gravity={row.gravity}
      data-related={related.lines.has(index) || undefined}
      data-latest={isLatest || undefined}
      tabIndex={active.tabIndexOf(index)}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      onFocus={() => active.onFocus(index)}
      onPointerEnter={() => {
        cursor.value = line.time
      }}
      onClick={select}
      onKeyDown={(event) => {
        if (active.onKeyDown(event, index)) return
        if (event.key === 'Enter' || event.key === ' ') select()
        else if (event.key === 'Escape') selection.value = undefined
        else return
        event.preventDefault()
      }}
    >
      <span class="line-time" role="gridcell">
        {row.offset}
        <span class="unit"> ms</span>
      </span>
      <span class="line-level" role="gridcell">
        {row.label}
      </span>
      <span class="line-target" role="gridcell">
        {row.service !== undefined && services.size > 1 && (
          <ServiceChip service={row.service} services={services} />
        )}
        {row.target}
      </span>
      <span class="line-words" role="gridcell">
        {row.message}
        {row.fields.map(([name, value]) => (
          <span key={name} class="field">
            {' '}
            <span class="field-name">{name}=</span>
            {value}
          </span>
        ))}
      </span>
    </div>
  )
}
