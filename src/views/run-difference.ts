/** The difference of two runs in half a line: what one of them has more of, and how much longer it took. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { durationText } from './duration-text.ts'
import { runTotals } from './run-totals.ts'

/** `4 more spans · 1 fewer line · 212 ms longer`: all totals that differ. */
export function differenceText(before: ColumnStore, after: ColumnStore): string {
  const [was, is] = [runTotals(before), runTotals(after)]
  const more = (difference: number, noun: string, ending = 's') =>
    difference === 0
      ? []
      : [
          `${Math.abs(difference).toLocaleString('en')} ${difference > 0 ? 'more' : 'fewer'} ${noun}${Math.abs(difference) === 1 ? '' : ending}`,
        ]
  const longer = is.duration - was.duration
  const parts = [
    ...more(is.spans - was.spans, 'span'),
    ...more(is.lines - was.lines, 'line'),
    ...more(is.failed - was.failed, 'failed', ''),
    ...(longer === 0
      ? []
      : [`${durationText(Math.abs(longer))} ${longer > 0 ? 'longer' : 'shorter'}`]),
  ]
  return parts.length > 0 ? parts.join(' · ') : 'as many spans and lines, and as long'
}
