/** Run metrics are some spans of a run as numbers: how many began in each stretch of time, how many failed, how long they took. */

import { bucketIndex, lowerBound } from '../telemetry/metrics/exponential-bucket.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { DurationSummary } from './duration-summary.ts'
import { durationText } from './duration-text.ts'
import { partText } from './part-text.ts'
import { countText } from './run-text.ts'
import { SpanFacts } from './span-facts.ts'
import { placeOf, type TimeAxis, timeAt } from './time-axis.ts'

/** Spans that began within one stretch of time. */
export interface TimeColumn {
  /** Microseconds since the Unix epoch. */
  readonly from: number
  readonly to: number
  readonly calls: number
  readonly failed: number
  readonly durations: DurationSummary
}

/** Spans that took about equally long: more than `from` and up to `to`, in microseconds. `from` is below 0 for those that took no time. */
export interface DurationBucket {
  readonly from: number
  readonly to: number
  readonly calls: number
  readonly failed: number
  /** The last span that is in it, and the last one of them that failed: rows, or −1. */
  readonly exemplar: number
  readonly failedExemplar: number
}

/** How many spans began in a stretch of time and took about as long as a band says. */
export interface HeatCell {
  /** The number of a {@link TimeColumn}. */
  readonly column: number
  /** The number of a {@link HeatBand}. */
  readonly band: number
  readonly calls: number
  readonly failed: number
}

/** Some neighbouring buckets: a heatmap is coarser than a histogram. Microseconds. */
export interface HeatBand {
  readonly from: number
  readonly to: number
}

export interface RunMetrics {
  readonly calls: number
  readonly failed: number
  /** Those that have not ended: they have no duration, and are in no bucket. */
  readonly open: number
  readonly durations: DurationSummary
  readonly columns: readonly TimeColumn[]
  /** From the quickest to the slowest, without gaps. */
  readonly buckets: readonly DurationBucket[]
  readonly bands: readonly HeatBand[]
  readonly heat: readonly HeatCell[]
}

/** As many as can be told apart, pointed at and chosen with keys. */
const COLUMNS = 48
const BUCKETS = 36
const BANDS = 12
/** Twelve buckets from one length to twice as much would tell apart what is alike: eight do. */
const FINEST_SCALE = 3

