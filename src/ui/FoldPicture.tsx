/** The picture of a fold: every mark on its way between its row in the stream and its row in the tree, always at its time. */

import type { Signal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import {
  between,
  type Fold,
  type FoldHeights,
  type FoldIds,
  type FoldMark,
  foldOrder,
  inStream,
  whenFolded,
} from '../views/fold.ts'
import { type FoldWords, foldWords } from '../views/fold-words.ts'
import { isLineWanted } from '../views/line-wanted.ts'
import { nowOf, placeOf, ticks } from '../views/time-axis.ts'
import type { DrawnMark } from './drawn-mark.ts'
import { FoldBars, FoldEnds } from './FoldMarks.tsx'
import { FoldRow } from './FoldRow.tsx'
import type { LensProps } from './lens.ts'
import { momentUnder } from './time-under.ts'
import { useFoldDrag } from './use-fold-drag.ts'
import { useSpanTest } from './use-span-test.ts'

/** As in `fold.css`. Pixels. */
const STREAM_ROW = 24
/** Rows of the tree take the room of those of the stream, as far as that looks well. Pixels. */
const HIGHEST_TREE_ROW = 40

interface FoldPictureProps {
  readonly lens: LensProps
  readonly fold: Fold
  readonly part: Signal<number>
  readonly onDraw: (part: number) => void
  readonly ids: FoldIds
  readonly idsBefore: FoldIds
  readonly change: Signal<number>
}

export function FoldPicture(props: FoldPictureProps) {
  const { lens, fold, ids, idsBefore } = props
  const { store, revision, axis, services, filter, selection, related, cursor, label } = lens
  const part = props.part.value
  const change = props.change.value
  const drag = useFoldDrag(props.part, props.onDraw)
  const list = useRef<HTMLOListElement>(null)
  const words = useMemo(
    () => new Map(fold.marks.map((mark) => [mark, foldWords(store, mark, axis, nowOf(axis))])),
    [fold, store, revision, axis.from, axis.to, nowOf(axis), axis.isGrowing],
  )
  const { admits: isSpan } = useSpanTest(lens)
  const isLine = useMemo(() => isLineWanted(store, filter.value), [store, filter.value])
  const height = fold.streamRows * STREAM_ROW
  const heights: FoldHeights = {
    stream: STREAM_ROW,
    tree: Math.min(HIGHEST_TREE_ROW, height / Math.max(1, fold.treeRows)),
  }
  const chosen = selection.value
  const drawn = new Map<FoldMark, DrawnMark>()
  for (const mark of fold.marks) {
    const { kind, row } = mark
    const folded = between(
      whenFolded(mark, idsBefore, heights),
      whenFolded(mark, ids, heights),
      change,
    )
    const said = words.get(mark) as FoldWords
    drawn.set(mark, {
      mark,
      words: said,
      place: between(inStream(mark, heights), folded, part),
      colour: said.service === undefined ? undefined : services.get(said.service)?.colour,
      isSelected: chosen?.kind === kind && chosen.row === row,
      isRelated: kind === 'line' ? related.lines.has(row) : related.spans.has(row),
      isFaint: !(kind === 'line' ? isLine(row) : isSpan(row)),
    })
  }
  const isStream = part < 0.5 || ids === 'none'
  const order = useMemo(() => foldOrder(fold, isStream ? 'stream' : ids), [fold, isStream, ids])
  const choose = ({ kind, row }: FoldMark) => {
    if (drag.hasDragged()) return
    selection.value = chosen?.kind === kind && chosen.row === row ? undefined : { kind, row }
  }
  const traceLines = ids === 'all' ? part * change : part * (1 - change)
  const hasTraceLines = ids === 'all' || idsBefore === 'all'
  return (
    <div
      class="fold-picture"
      style={`--height:${height}px`}
      {...drag.handlers}
      onPointerMove={(event) => {
        drag.handlers.onPointerMove(event)
        cursor.value = momentUnder(event, barsIn, axis)
      }}
      onPointerLeave={() => {
        cursor.value = undefined
      }}
    >
      <div class="fold-axis" aria-hidden="true">
        {ticks(axis).map(({ place, label: text }) => (
          <span key={text} class="axis-tick" style={`--at:${place}`}>
            {text}
          </span>
        ))}
      </div>
      <div class="fold-field">
        <FoldBars drawn={[...drawn.values()]} height={height} onChoose={choose} />
        <div class="fold-marks" aria-hidden="true">
          {hasTraceLines &&
            fold.traceStarts.map((at) => (
              <span
                key={at}
                class="fold-trace"
                style={{ transform: `translateY(${at * heights.tree}px)`, opacity: traceLines }}
              />
            ))}
          {[...drawn.values()].map((one) => (
            <FoldEnds key={`${one.mark.kind}${one.mark.row}`} one={one} />
          ))}
          {cursor.value !== undefined && (
            <span class="cursor" style={`--at:${placeOf(axis, cursor.value)}`} />
          )}
        </div>
        <ol
          ref={list}
          class="fold-rows"
          aria-label={
            isStream ? `${label} as a log, in the order of time` : `${label} as a trace, folded`
          }
          onKeyDown={(event) => walk(event, list.current)}
        >
          {order.map(({ mark, part: which }, index) => (
            <FoldRow
              key={`${mark.kind}${mark.row}${which === 'last' ? 'end' : ''}`}
              one={drawn.get(mark) as DrawnMark}
              which={which}
              ids={ids}
              services={services}
              isFirst={index === 0}
              onChoose={() => choose(mark)}
            />
          ))}
        </ol>
      </div>
    </div>
  )
}

/** Arrow keys, Home and End walk through the rows. */
function walk(event: KeyboardEvent, list: HTMLOListElement | null): void {
  const rows = [...(list?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
  const at = rows.indexOf(event.target as HTMLButtonElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  const row = to === undefined ? undefined : rows[to]
  if (to === undefined) return
  event.preventDefault()
  if (!row) return
  for (const other of rows) other.tabIndex = other === row ? 0 : -1
  row.focus()
}

/** Where time is: as wide as the axis. */
function barsIn(element: HTMLElement): DOMRect | undefined {
  return element.querySelector('.fold-axis')?.getBoundingClientRect()
}
