/** One thing that an opened line holds: a field, or a place where the line belongs. */

import type { LineMember } from '../views/line-members.ts'
import type { RunFilter } from '../views/run-filter.ts'
import { Twist } from './LogLineRow.tsx'
import type { LensProps } from './lens.ts'
import { SourcePlace } from './SourcePlace.tsx'
import type { ActiveRow } from './use-active-row.ts'

interface LogMemberRowProps {
  readonly member: LineMember
  readonly index: number
  /** How deep it stands in the tree, from 1, if it is not nested. */
  readonly level: number
  readonly lens: LensProps
  readonly active: ActiveRow
  readonly onToggle: () => void
  /** Filters by what it is. */
  readonly onOnly: (change: Partial<RunFilter>) => void
}

export function LogMemberRow(props: LogMemberRowProps) {
  const { member, index, level, lens, active, onToggle, onOnly } = props
  const { depth, name, text, isOpenable, isOpen } = member
  return (
    <div
      class="member-row"
      role="row"
      data-index={index}
      tabIndex={active.tabIndexOf(index)}
      aria-rowindex={index + 1}
      aria-level={level + depth}
      aria-expanded={isOpenable ? isOpen : undefined}
      onFocus={() => active.onFocus(index)}
      onKeyDown={(event) => active.onKeyDown(event, index)}
    >
      <span class="member-name" role="rowheader" style={{ '--depth': depth }}>
        {isOpenable && <Twist isOpen={isOpen} onToggle={onToggle} />}
        {name}
      </span>
      <span class="member-text" role="gridcell" title={text}>
        <WayThere member={member} index={index} lens={lens} active={active} onOnly={onOnly} />
      </span>
    </div>
  )
}

type WayThereProps = Pick<LogMemberRowProps, 'member' | 'index' | 'lens' | 'active' | 'onOnly'>

function WayThere({ member, index, lens, active, onOnly }: WayThereProps) {
  const { text, position, span, trace, field } = member
  const tabIndex = active.tabIndexOf(index)
  if (position) {
    const { label, selection } = lens
    return (
      <SourcePlace position={position} file={label} selection={selection} tabIndex={tabIndex} />
    )
  }
  if (span !== undefined) {
    return (
      <button
        type="button"
        class="link"
        tabIndex={tabIndex}
        onClick={() => {
          lens.selection.value = { kind: 'span', row: span }
        }}
      >
        {text}
      </button>
    )
  }
  const only = trace !== undefined ? { trace } : field && { field }
  return (
    <>
      <bdi>{text}</bdi>
      {only && (
        <button
          type="button"
          class="link member-only"
          tabIndex={tabIndex}
          onClick={() => onOnly(only)}
        >
          only these
        </button>
      )}
    </>
  )
}
