/** The trace lens: a waterfall of spans, with the log's lines as ticks on their bars. */

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { SpanRecord } from '../telemetry/tracing/span-record.ts'
import { durationText } from '../views/duration-text.ts'
import { spanDuration } from '../views/span-duration.ts'
import { placeOf, ticks, timeAt } from '../views/time-axis.ts'
import { visibleText } from '../views/visible-text.ts'
import {
  type Bar,
  barOf,
  layOutWaterfall,
  lineTicks,
  type WaterfallRow,
} from '../views/waterfall.ts'
import type { LensProps } from './lens.ts'
import { ServiceChip } from './ServiceChip.tsx'
import { type ActiveRow, useActiveRow } from './use-active-row.ts'
import { useRowWindow } from './use-row-window.ts'

/** As in `lenses.css`. Pixels. */
const ROW_HEIGHT = 28
/** A waterfall with more rows scrolls. */
const SHOWN_IN_FULL = 36

export function TraceLens(lens: LensProps) {
  const { store, cursor, label } = lens
  const collapsed = useSignal<ReadonlySet<number>>(new Set())
  const rows = layOutWaterfall(store, collapsed.value)
  const inSight = useRowWindow(rows.length, ROW_HEIGHT)
  const { ref, first, last, before, after } = inSight
  const active = useActiveRow(rows.length, inSight)
  if (rows.length === 0) {
    return <p class="empty">No spans: this run's lines have nothing to hang on.</p>
  }

  const toggle = (row: number) => {
    const next = new Set(collapsed.value)
    if (!next.delete(row)) next.add(row)
    collapsed.value = next
  }
  return (
    <div
      class="trace"
      onPointerMove={(event) => {
        cursor.value = momentAt(event, lens)
      }}
      onPointerLeave={() => {
        cursor.value = undefined
      }}
    >
      <div class="trace-head" aria-hidden="true">
        <Axis {...lens} />
      </div>
      <div
        ref={ref}
        class="trace-rows scrolls"
        data-long={rows.length > SHOWN_IN_FULL || undefined}
        role="treegrid"
        aria-label={`Spans of ${label}`}
        aria-rowcount={rows.length}
      >
        <div style={`padding-block:${before}px ${after}px`} role="presentation">
          {rows.slice(first, last).map((row, offset) => (
            <Row
              key={row.row}
              row={row}
              index={first + offset}
              lens={lens}
              active={active}
              onToggle={() => toggle(row.row)}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

/** The time axis: round moments, every line of the log as a tick, and the cursor. */
function Axis({ store, revision, axis, cursor }: LensProps) {
  const lines = useMemo(() => {
    const { time } = store.rows.lines.table.columns
    return lineTicks(time.subarray(0, store.lineCount), axis)
  }, [store, revision, axis.from, axis.to])
  return (
    <div class="axis">
      {ticks(axis).map(({ place, label }) => (
        <span key={label} class="axis-tick" style={`--at:${place}`}>
          {label}
        </span>
      ))}
      {lines.map((place, index) => (
        <span key={index} class="axis-line" style={`--at:${place}`} />
      ))}
      {cursor.value !== undefined && (
        <span class="axis-cursor" style={`--at:${placeOf(axis, cursor.value)}`}>
          {durationText(cursor.value - axis.from)}
        </span>
      )}
    </div>
  )
}

interface RowProps {
  readonly row: WaterfallRow
  readonly index: number
  readonly lens: LensProps
  readonly active: ActiveRow
  readonly onToggle: () => void
}

function Row({ row, index, lens, active, onToggle }: RowProps) {
  const { row: spanRow, depth, hasChildren, isCollapsed } = row
  const { store, axis, selection, related, services } = lens
  const span = store.spanRecord(spanRow)
  const bar = barOf(store, spanRow, axis)
  const isSelected = selection.value?.kind === 'span' && selection.value.row === spanRow
  const select = () => {
    selection.value = isSelected ? undefined : { kind: 'span', row: spanRow }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (active.onKeyDown(event, index)) return
    const opens = event.key === 'ArrowRight' && isCollapsed
    const closes = event.key === 'ArrowLeft' && hasChildren && !isCollapsed
    if (opens || closes) onToggle()
    else if (event.key === 'Enter' || event.key === ' ') select()
    else if (event.key === 'Escape') selection.value = undefined
    else return
    event.preventDefault()
  }
  return (
    <div
      class="span-row"
      role="row"
      data-index={index}
      tabIndex={active.tabIndexOf(index)}
      aria-level={depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={hasChildren ? !isCollapsed : undefined}
      aria-selected={isSelected}
      data-related={related.spans.has(spanRow) || undefined}
      onFocus={() => active.onFocus(index)}
      onClick={select}
      onKeyDown={onKeyDown}
    >
      <div class="span-name" role="gridcell" style={`--depth:${depth}`}>
        {hasChildren ? (
          <span
            class="twist"
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation()
              onToggle()
            }}
          >
            {isCollapsed ? '▸' : '▾'}
          </span>
        ) : (
          <span class="twist" aria-hidden="true" />
        )}
        {services.size > 1 && <ServiceChip service={span.service} services={services} />}
        <span class="span-title" title={visibleText(span.name)}>
          {visibleText(span.name)}
        </span>
        {row.isOrphan && (
          <span class="span-note" title="The parent of this span is not part of this run.">
            no parent here
          </span>
        )}
        {row.isInCycle && (
          <span
            class="span-note"
            title="Whoever follows the parents of this span comes back to it. It is shown here because some span of the cycle has to come first."
          >
            {span.parentSpanId === span.spanId ? 'its own parent' : 'parent in a cycle'}
          </span>
        )}
        {bar.isBackwards && (
          <span class="span-note" title="The bar goes from its end to its start.">
            ended before it began
          </span>
        )}
      </div>
      <div class="span-bar-area" role="gridcell">
        <SpanBar row={spanRow} span={span} bar={bar} lens={lens} />
        <Cursor {...lens} />
      </div>
    </div>
  )
}

interface SpanBarProps {
  /** Its row in the store. */
  readonly row: number
  readonly span: SpanRecord
  readonly bar: Bar
  readonly lens: LensProps
}

function SpanBar({ row, span, bar, lens: { store, revision, axis, services } }: SpanBarProps) {
  const places = useMemo(() => {
    const times = store.linesOf(row).map((line) => store.timeOfLine(line))
    return lineTicks(times, axis)
  }, [store, row, revision, axis.from, axis.to])
  return (
    <>
      <span
        class="span-bar"
        data-service={services.get(span.service)?.colour}
        data-open={bar.isOpen || undefined}
        data-failed={bar.hasFailed || undefined}
        style={`--from:${bar.start};--to:${bar.end}`}
      />
      {places.map((place, index) => (
        <span key={index} class="span-tick" style={`--at:${place}`} />
      ))}
      <span class="span-label" style={`--to:${bar.end}`}>
        {bar.hasFailed && (
          <span class="failed-sign" role="img" aria-label="failed">
            ✕{' '}
          </span>
        )}
        {spanDuration(span, axis)}
      </span>
    </>
  )
}

function Cursor({ axis, cursor }: LensProps) {
  if (cursor.value === undefined) return null
  return <span class="cursor" style={`--at:${placeOf(axis, cursor.value)}`} />
}

/** The moment under the pointer, if it is over the bars. */
function momentAt(event: PointerEvent, { axis }: LensProps): number | undefined {
  const area = (event.currentTarget as HTMLElement).querySelector('.axis')
  if (!area) return undefined
  const { left, width } = area.getBoundingClientRect()
  const place = (event.clientX - left) / width
  return place >= 0 && place <= 1 ? timeAt(axis, place) : undefined
}
