/**
 * What the column store costs: from a program's events to the page's indexes, beside JSON and objects in the same run.
 *
 * `npm run bench:store` prints all of it; `npm run bench:store -- 100000` goes only so far. On a machine that does other things as well, times
 * are too long, and the ratios are right.
 */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { TelemetryEvent } from '../src/telemetry/telemetry-event.ts'
import { ColumnStore } from '../src/trace-data/column-store.ts'
import { EventColumns } from '../src/trace-data/event-columns.ts'
import { FieldNames } from '../src/trace-data/field-names.ts'
import { regularPattern, type TextPattern, wordsPattern } from '../src/trace-data/text-pattern.ts'
import { TextSearch } from '../src/trace-data/text-search.ts'
import { TimeOrder } from '../src/trace-data/time-order.ts'
import { BatchValidator } from '../src/trace-data/validate-batch.ts'
import { criticalPath } from '../src/views/critical-path.ts'
import { FilteredLines } from '../src/views/filtered-lines.ts'
import { groupLines } from '../src/views/line-groups.ts'
import { NO_FILTER, type RunFilter } from '../src/views/run-filter.ts'
import { searchFor } from '../src/views/run-search.ts'
import { selfTimes } from '../src/views/self-time.ts'
import { SpanTree } from '../src/views/span-tree.ts'
import { tableColumns } from '../src/views/table-columns.ts'
import { answerTable, type TableQuestion } from '../src/views/table-query.ts'
import { VisibleSpans } from '../src/views/visible-spans.ts'
import { hold } from './contest.ts'
import { inBatches, LIMITS, PER_BATCH, PER_TRACE, traces } from './made-up-traces.ts'

const MILLION = 1_000_000
const SIZES = [1_000, 10_000, 100_000, MILLION]
/** So much is made before it is measured: the clock of a thread ticks slowly. */
const TRACES_AT_ONCE = 1_000
/** How often each thing is done; the quickest counts. */
const ROUNDS = 9

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const most = Number(process.argv[2] ?? MILLION)
await memory(false)
await memory(true)
await memoryOfObjects()
await contest()
for (const size of SIZES.filter((size) => size <= most)) indexes(size)

function inColumns(batches: Iterable<readonly TelemetryEvent[]>): ColumnStore {
  const [columns, validator, store] = [
    new EventColumns(),
    new BatchValidator(LIMITS),
    new ColumnStore(),
  ]
  for (const events of batches) {
    for (const event of events) columns.append(event)
    store.append(validator.validate(columns.take()).batch)
  }
  return store
}

/** What the page would do without columns: JSON on the way, and an object for each thing that was said. */
function inObjects(batches: Iterable<readonly TelemetryEvent[]>): readonly TelemetryEvent[] {
  const kept: TelemetryEvent[] = []
  const spans = new Map<string, TelemetryEvent[]>()
  for (const events of batches) {
    for (const event of JSON.parse(JSON.stringify(events)) as TelemetryEvent[]) {
      kept.push(event)
      if (!('spanId' in event) || event.spanId === undefined) continue
      const own = spans.get(event.spanId)
      if (own) own.push(event)
      else spans.set(event.spanId, [event])
    }
  }
  return kept
}

/** Encode, validate, append: taking turns, so that the ratio holds on any machine. */
async function contest(): Promise<void> {
  const batches = [...inBatches(traces(0, 2_000))]
  /** Each time a batch; a store has so many of them. */
  const filling = (fill: (given: TelemetryEvent[][]) => unknown) => (times: number) => {
    for (let left = times; left > 0; left -= batches.length) fill(batches.slice(0, left))
  }
  const contestants = {
    columns: filling(inColumns),
    'JSON and objects': filling(inObjects),
  }
  const name = `a batch of ${PER_BATCH} events, from the program to the store`
  await hold([{ name, contestants }], '')
}

async function memory(hasLines: boolean): Promise<void> {
  const count = Math.min(most, MILLION)
  const before = await occupied()
  const store = inColumns(inBatches(traces(0, count / PER_TRACE, hasLines)))
  const growing = (await occupied()) - before
  store.trim()
  const bytes = (await occupied()) - before
  row(
    `${count} spans${hasLines ? ', half of them with a line' : ' with two attributes'}`,
    `${(bytes / count).toFixed(0)} bytes a span when the run is over, ${(growing / count).toFixed(0)} before: ` +
      `${(bytes / 1e6).toFixed(0)} MB, of which columns ${(store.bytes / 1e6).toFixed(0)} MB`,
  )
}

/** Fewer, because they are large. */
async function memoryOfObjects(): Promise<void> {
  const count = Math.min(most, MILLION / 10)
  const before = await occupied()
  const kept = inObjects(inBatches(traces(0, count / PER_TRACE, false)))
  const bytes = (await occupied()) - before
  const spans = kept.filter(({ kind }) => kind === 'span-start').length
  row(`${spans} spans as objects`, `${(bytes / count).toFixed(0)} bytes a span`)
}

