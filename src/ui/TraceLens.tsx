/** The trace lens: a waterfall of spans, ten or a million, with the log's lines where they were written. */

import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { PathSections } from '../views/path-sections.ts'
import { SpanLinks } from '../views/span-links.ts'
import { nowOf, timeAxis } from '../views/time-axis.ts'
import { TraceList } from '../views/trace-list.ts'
import { WaterfallRows } from '../views/waterfall-rows.ts'
import { waterfallText } from '../views/waterfall-text.ts'
import type { LensProps } from './lens.ts'
import { useLensText } from './lens-texts.ts'
import { SpanRow } from './SpanRow.tsx'
import { TraceAxis, TraceCursor } from './TraceAxis.tsx'
import { TraceChooser } from './TraceChooser.tsx'
import { TraceLineRow } from './TraceLineRow.tsx'
import { TraceMinimap } from './TraceMinimap.tsx'
import { TraceReading } from './TraceReading.tsx'
import { type TraceShows, TraceTools } from './TraceTools.tsx'
import { momentUnder } from './time-under.ts'
import type { TraceView } from './trace-view.ts'
import { useActiveRow } from './use-active-row.ts'
import { useLongList } from './use-long-list.ts'
import { useSpanTest } from './use-span-test.ts'
import { useTimeWindow, useZoomGestures } from './use-time-window.ts'

/** As in `trace.css`. Pixels. */
const ROW_HEIGHT = 28
/** A waterfall with more rows scrolls. */
const SHOWN_IN_FULL = 36
/** How much of the time around a span is seen with it. */
const ROOM_AROUND = 0.1

const SHOWS_NOTHING_MORE: TraceShows = { lines: false, path: false, own: false, reading: false }

