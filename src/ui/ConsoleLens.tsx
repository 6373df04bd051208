/** The console lens: what was written with the console, with values that open. */

import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ConsoleMethod } from '../telemetry/console-line.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { consoleRowText, consoleText } from '../views/console-row-text.ts'
import {
  type ConsoleFilter,
  type ConsoleRow,
  ConsoleRows,
  SHOW_ALL,
} from '../views/console-rows.ts'
import { offsetText } from '../views/duration-text.ts'
import type { TimeAxis } from '../views/time-axis.ts'
import { ConsoleContent } from './ConsoleContent.tsx'
import { ConsoleTools } from './ConsoleTools.tsx'
import type { LensProps } from './lens.ts'
import { useLensText } from './lens-texts.ts'
import { SourcePlace } from './SourcePlace.tsx'
import { type ActiveRow, useActiveRow } from './use-active-row.ts'
import { useLongList } from './use-long-list.ts'

/** The height of a row that does not wrap, as in `console.css`. Pixels. */
const ROW_HEIGHT = 26
/** A console with more rows scrolls. */
const SHOWN_IN_FULL = 24

export function ConsoleLens(lens: LensProps) {
  const { store, label } = lens
  const changes = useSignal(0)
  const filter = useSignal(SHOW_ALL)
  const list = useConsoleRows(store, filter.value)
  // The list changes in place; only what is done to it here has to be told.
  changes.value
  const { rows } = list
  const inSight = useLongList(rows.length, ROW_HEIGHT)
  const { ref, first, last, isWhole, before, after } = inSight
  const active = useActiveRow(rows.length, inSight)
  useLensText(lens.texts, 'console', { what: 'The console', text: () => consoleText(rows) })
  if (list.size === 0) {
    return (
      <p class="empty">Nothing was written to the console. Call console.log() and run it again.</p>
    )
  }

  const toggle = (index: number) => {
    list.toggle(index)
    changes.value++
  }
  return (
    <>
      <ConsoleTools
        list={list}
        label={label}
        onFilter={(chosen) => {
          filter.value = chosen
        }}
      />
      <div
        ref={ref}
        class="console scrolls"
        data-long={rows.length > SHOWN_IN_FULL || undefined}
        data-wraps={isWhole || undefined}
        role="treegrid"
        aria-label={`Console of ${label}`}
        aria-rowcount={rows.length}
        onCopy={(event) => copyFocused(event, rows)}
      >
        <div style={`padding-block:${before}px ${after}px`} role="presentation">
          {rows.slice(first, last).map((row, offset) => (
            <Row
              key={row.key}
              row={row}
              index={first + offset}
              parent={() => parentOf(rows, first + offset)}
              lens={lens}
              active={active}
              onToggle={() => toggle(first + offset)}
            />
          ))}
        </div>
      </div>
      {rows.length === 0 && <p class="empty">{nothingFound(list.filter)}</p>}
    </>
  )
}

/** The rows of a run, which go on from where they were when more has been written. */
function useConsoleRows(store: ColumnStore, filter: ConsoleFilter): ConsoleRows {
  const kept = useRef<{ store: ColumnStore; rows: ConsoleRows }>()
  if (kept.current?.store !== store) kept.current = { store, rows: new ConsoleRows() }
  const { rows } = kept.current
  rows.follow(store)
  if (rows.filter !== filter) rows.setFilter(filter)
  return rows
}

function nothingFound({ text, gravity }: ConsoleFilter): string {
  const what = gravity === 'warn' ? 'warning' : gravity === 'error' ? 'error' : 'line'
  return text === '' ? `There is no ${what}.` : `No ${what} holds “${text}”.`
}

interface RowProps {
  readonly row: ConsoleRow
  readonly index: number
  /** The place of the row that it is below. */
  readonly parent: () => number | undefined
  readonly lens: LensProps
  readonly active: ActiveRow
  readonly onToggle: () => void
}

