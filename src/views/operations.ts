/** An operation is what a service does under one name; each has a rate, errors and durations, and so have requests as a whole. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { DurationSummary } from './duration-summary.ts'
import { partText } from './part-text.ts'
import { countText } from './run-text.ts'
import { SpanFacts } from './span-facts.ts'
import { visibleText } from './visible-text.ts'

export interface Operation {
  readonly service: string
  /** The name of its spans. */
  readonly name: string
  /** Rows of its spans, in the order in which they came. */
  readonly rows: readonly number[]
  readonly failed: number
  readonly open: number
  readonly durations: DurationSummary
}

/** Which spans are looked at, by their rows. */
type Admission = (row: number) => boolean

const admitsAll: Admission = () => true

/** All operations of a run, those first in which the most time went by. */
export function operations(store: ColumnStore, admits: Admission = admitsAll): Operation[] {
  const facts = new SpanFacts(store)
  const found = new Map<string, Operation & { rows: number[]; failed: number; open: number }>()
  for (let row = 0; row < store.spanCount; row++) {
    if (!admits(row)) continue
    const [service, name] = [facts.service(row), facts.name(row)]
    const key = `${service.length} ${service}${name}`
    let operation = found.get(key)
    if (!operation) {
      operation = { service, name, rows: [], failed: 0, open: 0, durations: new DurationSummary() }
      found.set(key, operation)
    }
    operation.rows.push(row)
    if (facts.hasFailed(row)) operation.failed++
    const duration = facts.duration(row)
    if (Number.isNaN(duration)) operation.open++
    else operation.durations.add(duration)
  }
  return [...found.values()].sort((a, b) => b.durations.sum - a.durations.sum)
}

/** Rows of the requests of a run: of the spans that stand under no other. */
export function requestRows(store: ColumnStore, admits: Admission = admitsAll): number[] {
  const rows: number[] = []
  for (let row = 0; row < store.spanCount; row++) {
    if (store.rows.spans.treeParent(row) < 0 && admits(row)) rows.push(row)
  }
  return rows
}

/** One line for each: how often, how many failed, how long. */
export function operationText({ service, name, rows, failed, open, durations }: Operation): string {
  const parts = [countText(rows.length, 'call')]
  if (failed > 0)
    parts.push(`${failed.toLocaleString('en')} failed (${partText(failed, rows.length)})`)
  if (open > 0) parts.push(`${open.toLocaleString('en')} not ended`)
  if (durations.count > 0) {
    parts.push(`p50 ${durations.quantileText(0.5)}`, `p99 ${durations.quantileText(0.99)}`)
  }
  return `${visibleText(service)} ${visibleText(name)}: ${parts.join(', ')}`
}
