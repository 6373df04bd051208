/** One line of the log lens: in columns, or as a format writes it. */

import { lineRow } from '../views/line-row.ts'
import { type LineFormat, lineText } from '../views/line-text.ts'
import type { Selection } from '../views/selection.ts'
import { visibleText } from '../views/visible-text.ts'
import type { LensProps } from './lens.ts'
import { ServiceChip } from './ServiceChip.tsx'
import type { ActiveRow } from './use-active-row.ts'

interface LogLineRowProps {
  /** Its row in the store. */
  readonly line: number
  readonly isOpen: boolean
  /** The last line before the cursor. */
  readonly isLatest: boolean
  readonly index: number
  /** How deep it stands in the tree, from 1. */
  readonly level: number
  readonly lens: LensProps
  readonly format: LineFormat
  readonly active: ActiveRow
  readonly onSelect: (selection: Selection | undefined) => void
  readonly onToggle: () => void
}

export function LogLineRow(props: LogLineRowProps) {
  const { line, isOpen, isLatest, index, level, lens, format, active, onSelect, onToggle } = props
  const { store, axis, selection, related, services, cursor } = lens
  const what = store.line(line)
  const row = lineRow(what, axis)
  const isSelected = selection.value?.kind === 'line' && selection.value.row === line
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
      aria-level={level}
      aria-selected={isSelected}
      aria-expanded={isOpen}
      onFocus={() => active.onFocus(index)}
      onPointerEnter={() => {
        cursor.value = what.time
      }}
      onClick={() => onSelect(isSelected ? undefined : { kind: 'line', row: line })}
      onKeyDown={(event) => active.onKeyDown(event, index)}
    >
      <Twist isOpen={isOpen} onToggle={onToggle} />
      {format === 'pretty' ? (
        <>
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
        </>
      ) : (
        <span class="line-words line-written" role="gridcell">
          {visibleText(lineText(what, format, axis.from))}
        </span>
      )}
    </div>
  )
}

/** Opens a row; for the pointer only, since with keys the row itself does. */
export function Twist({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  return (
    <span
      class="line-twist"
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
    >
      {isOpen ? '▾' : '▸'}
    </span>
  )
}
