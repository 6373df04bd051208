/**
 * Page work is how long a page computed on end without letting anything else in. It is told in time of its processor, so that
 * whatever else the machine does at that moment does not count. Chromium can tell it.
 */

import type { Browser, Page } from '@playwright/test'

/** The tasks of a thread, and the marks that a page sets. */
const CATEGORIES = ['toplevel', 'devtools.timeline', 'blink.user_timing']

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** When it began, and how long its thread computed. Microseconds. */
  readonly ts: number
  readonly tdur?: number
}

/** @returns the longest work between two marks called `tick` that the page has set meanwhile, in milliseconds */
export async function longestWork(
  browser: Browser,
  page: Page,
  during: () => Promise<unknown>,
): Promise<number> {
  await browser.startTracing(page, { categories: CATEGORIES })
  let trace: Buffer
  try {
    await during()
  } finally {
    trace = await browser.stopTracing()
  }
  const events: readonly TraceEvent[] = JSON.parse(trace.toString()).traceEvents
  return longestBetweenTicks(events) / 1000
}

function longestBetweenTicks(events: readonly TraceEvent[]): number {
  const ticks = events.filter(({ name, ph }) => name === 'tick' && ph !== 'E')
  const [first] = ticks
  if (!first || ticks.length < 2) throw new Error('The page has not ticked.')
  const { pid, tid } = first
  const tasks = events.filter(
    (event) => event.pid === pid && event.tid === tid && event.name.endsWith('RunTask'),
  )
  const moments = [...ticks, ...tasks].toSorted((a, b) => a.ts - b.ts)
  let longest = 0
  let sum = 0
  for (const { name, tdur = 0 } of moments) {
    if (name === 'tick') sum = 0
    else sum += tdur
    longest = Math.max(longest, sum)
  }
  return longest
}
