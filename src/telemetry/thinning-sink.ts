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

/**
 * Decides about the records of each call on their own. When it lets one through after it has left some out, it first says
 * how many: see {@link leftOut}.
 * @param begin what to remember of a call, from its first record on
 * @param isKept may change what is remembered
 */
export function thinning<State>(
  begin: (first: LogRecord) => State,
  isKept: (state: State, record: LogRecord) => boolean,
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
    if (site.dropped > 0) sink(leftOut(record, site.dropped))
    site.dropped = 0
    sink(record)
  }
  thinned.dropped = 0
  return thinned
}

/** A record that stands before another one and says how many are missing there. */
export function leftOut(next: LogRecord, dropped: number): LogRecord {
  return WrittenRecord.after(next, { dropped }, 'records left out here: {dropped}')
}

/** The compiler numbers the calls of a program; elsewhere, those that say the same are one. */
function callSiteOf({ site, target, template }: LogRecord): string | number {
  return site >= 0 ? site : `${target}\n${template}`
}
