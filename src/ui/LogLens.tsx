/** The log lens: lines in the order in which they were written. */

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
  const { lines } = store
  const inSight = useRowWindow(lines.length, ROW_HEIGHT)
  const { ref, first, last, isWhole, before, after } = inSight
  const active = useActiveRow(lines.length, inSight)
  if (lines.length === 0) {
    return <p class="empty">No lines: this run's spans have nothing to say in words.</p>
  }
  const moment = cursor.value
  const latest = moment === undefined ? -1 : lines.findLastIndex(({ time }) => time <= moment)
  return (
    <div
      ref={ref}
      class="log scrolls"
      data-long={lines.length > SHOWN_IN_FULL || undefined}
      data-wraps={isWhole || undefined}
      role="grid"
      aria-label={`Lines of ${label}`}
      aria-rowcount={lines.length}
      onPointerLeave={() => {
        cursor.value = undefined
      }}
    >
      <div style={`padding-block:${before}px ${after}px`} role="presentation">
        {lines.slice(first, last).map((line, offset) => (
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

interface RowProps {
  readonly row: LineRow
  readonly index: number
  /** The last line before the cursor. */
  readonly isLatest: boolean
  readonly lens: LensProps
  readonly active: ActiveRow
}

function Row({ row, index, isLatest, lens, active }: RowProps) {
  const { selection, related, services, cursor } = lens
  const { line } = row
  const isSelected = selection.value?.kind === 'line' && selection.value.line === line
  const select = () => {
    selection.value = isSelected ? undefined : { kind: 'line', line }
  }
  return (
    <div
      class="line-row"
      role="row"
      data-index={index}
      data-gravity={row.gravity}
      data-related={related.lines.has(line) || undefined}
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
