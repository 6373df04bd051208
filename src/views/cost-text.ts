/** Cost text is what a run weighs in a sentence or two: of one request, and of a month. */

import { costRows, type RunCost } from './run-cost.ts'

/** @param rate requests a second */
export function costText(cost: RunCost, rate: number): string {
  const [records, spans, wire, rest] = costRows(cost, rate)
  if (!records || !spans || !wire || !rest) return ''
  const each = cost.requests > 0 ? 'request' : 'run'
  const about = cost.isEstimate ? 'about ' : ''
  const much = `A ${each} costs ${counted(records[each], 'log record')} and ${counted(spans[each], 'span')}: ${about}${wire[each]} on the wire, ${rest[each]} at rest.`
  if (each === 'run') return much
  return `${much} A month at ${rate.toLocaleString('en')} a second: ${about}${wire.month} sent, ${rest.month} kept.`
}

function counted(count: string, noun: string): string {
  return `${count} ${noun}${count === '1' ? '' : 's'}`
}
