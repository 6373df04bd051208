/** Run text is a run in half a line: how much it said, and how long it took. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { durationText } from './duration-text.ts'

/**
 * @param clock what the run went by
 * @param realTime milliseconds on this machine, if it ran here
 */
export function runText(store: ColumnStore, clock: 'virtual' | 'real', realTime?: number): string {
  const time = clock === 'real' ? 'real time, not reproducible' : 'virtual time'
  const parts = [
    countText(store.lineCount, 'line'),
    countText(store.spanCount, 'span'),
    `${durationText(store.end - store.start)} of ${time}`,
  ]
  if (realTime !== undefined) {
    parts.push(`ran in ${durationText(Math.max(1, Math.round(realTime)) * 1000)}`)
  }
  return parts.join(' · ')
}

/** `1 span`, `2 spans`. */
export function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
