/** Every view of a run: what each lens shows of it, worked out to the end, as text where there is one. */

import type { ColumnStore } from '../../src/trace-data/column-store.ts'
import { FieldNames } from '../../src/trace-data/field-names.ts'
import { compareRuns, comparisonText } from '../../src/views/compare-runs.ts'
import { ConsoleRows } from '../../src/views/console-rows.ts'
import { detailOf } from '../../src/views/detail.ts'
import { answerQuestion } from '../../src/views/difference-question.ts'
import { FilteredLines } from '../../src/views/filtered-lines.ts'
import { flame, flameText, layOutFlame } from '../../src/views/flame.ts'
import { linesText } from '../../src/views/line-text.ts'
import { LogRows } from '../../src/views/log-rows.ts'
import { layOutMap } from '../../src/views/map-layout.ts'
import { drawMap } from '../../src/views/map-picture.ts'
import { minimap } from '../../src/views/minimap.ts'
import { operations, operationText, requestRows } from '../../src/views/operations.ts'
import { PathSections } from '../../src/views/path-sections.ts'
import { costRows, runCost } from '../../src/views/run-cost.ts'
import type { RunFilter } from '../../src/views/run-filter.ts'
import { histogramText, metricsText, runMetrics } from '../../src/views/run-metrics.ts'
import { searchFor } from '../../src/views/run-search.ts'
import { serviceMap, serviceMapText } from '../../src/views/service-map.ts'
import { SpanLinks } from '../../src/views/span-links.ts'
import { tableColumns } from '../../src/views/table-columns.ts'
import { answerTable } from '../../src/views/table-query.ts'
import { rowsText } from '../../src/views/table-text.ts'
import { type TimeAxis, timeAxis } from '../../src/views/time-axis.ts'
import { TraceList } from '../../src/views/trace-list.ts'
import { readingText, traceReading } from '../../src/views/trace-reading.ts'
import { traceText } from '../../src/views/trace-text.ts'
import { WaterfallRows } from '../../src/views/waterfall-rows.ts'
import { waterfallText } from '../../src/views/waterfall-text.ts'

const noSite = () => undefined
const noTime = () => 0

/** Whatever stops or loops in one of them fails the test that asks for it. */
export function everyView(store: ColumnStore, isGrowing = false): Readonly<Record<string, string>> {
  const axis = timeAxis(store.start, store.end, isGrowing)
  return {
    trace: waterfallOf(store, axis),
    detail: detailsOf(store, axis),
    logs: logsOf(store),
    flame: flameOf(store, axis),
    map: mapOf(store),
    metrics: metricsOf(store, axis),
    table: tableOf(store, {}),
    compare: comparisonText(compareRuns(store, store)),
    console: consoleOf(store),
    text: traceText(store),
  }
}

/** The table of spans under a filter: what each part of it makes of them. */
export function tableOf(store: ColumnStore, filter: RunFilter): string {
  const columns = tableColumns(store, new FieldNames(store.rows), 'spans')
  return columns
    .map((sort) => {
      const question = { kind: 'spans' as const, filter, sort, by: undefined }
      const { rows } = done(answerTable(store, question, 1, noTime))
      const measure = columns.find(({ isNumeric }) => isNumeric)
      done(answerTable(store, { ...question, by: sort, measure }, 1, noTime))
      return done(rowsText(rows, columns, 1, noTime)).join('')
    })
    .join('\n')
}

function waterfallOf(store: ColumnStore, axis: TimeAxis): string {
  const rows = new WaterfallRows(store)
  const links = new SpanLinks(store)
  rows.showLines(true)
  const traces = new TraceList(store, axis)
  for (let at = 0; at < traces.count; at++) traces.summary(traces.trace(at))
  minimap(store, rows.allSpans(), axis, 480, 36)
  const paths = new PathSections(rows.tree, store.rows.spans, axis.to)
  for (let place = 0; place < Math.min(100, rows.tree.count); place++) paths.of(place)
  const reading = traceReading({ store, tree: rows.tree, links, axis }, rows.roots())
  return `${waterfallText(store, rows, axis)}\n${readingText(reading)}`
}

function detailsOf(store: ColumnStore, axis: TimeAxis): string {
  const links = new SpanLinks(store)
  const rows = Array.from({ length: Math.min(100, store.spanCount) }, (_, row) => row)
  return rows
    .flatMap((row) => detailOf(store, noSite, axis, { kind: 'span', row }, links)?.entries ?? [])
    .map(({ name, text }) => `${name}: ${text}`)
    .join('\n')
}

function logsOf(store: ColumnStore): string {
  const lines = new FilteredLines(store, {}, searchFor(store, {}))
  done(lines.run(1, noTime))
  const rows = new LogRows(store, noSite)
  rows.show(lines.rows, undefined)
  for (let index = 0; index < Math.min(100, rows.count); index++) rows.row(index)
  return done(linesText(store, lines.rows, 'JSON', 1, noTime)).join('')
}

function flameOf(store: ColumnStore, axis: TimeAxis): string {
  const rows = new WaterfallRows(store)
  const made = flame(store, rows.tree, rows.roots(), axis.to)
  layOutFlame(made, undefined, 1 / 600, 60)
  return flameText(made)
}

function mapOf(store: ColumnStore): string {
  const map = serviceMap(store)
  drawMap(map, layOutMap(map, undefined))
  return serviceMapText(map)
}

function metricsOf(store: ColumnStore, axis: TimeAxis): string {
  const rows = requestRows(store)
  const metrics = runMetrics(store, rows, axis)
  answerQuestion(store, rows, 'failed')
  costRows(runCost(store), 1)
  const all = operations(store).slice(0, 100).map(operationText)
  return [metricsText(metrics, 'request'), histogramText(metrics), ...all].join('\n')
}

function consoleOf(store: ColumnStore): string {
  const rows = new ConsoleRows()
  rows.follow(store)
  return `${rows.size}`
}

function done<Result>(slices: Generator<void, Result>): Result {
  for (let slice = slices.next(); ; slice = slices.next()) if (slice.done) return slice.value
}
