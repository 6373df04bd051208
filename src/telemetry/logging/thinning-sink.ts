/** A thinning sink leaves out some records of every call that makes them, and says how many. */

import type { LogRecord } from './log-record.ts'
import type { LogSink } from './log-sink.ts'
import { WrittenRecord } from './written-record.ts'

/** A sink that does not keep everything. */
export interface DroppingSink extends LogSink {
  /** How many records it has left out so far. */
  readonly dropped: number
}

/** What a thinning sink knows of one call. */
interface CallSite<State> {
  readonly state: State
  /** How many records were left out since it said so. */
  dropped: number
}

/** A program writes from more places than this only if its messages are not templates. */
const MOST_CALL_SITES = 1000

/** How a sink decides about the records of one call, and says what it left out. */
export interface Thinning<State> {
  /** What to remember of a call, from its first record on. */
  begin(first: LogRecord): State
  /** May change what is remembered. */
  isKept(state: State, record: LogRecord): boolean
  /** What is written for the first record that is kept after some were left out. */
  tell(record: LogRecord, dropped: number): readonly LogRecord[]
}

/** Decides about the records of each call on their own. */
export function thinning<State>(
  { begin, isKept, tell }: Thinning<State>,
  sink: LogSink,
): DroppingSink {
  const callSites = new Map<string | number, CallSite<State>>()

  function thinned(record: LogRecord): void {
    const key = callSiteOf(record)
    const site = callSites.get(key) ?? { state: begin(record), dropped: 0 }
    // The one that spoke last is the last to be forgotten.
    callSites.delete(key)
    callSites.set(key, site)
    if (callSites.size > MOST_CALL_SITES) {
      const [oldest = key] = callSites.keys()
      callSites.delete(oldest)
    }

    if (!isKept(site.state, record)) {
      site.dropped++
      thinned.dropped++
      return
    }
    const told = site.dropped > 0 ? tell(record, site.dropped) : [record]
    site.dropped = 0
    for (const kept of told) sink(kept)
  }
  thinned.dropped = 0
  return thinned
}

/** A sink that leaves out nothing: for whoever asked for something that is not possible. */
export function keepingAll(sink: LogSink): DroppingSink {
  return Object.assign((record: LogRecord) => sink(record), { dropped: 0 })
}

/** A record that stands before another one and says how many are missing there. */
export function leftOut(next: LogRecord, dropped: number): LogRecord {
  return WrittenRecord.after(next, { dropped }, 'records left out here: {dropped}')
}

/** The compiler numbers the calls of a program; elsewhere, those that say the same are one. */
function callSiteOf({ site, target, template }: LogRecord): string | number {
  return site >= 0 ? site : `${target}\n${template}`
}