/** @param rows of the spans that count */
export function runMetrics(
  store: ColumnStore,
  rows: readonly number[],
  axis: TimeAxis,
): RunMetrics {
  const facts = new SpanFacts(store)
  const took = rows.map((row) => facts.duration(row))
  const scheme = schemeFor(took)
  const buckets = emptyBuckets(scheme)
  const bands = bandsOf(buckets)
  const columns = Array.from({ length: COLUMNS }, (_, column) => ({
    from: timeAt(axis, column / COLUMNS),
    to: timeAt(axis, (column + 1) / COLUMNS),
    calls: 0,
    failed: 0,
    durations: new DurationSummary(),
  }))
  const heat = new Map<number, Writable<HeatCell>>()
  const durations = new DurationSummary()
  let [failed, open] = [0, 0]
  rows.forEach((row, index) => {
    const hasFailed = facts.hasFailed(row)
    const duration = took[index] as number
    const place = placeOf(axis, store.rows.spans.start(row))
    const at = Math.min(Math.max(Math.floor(place * COLUMNS), 0), COLUMNS - 1)
    const column = columns[at] as (typeof columns)[number]
    column.calls++
    if (hasFailed) column.failed++
    if (hasFailed) failed++
    if (Number.isNaN(duration)) {
      open++
      return
    }
    durations.add(duration)
    column.durations.add(duration)
    const number = bucketOf(scheme, duration)
    const bucket = buckets[number] as Writable<DurationBucket>
    bucket.calls++
    bucket.exemplar = row
    if (hasFailed) {
      bucket.failed++
      bucket.failedExemplar = row
    }
    const band = Math.floor(number / bucketsPerBand(buckets.length))
    const key = at * BUCKETS + band
    const cell = heat.get(key) ?? { column: at, band, calls: 0, failed: 0 }
    cell.calls++
    if (hasFailed) cell.failed++
    heat.set(key, cell)
  })
  const cells = [...heat.values()]
  return { calls: rows.length, failed, open, durations, columns, buckets, bands, heat: cells }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Exponential buckets; see `exponential-bucket.ts`. */
interface BucketScheme {
  readonly scale: number
  /** The index of the first bucket. */
  readonly offset: number
  readonly count: number
  /** Some took no time at all: no exponential bucket holds that, so that one stands before them. */
  readonly hasZero: boolean
}

/** The finest buckets of which there need not be too many. */
function schemeFor(durations: readonly number[]): BucketScheme {
  let [least, most, hasZero] = [Number.POSITIVE_INFINITY, 0, false]
  for (const duration of durations) {
    if (duration === 0) hasZero = true
    if (duration > 0) least = Math.min(least, duration)
    if (duration > 0) most = Math.max(most, duration)
  }
  if (most === 0) return { scale: FINEST_SCALE, offset: 0, count: 0, hasZero }
  let scale = FINEST_SCALE
  const spread = () => bucketIndex(most, scale) - bucketIndex(least, scale) + 1
  while (spread() > BUCKETS) scale--
  return { scale, offset: bucketIndex(least, scale), count: spread(), hasZero }
}

function bucketOf({ scale, offset, hasZero }: BucketScheme, duration: number): number {
  if (duration === 0) return 0
  return bucketIndex(duration, scale) - offset + Number(hasZero)
}

function emptyBuckets({ scale, offset, count, hasZero }: BucketScheme): Writable<DurationBucket>[] {
  const nothing = { calls: 0, failed: 0, exemplar: -1, failedExemplar: -1 }
  const buckets = Array.from({ length: count }, (_, index) => ({
    from: lowerBound(offset + index, scale),
    to: lowerBound(offset + index + 1, scale),
    ...nothing,
  }))
  return hasZero ? [{ from: -1, to: 0, ...nothing }, ...buckets] : buckets
}

function bucketsPerBand(buckets: number): number {
  return Math.max(1, Math.ceil(buckets / BANDS))
}

function bandsOf(buckets: readonly DurationBucket[]): HeatBand[] {
  const each = bucketsPerBand(buckets.length)
  return Array.from({ length: Math.ceil(buckets.length / each) }, (_, band) => ({
    from: (buckets[band * each] as DurationBucket).from,
    to: (buckets[Math.min((band + 1) * each, buckets.length) - 1] as DurationBucket).to,
  }))
}

/** Rows of the spans that took more than `from` and up to `to`. Microseconds, as those of a {@link DurationBucket}. */
export function rowsBetween(
  store: ColumnStore,
  rows: readonly number[],
  { from, to }: HeatBand,
): number[] {
  const facts = new SpanFacts(store)
  return rows.filter((row) => {
    const duration = facts.duration(row)
    return duration > from && duration <= to
  })
}

/** `5 ms to 7.1 ms`. */
export function bucketText({ from, to }: HeatBand): string {
  if (to === 0) return 'no time'
  return from <= 0 ? `up to ${durationText(to)}` : `${durationText(from)} to ${durationText(to)}`
}

/** `12 requests, 3 failed (25 %), p50 8 ms, p99 31 ms`. @param noun what one of them is */
export function metricsText(metrics: RunMetrics, noun: string): string {
  const { calls, failed, open, durations } = metrics
  const parts = [countText(calls, noun)]
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed (${partText(failed, calls)})`)
  if (open > 0) parts.push(`${open.toLocaleString('en')} not ended`)
  if (durations.count > 0) {
    for (const part of [50, 90, 99]) parts.push(`p${part} ${durations.quantileText(part / 100)}`)
  }
  return parts.join(', ')
}

/** The histogram as text, a line for each bucket in which there is something. */
export function histogramText({ buckets }: RunMetrics): string {
  return buckets
    .filter(({ calls }) => calls > 0)
    .map((bucket) => {
      const failed = bucket.failed > 0 ? `, ${bucket.failed.toLocaleString('en')} failed` : ''
      return `${bucketText(bucket)}: ${bucket.calls.toLocaleString('en')}${failed}`
    })
    .join('\n')
}
