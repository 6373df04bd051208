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
  readonly ids: FoldIds
  readonly services: ServiceMarks
  /** The one that Tab reaches. */
  readonly isFirst: boolean
  readonly onChoose: () => void
}

export function FoldRow({ one, which, ids, services, isFirst, onChoose }: FoldRowProps) {
  const { mark, words, place } = one
  const isLine = mark.kind === 'line'
  const isFolded = which === 'whole'
  const text = isFolded ? foldedRowText(words, ids, isLine) : streamRowText(words, which, isLine)
  /** How far its words are from what a log says. */
  const way = place.whole
  const depth = Math.min(ids === 'no-parent' ? mark.flat.depth : mark.tree.depth, DEEPEST_INDENT)
  const indent = `calc(${Math.min(place.depth, DEEPEST_INDENT)} * var(--indent)`
  const room = isFolded ? ` + ${1 - way}` : ` - ${way}`
  return (
    <li
      data-kind={mark.kind}
      data-gravity={words.gravity}
      data-faint={one.isFaint || undefined}
      data-related={one.isRelated || undefined}
      style={{
        transform: `translateY(${which === 'last' ? place.last : place.first}px)`,
        // In the tree nothing is left of the end but its bar.
        opacity: which === 'last' ? Math.max(0, 1 - place.whole * 2) : 1,
      }}
    >
      <button
        type="button"
        aria-pressed={one.isSelected}
        tabIndex={isFirst ? 0 : -1}
        onClick={onChoose}
      >
        <span class="fold-said visually-hidden">{text}</span>
        <span class="fold-seen" aria-hidden="true">
          {!isFolded && (
            <span class="fold-time" style={{ opacity: fading(way) }}>
              {which === 'last' ? words.endsAt : words.startsAt}
            </span>
          )}
          <span
            class="fold-words"
            style={{
              '--depth': isFolded ? depth : 0,
              transform: `translateX(${indent}${room} * var(--time)))`,
            }}
          >
            {services.size > 1 && words.service !== undefined && (
              <ServiceChip service={words.service} services={services} />
            )}
            {!isLine && !isFolded && (
              <span
                class="fold-verb"
                data-ends={which === 'last' || undefined}
                style={{ opacity: fading(way) }}
              >
                {which === 'last' ? 'ended' : 'began'}
              </span>
            )}
            <span
              class="fold-name"
              style={isLine ? {} : { transform: `translateX(calc((0${room}) * var(--verb)))` }}
            >
              {words.name}
            </span>
          </span>
        </span>
      </button>
    </li>
  )
}

/** What only a log says is gone before the words move over it. */
function fading(way: number): number {
  return Math.max(0, 1 - way * 2.5)
}