function Row({ row, index, parent, lens, active, onToggle }: RowProps) {
  const { store, selection, related, axis, label, siteOf } = lens
  const { line, rows, gravity } = row.entry
  const isLine = row.kind === 'line'
  const selected = selection.value?.kind === 'line' ? selection.value.row : -1
  const isSelected = isLine && rows.includes(selected)
  const isOpenable = row.isOpen !== undefined
  const select = () => {
    selection.value = isSelected ? undefined : { kind: 'line', row: rows[0] as number }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // What stands in the row has keys of its own.
    if (event.target !== event.currentTarget || active.onKeyDown(event, index)) return
    const element = event.currentTarget as HTMLElement
    const isEnter = event.key === 'Enter' || event.key === ' '
    if (event.key === 'ArrowRight' && row.isOpen) active.moveTo(index + 1, element)
    else if (event.key === 'ArrowRight' && isOpenable) onToggle()
    else if (event.key === 'ArrowLeft' && row.isOpen) onToggle()
    else if (event.key === 'ArrowLeft') active.moveTo(parent() ?? index, element)
    else if (isEnter && isLine) select()
    else if (isEnter && isOpenable) onToggle()
    else if (event.key === 'Escape') selection.value = undefined
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const element = event.target as HTMLElement
    if (element.closest('a, button')) return
    const isOnValue = element.closest('.twist, .console-value') !== null
    if (isOpenable && (isOnValue || !isLine)) onToggle()
    else if (isLine) select()
  }
  const repeats = isLine && rows.length > 1 ? repeatsText(rows, store, axis) : undefined
  const position = isLine ? siteOf(line.site) : undefined
  return (
    <div
      class="console-row"
      role="row"
      data-index={index}
      data-kind={row.kind}
      data-gravity={gravity}
      data-method={line.method}
      data-related={isSelected || (isLine && related.lines.has(rows[0] as number)) || undefined}
      style={`--level:${row.level}`}
      tabIndex={active.tabIndexOf(index)}
      aria-level={row.level + 1}
      aria-rowindex={index + 1}
      aria-expanded={row.isOpen}
      aria-selected={isLine ? isSelected : undefined}
      onFocus={() => active.onFocus(index)}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <span class="console-time" role="gridcell">
        {isLine && (
          <>
            {offsetText(line.time - axis.from)}
            <span class="unit"> ms</span>
          </>
        )}
      </span>
      <span class="console-cell" role="gridcell">
        <span class="twist" aria-hidden="true">
          {isOpenable && (row.isOpen ? '▾' : '▸')}
        </span>
        {isLine && <Sign method={line.method} gravity={gravity} />}
        <ConsoleContent row={row} />
        {repeats !== undefined && (
          <span class="console-count" title={repeats}>
            <span aria-hidden="true">×{rows.length.toLocaleString('en')}</span>
            <span class="visually-hidden">{repeats}</span>
          </span>
        )}
      </span>
      {position && (
        <span class="console-place" role="gridcell">
          <SourcePlace
            position={position}
            file={label}
            selection={selection}
            tabIndex={active.tabIndexOf(index)}
          />
        </span>
      )}
    </div>
  )
}

/** `12 times, until 35.0 ms` */
function repeatsText(rows: readonly number[], store: ColumnStore, { from }: TimeAxis): string {
  const until = offsetText(store.timeOfLine(rows.at(-1) as number) - from)
  return `${rows.length.toLocaleString('en')} times, until ${until} ms`
}

const SIGNS: Partial<Record<ConsoleMethod, string>> = { info: 'i', debug: '·', trace: '↳' }
const SIGNS_OF_GRAVITY = { error: '✕', warn: '▲', plain: '', quiet: '' }

/** What kind of line it is: a sign to see, and a word to hear. */
function Sign({
  method,
  gravity,
}: {
  method: ConsoleMethod
  gravity: keyof typeof SIGNS_OF_GRAVITY
}) {
  return (
    <span class="console-sign">
      <span aria-hidden="true">{SIGNS_OF_GRAVITY[gravity] || SIGNS[method]}</span>
      {method !== 'log' && <span class="visually-hidden">{method}: </span>}
    </span>
  )
}

function parentOf(rows: readonly ConsoleRow[], index: number): number | undefined {
  const level = rows[index]?.level ?? 0
  for (let above = index - 1; above >= 0; above--) {
    if ((rows[above]?.level ?? 0) < level) return above
  }
  return undefined
}

/** Without a selection of its own, a reader copies the row that has the focus. */
function copyFocused(event: ClipboardEvent, rows: readonly ConsoleRow[]): void {
  if (document.getSelection()?.isCollapsed === false) return
  const element = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
  const row = rows[Number(element?.dataset.index ?? Number.NaN)]
  if (!row) return
  event.clipboardData?.setData('text/plain', consoleRowText(row))
  event.preventDefault()
}
