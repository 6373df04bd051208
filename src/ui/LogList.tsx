/** The list of a log: its lines, their groups, and what opened lines hold. */

import { useEffect, useRef } from 'preact/hooks'
import type { LineGrouping } from '../views/line-groups.ts'
import type { LineFormat } from '../views/line-text.ts'
import type { LogRows } from '../views/log-rows.ts'
import { changeFilter, isFiltering, NO_FILTER, type RunFilter } from '../views/run-filter.ts'
import { countText } from '../views/run-text.ts'
import type { Selection } from '../views/selection.ts'
import { LogGroupRow } from './LogGroupRow.tsx'
import { LogLineRow } from './LogLineRow.tsx'
import { LogMemberRow } from './LogMemberRow.tsx'
import type { LensProps } from './lens.ts'
import { useActiveRow } from './use-active-row.ts'
import type { Follow } from './use-follow.ts'
import { type LongList, useLongList } from './use-long-list.ts'

/** The height of a row that does not wrap, as in `logs.css`. Pixels. */
const ROW_HEIGHT = 26
/** A log with more rows scrolls. */
const SHOWN_IN_FULL = 24

interface LogListProps {
  readonly id: string
  readonly lens: LensProps
  readonly rows: LogRows
  readonly by: LineGrouping | undefined
  readonly format: LineFormat
  readonly follow: Follow
  /** How many lines came since the list is held. */
  readonly waiting: number
  readonly toEnd: { current: () => void }
  readonly onChange: () => void
  /** The reader wants to search. */
  readonly onFind: () => void
}

export function LogList(props: LogListProps) {
  const { id, lens, rows, by, format, follow, waiting, toEnd, onChange, onFind } = props
  const { isActive, selection, filter, label } = lens
  const { count } = rows
  const isHeld = follow.held.value !== undefined
  const list = useLongList(count, ROW_HEIGHT, (isBack, isAtEnd) => {
    if (isBack && isActive && !isAtEnd) follow.hold()
    else if (isHeld && isAtEnd && !isBack && waiting === 0) follow.goOn()
  })
  const { ref, first, last, isWhole, before, after } = list
  toEnd.current = list.toEnd
  const active = useActiveRow(count, list)
  const chosenHere = useRevealed(lens, rows, list)
  const latest = latestBefore(lens, rows)

  const toggle = (index: number) => {
    rows.toggle(index)
    onChange()
  }
  const act = (index: number, row: HTMLElement) => {
    const isOpenable = canOpen(rows, index)
    if (isOpenable) toggle(index)
    else row.querySelector<HTMLElement>('button, a')?.click()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
    if (!row || row !== event.target) return
    const index = Number(row.dataset.index)
    const { key } = event
    if (key === 'Enter') act(index, row)
    else if (key === ' ') row.click()
    else if (key === 'ArrowRight') openOrEnter(index, row)
    else if (key === 'ArrowLeft') closeOrLeave(index, row)
    else if (key === '/') onFind()
    else if (key !== 'Escape' || !clearSomething(selection, filter)) return
    event.preventDefault()
  }
  const openOrEnter = (index: number, row: HTMLElement) => {
    if (!canOpen(rows, index)) return
    if (isOpen(rows, index)) active.moveTo(index + 1, row)
    else toggle(index)
  }
  const closeOrLeave = (index: number, row: HTMLElement) => {
    if (canOpen(rows, index) && isOpen(rows, index)) toggle(index)
    else if (rows.parentOf(index) >= 0) active.moveTo(rows.parentOf(index), row)
  }
  const only = (change: Partial<RunFilter>) => {
    filter.value = changeFilter(filter.value, change)
  }
  const holdOrGoOn = () => (isHeld ? follow.goOn() : follow.hold())
  return (
    <>
      <div
        ref={ref}
        id={id}
        class="log scrolls"
        data-long={count > SHOWN_IN_FULL || undefined}
        data-wraps={isWhole || undefined}
        data-format={format}
        role="treegrid"
        aria-label={`Lines of ${label}`}
        aria-rowcount={count}
        title={isWhole ? undefined : KEYS}
        onKeyDown={onKeyDown}
        onPointerLeave={() => {
          lens.cursor.value = undefined
        }}
      >
        <div style={`padding-block:${before}px ${after}px`} role="presentation">
          {Array.from({ length: Math.max(0, last - first) }, (_, offset) => {
            const index = first + offset
            const row = rows.row(index)
            if (row.kind === 'group') {
              return (
                <LogGroupRow
                  key={`group ${row.key}`}
                  row={row}
                  index={index}
                  by={by as LineGrouping}
                  store={lens.store}
                  active={active}
                  onToggle={() => toggle(index)}
                />
              )
            }
            if (row.kind === 'member') {
              return (
                <LogMemberRow
                  key={`${row.line} ${row.member.path}`}
                  member={row.member}
                  index={index}
                  level={by ? 3 : 2}
                  lens={lens}
                  active={active}
                  onToggle={() => toggle(index)}
                  onOnly={only}
                />
              )
            }
            return (
              <LogLineRow
                key={row.line}
                line={row.line}
                isOpen={row.isOpen}
                isLatest={row.line === latest}
                index={index}
                level={by ? 2 : 1}
                lens={lens}
                format={format}
                active={active}
                onSelect={(chosen) => {
                  chosenHere.current = chosen
                  selection.value = chosen
                }}
                onToggle={() => toggle(index)}
              />
            )
          })}
        </div>
      </div>
      {(isActive || isHeld) && (
        <p class="log-follow">
          <button
            type="button"
            class="facet"
            aria-pressed={isHeld}
            // While lines come it moves: what was pressed may be elsewhere when it is let go.
            onPointerDown={({ button }) => button === 0 && holdOrGoOn()}
            onClick={({ detail }) => detail === 0 && holdOrGoOn()}
          >
            {isHeld ? 'go on' : 'pause'}
          </button>
          <span role="status">
            {isHeld ? `${countText(waiting, 'line')} waiting` : 'following the end'}
          </span>
        </p>
      )}
    </>
  )
}

