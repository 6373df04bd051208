/** A frame of a flame: a bar with a name in it, as wide as the time that was spent on it. */

import { type Frame, frameText, type PlacedFrame } from '../views/flame.ts'
import type { ServiceMarks } from '../views/service-mark.ts'
import { visibleText } from '../views/visible-text.ts'

interface FlameFrameProps {
  readonly placed: PlacedFrame
  readonly frame: Frame
  readonly services: ServiceMarks
  /** Absent while nothing is looked for. */
  readonly isFound: boolean | undefined
  /** Is it the one that the Tab key reaches? */
  readonly isActive: boolean
  readonly isZoomed: boolean
  readonly onFocus: () => void
  readonly onChoose: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export function FlameFrame({ placed, frame, services, ...state }: FlameFrameProps) {
  const mark = services.get(frame.service)
  const about = ` in ${visibleText(frame.service)}: ${frameText(frame)}`
  return (
    <div
      class="flame-frame"
      role="treeitem"
      aria-level={frame.depth + 1}
      aria-expanded={frame.children.length > 0 ? true : undefined}
      aria-selected={state.isZoomed}
      title={frame.name + about}
      data-frame={placed.number}
      data-service={mark?.colour}
      data-above={placed.isAbove || undefined}
      data-found={state.isFound}
      data-failed={frame.failed > 0 || undefined}
      tabIndex={state.isActive ? 0 : -1}
      style={`--from:${placed.from};--to:${placed.to};--level:${placed.level}`}
      onFocus={state.onFocus}
      onPointerEnter={state.onFocus}
      onClick={state.onChoose}
      onKeyDown={state.onKeyDown}
    >
      <span class="flame-name">
        {services.size > 1 && (
          <span class="flame-mark" aria-hidden="true">
            {mark?.monogram}
          </span>
        )}
        {frame.failed > 0 && <span aria-hidden="true">✕ </span>}
        {frame.name}
        <span class="visually-hidden">{about}</span>
      </span>
    </div>
  )
}
