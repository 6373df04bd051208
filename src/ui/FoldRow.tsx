/** A row of a fold: the words beside a mark, which move with it. */

import type { FoldIds } from '../views/fold.ts'
import { foldedRowText, streamRowText } from '../views/fold-words.ts'
import type { ServiceMarks } from '../views/service-mark.ts'
import type { DrawnMark } from './drawn-mark.ts'
import { ServiceChip } from './ServiceChip.tsx'

/** Deeper rows are not indented further: their names would be pushed out of sight. */
const DEEPEST_INDENT = 10

interface FoldRowProps {
  readonly one: DrawnMark
  readonly which: 'first' | 'last' | 'whole'
  readonly part: number
  readonly ids: FoldIds
  readonly services: ServiceMarks
  /** The one that Tab reaches. */
  readonly isFirst: boolean
  readonly onChoose: () => void
}

export function FoldRow({ one, which, part, ids, services, isFirst, onChoose }: FoldRowProps) {
  const { mark, words, place } = one
  const isLine = mark.kind === 'line'
  const { whole } = place
  const text =
    which === 'whole' ? foldedRowText(words, ids, isLine) : streamRowText(words, which, isLine)
  const top = which === 'last' ? place.last : place.first
  // In the tree nothing is left of the end but its bar.
  const fade = which === 'last' ? Math.max(0, 1 - whole * 2) : 1
  return (
    <li
      data-kind={mark.kind}
      data-gravity={words.gravity}
      data-faint={one.isFaint || undefined}
      data-related={one.isRelated || undefined}
      style={`transform:translateY(${top}px);opacity:${fade}`}
    >
      <button
        type="button"
        aria-pressed={one.isSelected}
        tabIndex={isFirst ? 0 : -1}
        style={`--depth:${Math.min(place.depth, DEEPEST_INDENT)};--log:${isLine ? 1 - part : 1 - whole}`}
        onClick={onChoose}
      >
        <span class="fold-said visually-hidden">{text}</span>
        <span class="fold-seen" aria-hidden="true">
          <span class="fold-time">{which === 'last' ? words.endsAt : words.startsAt}</span>
          {services.size > 1 && words.service !== undefined && (
            <ServiceChip service={words.service} services={services} />
          )}
          {!isLine && <span class="fold-verb">{which === 'last' ? 'ended' : 'began'}</span>}
          <span class="fold-name">{words.name}</span>
        </span>
      </button>
    </li>
  )
}