/** What the heap and the buffers hold, once buffers that nobody needs are given back. Bytes. */
async function occupied(): Promise<number> {
  for (let time = 0; time < 5; time++) {
    collectGarbage()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function indexes(size: number): void {
  console.log(`\n${size} spans, milliseconds\n`)
  const [columns, validator, store] = [
    new EventColumns(),
    new BatchValidator(LIMITS),
    new ColumnStore(),
  ]
  const parts = { encode: 0, validate: 0, append: 0 }
  const part = <T>(name: keyof typeof parts, work: () => T): T => {
    const before = process.threadCpuUsage()
    const result = work()
    const { user, system } = process.threadCpuUsage(before)
    parts[name] += (user + system) / 1000
    return result
  }
  for (let trace = 0; trace < size / PER_TRACE; trace += TRACES_AT_ONCE) {
    const some = Math.min(TRACES_AT_ONCE, size / PER_TRACE - trace)
    const given = [...inBatches(traces(trace, some))]
    const taken = part('encode', () =>
      given.map((events) => {
        for (const event of events) columns.append(event)
        return columns.take()
      }),
    )
    part('validate', () => {
      for (const batch of taken) validator.validate(batch)
    })
    part('append', () => {
      for (const batch of taken) store.append(batch)
    })
  }
  const all = parts.encode + parts.validate + parts.append
  const each = (ms: number) => ((ms * 1e6) / store.eventCount).toFixed(0)
  row(
    'to the store, of this thread alone',
    `${all.toFixed(0)}: ${((store.eventCount / all) * 1000).toFixed(0)} events a second; ` +
      `encode ${each(parts.encode)}, validate ${each(parts.validate)}, append ${each(parts.append)} ns an event`,
  )
  views(store)
}

function views(store: ColumnStore): void {
  const { spans } = store.rows
  let tree = new SpanTree(spans)
  const built = quickest(() => {
    tree = new SpanTree(spans)
  })
  row('tree', built.toFixed(2))
  const visible = new VisibleSpans(tree)
  visible.showTo(100)
  const folded = quickest((round) => {
    if (round % 2 === 0) visible.collapse(round)
    else visible.expand(round - 1)
    return visible.count
  })
  row(
    'collapse or expand',
    `${folded.toFixed(2)}: 1/${(built / folded).toFixed(0)} of building the tree`,
  )
  const toDepth = quickest((round) => {
    visible.showTo(round)
    return visible.count
  })
  row('show to a depth', toDepth.toFixed(2))
  row('self times', quickest(() => selfTimes(tree, spans, store.end)).toFixed(2))
  row(
    'critical path of one trace',
    quickest(() => criticalPath(tree, spans, 0, store.end)).toFixed(2),
  )
  const times = store.rows.lines.table.columns.time
  const late = Float64Array.from(times, (time, index) => time + (index % 3 === 0 ? 40_000 : 0))
  row('lines by time, as they came', quickest(() => byTime(times, store.lineCount)).toFixed(2))
  row(
    'lines by time, a third of them late',
    quickest(() => byTime(late, store.lineCount)).toFixed(2),
  )
  const warnings = { levels: new Set(['warn' as const]) }
  row(
    'lines of a level, with counts and histogram',
    quickest(() => lines(store, warnings)).toFixed(2),
  )
  const all = lines(store, NO_FILTER).rows
  row('group lines by trace', quickest(() => groupLines(store, all, 'trace')).toFixed(2))
  row('group lines by a field', quickest(() => groupLines(store, all, 'field:order')).toFixed(2))
  const columns = tableColumns(store, new FieldNames(store.rows), 'spans')
  const column = (id: string) => columns.find((one) => one.id === id)
  const table = (asked: Partial<TableQuestion>) =>
    finish(
      answerTable(store, { kind: 'spans', filter: NO_FILTER, ...asked }, 8, () =>
        performance.now(),
      ),
    )
  row('spans by duration', once(() => table({ sort: column('duration') })).toFixed(1))
  row(
    'spans by the text of a field',
    once(() => table({ sort: column('field:customer.id') })).toFixed(1),
  )
  row(
    'percentiles of spans by name',
    once(() => table({ by: column('name'), measure: column('duration') })).toFixed(1),
  )
  row('search for words', once(() => search(store, wordsPattern('order 77'))).toFixed(1))
  row(
    'search for a pattern',
    once(() => search(store, regularPattern('order \\d+7\\b'))).toFixed(1),
  )
}

function byTime(times: Float64Array, count: number): number {
  return new TimeOrder({ count: () => count, times: () => times }).row(0)
}

function lines(store: ColumnStore, filter: RunFilter): FilteredLines {
  return new FilteredLines(store, filter, searchFor(store, filter)).finish()
}

function search(store: ColumnStore, pattern: TextPattern): void {
  finish(new TextSearch(store.rows, pattern).run(8, () => performance.now()))
}

function finish(slices: Generator<void, unknown>): void {
  while (!slices.next().done);
}

/** The quickest of some rounds, in milliseconds: what else goes on can only slow them down. @param work is given the round */
function quickest(work: (round: number) => unknown): number {
  return Math.min(...Array.from({ length: ROUNDS }, (_, round) => once(() => work(round))))
}

function once(work: () => unknown): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

function row(what: string, text: string): void {
  console.log(`${what.padEnd(44)}  ${text}`)
}