export function TraceLens(lens: LensProps) {
  const { store, revision, axis, selection, filter, cursor, label } = lens
  const { trace: wanted } = filter.value
  // A later run can have fewer traces.
  const trace = wanted !== undefined && wanted < store.traceCount ? wanted : undefined
  const rows = useMemo(() => new WaterfallRows(store), [store])
  const links = useMemo(() => new SpanLinks(store), [store])
  const shows = useSignal(SHOWS_NOTHING_MORE)
  const folds = useSignal(0)
  rows.grow()
  links.grow()
  rows.showTrace(trace)
  rows.showLines(shows.value.lines)
  void folds.value

  const traces = useMemo(() => new TraceList(store, axis), [store, revision, nowOf(axis)])
  const range =
    trace === undefined || traces.indexOf(trace) < 0
      ? axis
      : timeAxis(traces.from(trace), traces.to(trace), axis.isGrowing)
  const time = useTimeWindow(range)
  const root = useRef<HTMLDivElement>(null)
  useZoomGestures(root, time, barsIn)

  const inSight = useLongList(rows.count, ROW_HEIGHT)
  const active = useActiveRow(rows.count, inSight)
  const path = useMemo(
    () =>
      shows.value.path ? new PathSections(rows.tree, store.rows.spans, nowOf(axis)) : undefined,
    [shows.value.path, store, revision, nowOf(axis)],
  )
  const { admits: isWanted } = useSpanTest(lens)
  const goal = useRef<number>()
  useEffect(() => {
    if (goal.current === undefined) return
    const index = rows.indexOfSpan(goal.current)
    // It is folded away, or in a trace that will be shown next.
    if (index < 0 || rows.row(index) !== goal.current) return
    goal.current = undefined
    const row = inSight.ref.current?.firstElementChild?.firstElementChild
    if (row instanceof HTMLElement) active.moveTo(index, row)
  })
  useEffect(() => {
    const chosen = selection.value
    if (!chosen || chosen.kind === 'source') return
    const { kind, row } = chosen
    let index = kind === 'span' ? rows.indexOfSpan(row) : rows.indexOfLine(row)
    if (kind === 'span' && index < 0) {
      filter.value = { ...filter.value, trace: store.traceOf(row) }
      return
    }
    if (kind === 'span' && rows.row(index) !== row) {
      index = rows.reveal(row)
      folds.value++
    }
    if (index >= 0) inSight.reveal(index)
  }, [selection.value, trace])

  useLensText(lens.texts, 'trace', {
    what: 'The waterfall',
    text: () => waterfallText(store, rows, axis, time.window),
  })
  if (store.spanCount === 0) {
    return <p class="empty">No spans: this run's lines have nothing to hang on.</p>
  }

  const fold = (change: () => void) => {
    change()
    folds.value++
  }
  const zoomTo = (row: number) => {
    const { spans } = store.rows
    const [from, end] = [spans.start(row), spans.end(row)]
    const to = Number.isNaN(end) ? nowOf(axis) : end
    const room = Math.abs(to - from) * ROOM_AROUND
    time.show({ from: Math.min(from, to) - room, to: Math.max(from, to) + room })
  }
  const view: TraceView = {
    rows,
    time,
    links,
    path,
    showsOwn: shows.value.own,
    isWanted,
    toggle: (place) => fold(() => rows.toggle(place)),
    zoomTo,
    goTo: (row) => {
      goal.current = row
      selection.value = { kind: 'span', row }
    },
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (time.onKeyDown(event) || active.onKeyDown(event, index)) return
    if (!answersKey(event, index)) return
    event.preventDefault()
  }
  const answersKey = (event: KeyboardEvent, index: number): boolean => {
    const isLine = rows.isLine(index)
    const row = rows.row(index)
    const { tree } = rows
    const place = isLine ? -1 : tree.place(row)
    const element = event.currentTarget as HTMLElement
    const moveToSpan = (target: number) =>
      active.moveTo(rows.indexOfSpan(tree.row(target)), element)
    switch (event.key) {
      case 'ArrowRight':
        if (isLine || tree.size(place) === 1) return false
        if (rows.folds.isCollapsed(place)) view.toggle(place)
        else moveToSpan(place + 1)
        return true
      case 'ArrowLeft': {
        if (!isLine && tree.size(place) > 1 && !rows.folds.isCollapsed(place)) {
          view.toggle(place)
          return true
        }
        const span = isLine ? store.spanOfLine(row) : -1
        const above = isLine ? (span < 0 ? -1 : tree.place(span)) : tree.parentPlace(place)
        if (above >= 0) moveToSpan(above)
        return above >= 0
      }
      case 'Enter':
      case ' ': {
        const chosen = selection.value
        const kind = isLine ? 'line' : 'span'
        const isChosen = chosen?.kind === kind && chosen.row === row
        selection.value = isChosen ? undefined : { kind, row }
        return true
      }
      case 'z':
        if (!isLine) zoomTo(row)
        return !isLine
      case 'g': {
        const jump = isLine ? undefined : links.of(row).find((one) => one.row >= 0)
        if (jump) view.goTo(jump.row)
        return jump !== undefined
      }
      case 'Escape':
        selection.value = undefined
        return true
      default:
        return false
    }
  }

  const { ref, first, last, before, after } = inSight
  const indexes = Array.from({ length: last - first }, (_, offset) => first + offset)
  return (
    <div
      ref={root}
      class="trace"
      data-own={shows.value.own || undefined}
      onPointerMove={(event) => {
        cursor.value = momentUnder(event, barsIn, time.window)
      }}
      onPointerLeave={() => {
        cursor.value = undefined
      }}
    >
      <TraceTools
        lens={lens}
        view={view}
        shows={shows}
        onShowTo={(depth) => fold(() => rows.showTo(depth))}
      />
      {traces.count > 1 && (
        <TraceChooser lens={lens} traces={traces} onChoose={() => time.show(undefined)} />
      )}
      <div class="trace-chart">
        <div class="trace-head" aria-hidden="true">
          <TraceMinimap lens={lens} rows={rows} axis={range} time={time} />
          <TraceAxis lens={lens} time={time} />
        </div>
        {rows.count === 0 ? (
          <p class="empty">No spans in this trace: lines alone name it.</p>
        ) : (
          <div
            ref={ref}
            class="trace-rows scrolls"
            data-long={rows.count > SHOWN_IN_FULL || undefined}
            role="treegrid"
            aria-label={`Spans of ${label}`}
            aria-rowcount={rows.count}
          >
            <div style={`padding-block:${before}px ${after}px`} role="presentation">
              {indexes.map((index) => {
                const Row = rows.isLine(index) ? TraceLineRow : SpanRow
                const key = `${rows.isLine(index) ? 'line' : 'span'} ${rows.row(index)}`
                return <Row key={key} {...{ index, lens, view, active, onKeyDown }} />
              })}
            </div>
          </div>
        )}
        <TraceCursor lens={lens} time={time} />
      </div>
      {shows.value.reading && <TraceReading lens={lens} view={view} />}
    </div>
  )
}

/** Where bars are: as wide as the axis. */
function barsIn(element: HTMLElement): DOMRect | undefined {
  return element.querySelector('.axis')?.getBoundingClientRect()
}
