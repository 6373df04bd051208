/** A row of the waterfall: a span, with its name under its parent's and its bar on the time axis. */

import { useMemo } from 'preact/hooks'
import { type Mark, pointMarks, stretchMarks } from '../views/bar-marks.ts'
import { durationText } from '../views/duration-text.ts'
import { lengthOf, ownTime } from '../views/own-time.ts'
import { spanProblemSentences } from '../views/span-notes.ts'
import { nowOf } from '../views/time-axis.ts'
import { type WaterfallRow, waterfallRow } from '../views/waterfall-row.ts'
import { ServiceChip } from './ServiceChip.tsx'
import type { TraceRowProps } from './trace-view.ts'

/** Deeper spans are not indented further: their names would be pushed out of sight. */
const DEEPEST_INDENT = 10

export function SpanRow({ index, lens, view, active, onKeyDown }: TraceRowProps) {
  const { selection, related, services, axis } = lens
  const row = waterfallRow(lens.store, view.rows, index, axis, view.time.window)
  const chosen = selection.value
  const isSelected = chosen?.kind === 'span' && chosen.row === row.row
  const isFaint = !view.isWanted(row.row)
  return (
    <div
      class="span-row"
      role="row"
      data-index={index}
      tabIndex={active.tabIndexOf(index)}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-rowindex={index + 1}
      aria-expanded={row.hasChildren ? !row.isCollapsed : undefined}
      aria-selected={isSelected}
      data-related={related.spans.has(row.row) || undefined}
      data-faint={isFaint || undefined}
      onFocus={() => active.onFocus(index)}
      onClick={() => {
        selection.value = isSelected ? undefined : { kind: 'span', row: row.row }
      }}
      onDblClick={() => view.zoomTo(row.row)}
      onKeyDown={(event) => onKeyDown(event, index)}
    >
      <div
        class="span-name"
        role="gridcell"
        style={`--depth:${Math.min(row.depth, DEEPEST_INDENT)}`}
      >
        <Twist row={row} onToggle={() => view.toggle(row.place)} />
        {row.depth > DEEPEST_INDENT && <span class="span-depth">{row.depth}</span>}
        {services.size > 1 && <ServiceChip service={row.service} services={services} />}
        <span class="span-title" title={row.name}>
          {row.name}
        </span>
        {row.folded && (
          <span class="span-note">
            {`+${row.folded.spans.toLocaleString('en')}`}
            <span class="visually-hidden"> folded away</span>
            {row.folded.failed > 0 && (
              <span class="failed-sign"> ✕ {row.folded.failed.toLocaleString('en')}</span>
            )}
          </span>
        )}
        <Jumps row={row.row} view={view} />
        {row.notes.length > 0 && (
          <span
            class="span-note"
            title={spanProblemSentences(lens.store, row.row, axis.isGrowing).join('\n')}
          >
            {row.notes.join(', ')}
          </span>
        )}
      </div>
      <div class="span-bar-area" role="gridcell" data-zooms>
        <SpanBar row={row} lens={lens} view={view} />
      </div>
    </div>
  )
}

function Twist({ row, onToggle }: { row: WaterfallRow; onToggle: () => void }) {
  if (!row.hasChildren) return <span class="twist" aria-hidden="true" />
  return (
    <span
      class="twist"
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
      onDblClick={(event) => event.stopPropagation()}
    >
      {row.isCollapsed ? '▸' : '▾'}
    </span>
  )
}

/** Ways to the spans that this one is linked with, in this trace or in others. */
function Jumps({ row, view }: { row: number } & Pick<TraceRowProps, 'view'>) {
  const there = view.links.of(row).filter((jump) => jump.row >= 0)
  const first = there[0]
  if (!first) return null
  const what =
    first.direction === 'to' ? 'Go to the span that it names' : 'Go to the span that names it'
  return (
    <button
      type="button"
      class="span-jump"
      tabIndex={-1}
      title={there.length > 1 ? `${what}; the detail lists all ${there.length}` : what}
      aria-label={what}
      onClick={(event) => {
        event.stopPropagation()
        view.goTo(first.row)
      }}
    >
      <span aria-hidden="true">{first.direction === 'to' ? '↖' : '↘'}</span>
      {there.length > 1 && there.length}
    </button>
  )
}

interface SpanBarProps extends Pick<TraceRowProps, 'lens' | 'view'> {
  readonly row: WaterfallRow
}

function SpanBar({ row, lens, view }: SpanBarProps) {
  const { store, revision, services, axis } = lens
  const { bar } = row
  const { window } = view.time
  const deps = [store, row.row, revision, window.from, window.to]
  const lines = useMemo(() => {
    const { time } = store.rows.lines.table.columns
    return pointMarks(
      store.linesOf(row.row).map((line) => time[line] as number),
      window,
    )
  }, deps)
  const own = useMemo(
    () =>
      view.showsOwn ? ownTime(view.rows.tree, store.rows.spans, row.place, nowOf(axis)) : undefined,
    [...deps, view.showsOwn, row.place, nowOf(axis)],
  )
  const path = view.path?.of(row.place)
  if (bar.outside) {
    return (
      <span class="span-outside" data-side={bar.outside}>
        {bar.outside === 'earlier' ? `‹ ${row.duration}` : `${row.duration} ›`}
      </span>
    )
  }
  return (
    <>
      <span class="span-clip" aria-hidden="true">
        <span
          class="span-bar"
          data-service={services.get(row.service)?.colour}
          data-open={bar.isOpen || undefined}
          data-failed={row.hasFailed || undefined}
          data-pale={own ? true : undefined}
          style={`--from:${bar.start};--to:${bar.end}`}
        />
        {own && (
          <Marks
            marks={stretchMarks(own, window)}
            name="span-own"
            colour={services.get(row.service)?.colour}
          />
        )}
        {path && path.length > 0 && <Marks marks={stretchMarks(path, window)} name="span-path" />}
      </span>
      {lines.map((place) => (
        <span key={place} class="span-tick" style={`--at:${place}`} />
      ))}
      <span class="span-label" style={`--to:${Math.min(1, bar.end)}`}>
        {row.hasFailed && (
          <span class="failed-sign" role="img" aria-label="failed">
            ✕{' '}
          </span>
        )}
        {row.duration}
        {own && row.hasChildren && ` · ${ownText(lengthOf(own))}`}
      </span>
    </>
  )
}

interface MarksProps {
  readonly marks: readonly Mark[]
  readonly name: string
  readonly colour?: number | undefined
}

function Marks({ marks, name, colour }: MarksProps) {
  return (
    <>
      {marks.map(({ from, to }) => (
        <span key={from} class={name} data-service={colour} style={`--from:${from};--to:${to}`} />
      ))}
    </>
  )
}

function ownText(own: number): string {
  return own === 0 ? 'none own' : `${durationText(own)} own`
}
