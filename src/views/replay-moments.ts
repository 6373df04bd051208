/** Replay moments are what a replay of a run stops at: whatever happened at a time, in the order in which the run told of it. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { EVENT } from '../trace-data/event-batch.ts'
import { type EventPlace, STANDS_IN } from '../trace-data/event-order.ts'
import { durationText, offsetText } from './duration-text.ts'
import { visibleText } from './visible-text.ts'

export interface Moment {
  /** A line, the start or the end of a span, or an event of one. */
  readonly kind: 'line' | 'start' | 'end' | 'event'
  /** Of the line, or of the span. */
  readonly row: number
  /** When it happened, in microseconds since the Unix epoch. */
  readonly time: number
  /** What time it was in the run by then: never earlier than at the moment before, whatever clocks and given times say. */
  readonly clock: number
  /** How many events the run had told of, with this one. */
  readonly told: number
  /** Of a span event: its name. */
  readonly name?: string
}

/**
 * All moments of a run. What has no time of its own, such as an attribute, belongs to the moment after it: by then it had been
 * said.
 */
export function momentsOf(store: ColumnStore): readonly Moment[] {
  const moments = [...eachMoment(store)]
  const last = moments.pop()
  // What is said after the last one has nothing to wait for.
  if (last) moments.push({ ...last, told: store.eventCount })
  return moments
}

/** The moments of a run one by one, for whoever keeps but a few. */
export function* eachMoment(store: ColumnStore): Generator<Moment> {
  let clock = Number.NEGATIVE_INFINITY
  let told = 0
  let begun = -1
  for (const place of store.rows.order.places(0, store.eventCount)) {
    told++
    if (place.table === STANDS_IN.spans) begun = place.row
    const happened = whatHappened(store, place)
    // What is said of a span before it has begun waits for it, too.
    if (!happened || (happened.kind !== 'line' && happened.row > begun)) continue
    if (happened.time > clock) clock = happened.time
    yield { ...happened, clock, told }
  }
}

/** The last moment that a time has reached; the first one, if it has reached none. @param time microseconds since the Unix epoch */
export function momentAt(moments: readonly Moment[], time: number): number {
  let [at, after] = [0, moments.length]
  while (after - at > 1) {
    const middle = (at + after) >> 1
    if ((moments[middle] as Moment).clock <= time) at = middle
    else after = middle
  }
  return at
}

/**
 * A moment in words: `+12.4 ms: storefront began checkout`.
 * @param store the run, as it is at that moment or later
 * @param start when the run began, in microseconds since the Unix epoch
 */
export function momentText(store: ColumnStore, moment: Moment, start: number): string {
  return `+${offsetText(moment.time - start)} ms: ${visibleText(happeningText(store, moment))}`
}

/** The place in the source that is at work at a moment. Where a span ends, that is where it was made. */
export function siteOfMoment(store: ColumnStore, { kind, row }: Moment): number {
  return kind === 'line' ? store.siteOfLine(row) : store.siteOfSpan(row)
}

function happeningText(store: ColumnStore, { kind, row, time, name }: Moment): string {
  if (kind === 'line') return lineText(store, row)
  const { columns } = store.rows.spans.table
  const spanName = store.rows.texts.text(columns.name[row] as number)
  const who = store.rows.spanOrigins.service(columns.origin[row] as number)
  if (kind === 'start') return `${who} began ${spanName}`
  if (kind === 'event') return `${spanName} noted “${name}”`
  const took = durationText(time - store.rows.spans.start(row))
  return `${who} ended ${spanName} after ${took}${store.hasFailed(row) ? ': it failed' : ''}`
}

function lineText(store: ColumnStore, row: number): string {
  const line = store.line(row)
  switch (line.kind) {
    case 'log': {
      const level = line.level === 'info' ? '' : ` (${line.level})`
      return `${line.service} said${level} “${line.message}”`
    }
    case 'console':
      return `console.${line.method} said “${line.text}”`
    case 'diagnostic':
      return `the lab noticed: ${line.message}`
  }
}

/** @returns nothing for what has no time, or is about a span that is not here */
function whatHappened(
  { rows }: ColumnStore,
  { table, row }: EventPlace,
): Omit<Moment, 'clock' | 'told'> | undefined {
  switch (table) {
    case STANDS_IN.lines:
      return { kind: 'line', row, time: rows.lines.table.columns.time[row] as number }
    case STANDS_IN.spans:
      return { kind: 'start', row, time: rows.spans.start(row) }
    case STANDS_IN.ends: {
      const span = rows.ends.columns.span[row] as number
      return { kind: 'end', row: span, time: rows.spans.end(span) }
    }
    default: {
      const span = (rows.changes.table.columns.span[row] as number) - 1
      const kind = rows.changes.kind(row)
      if (span < 0) return undefined
      if (kind === EVENT.spanEnd) {
        return { kind: 'end', row: span, time: rows.changes.end(row).time }
      }
      if (kind !== EVENT.spanEvent) return undefined
      const { name, time } = rows.changes.spanEvent(row)
      return { kind: 'event', row: span, time, name }
    }
  }
}