const KEYS =
  'Keys: ↑ ↓ Home End Page; Enter opens; ← and → close and open; Space chooses; / searches; Escape clears'

/** Escape clears what was chosen last: the selection, or else the filter. @returns whether there was anything */
function clearSomething(selection: LensProps['selection'], filter: LensProps['filter']): boolean {
  if (selection.value) selection.value = undefined
  else if (isFiltering(filter.value)) filter.value = NO_FILTER
  else return false
  return true
}

function canOpen(rows: LogRows, index: number): boolean {
  const row = rows.row(index)
  return row.kind !== 'member' || row.member.isOpenable
}

function isOpen(rows: LogRows, index: number): boolean {
  const row = rows.row(index)
  return row.kind === 'member' ? row.member.isOpen : row.isOpen
}

/** The last line before the cursor, of those that are shown; −1 if there is none. */
function latestBefore({ store, cursor }: LensProps, rows: LogRows): number {
  if (cursor.value === undefined) return -1
  const rank = store.linesByTime.rankOf(cursor.value + 1)
  const { lines } = rows
  if (rows.groups || rank === 0) return rank === 0 ? -1 : store.linesByTime.row(rank - 1)
  const line = store.linesByTime.row(rank - 1)
  let [from, to] = [0, lines.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((lines[middle] as number) <= line) from = middle + 1
    else to = middle
  }
  return lines[from - 1] ?? -1
}

/** Brings in sight what was chosen elsewhere: the line, or the first one of what was chosen. */
function useRevealed({ selection, related }: LensProps, rows: LogRows, list: LongList) {
  const chosenHere = useRef<Selection>()
  const chosen = selection.value
  useEffect(() => {
    if (!chosen || chosen === chosenHere.current || list.isWhole) return
    const [line] = related.lines
    if (line === undefined) return
    const index = rows.indexOf(line)
    if (index >= 0) list.reveal(index)
  }, [chosen])
  return chosenHere
}
