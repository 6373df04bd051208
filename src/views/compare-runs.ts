/** Compared runs are two runs of a program, before and after a change, laid over each other by the paths of their spans. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { DurationSummary } from './duration-summary.ts'
import { durationText } from './duration-text.ts'
import { countText } from './run-text.ts'
import { type RunTotals, runTotals } from './run-totals.ts'
import { SpanFacts } from './span-facts.ts'
import { SpanTree } from './span-tree.ts'
import { treeIndent } from './tree-indent.ts'
import { visibleText } from './visible-text.ts'

/** All spans of one run that stand in one place of the tree: services and names from the root down are the same. */
export interface PathTotals {
  readonly calls: number
  readonly failed: number
  readonly open: number
  readonly durations: DurationSummary
  /** The row of the first one. */
  readonly firstRow: number
}

/** What became of a path. `same`: as often, as many failures, and about as long. */
export type Change = 'added' | 'gone' | 'slower' | 'faster' | 'other' | 'same'

export interface ComparedPath {
  readonly service: string
  readonly name: string
  /** 0 for a root. */
  readonly depth: number
  readonly change: Change
  readonly before?: PathTotals
  readonly after?: PathTotals
}

export interface ComparedRuns {
  /** Depth first, in the order of the later run; what is gone stands after what is left of its siblings. */
  readonly paths: readonly ComparedPath[]
  readonly before: RunTotals
  readonly after: RunTotals
}

/** Means that differ by less count as the same: nobody would act on it. A part of the earlier one. */
const NEGLIGIBLE = 0.01

interface PathNode {
  readonly service: string
  readonly name: string
  readonly before: Totals
  readonly after: Totals
  readonly children: Map<string, PathNode>
}

export function compareRuns(before: ColumnStore, after: ColumnStore): ComparedRuns {
  const root = newNode('', '')
  // The later run first: its order is that of the rows.
  addRun(root, after, 'after')
  addRun(root, before, 'before')
  return { paths: flatten(root), before: runTotals(before), after: runTotals(after) }
}

class Totals implements PathTotals {
  calls = 0
  failed = 0
  open = 0
  readonly durations = new DurationSummary()
  firstRow = -1
}

function newNode(service: string, name: string): PathNode {
  return { service, name, before: new Totals(), after: new Totals(), children: new Map() }
}

/** Walks the tree in order, so that the nodes above a span are known by its depth. Without recursion: traces are deep. */
function addRun(root: PathNode, store: ColumnStore, side: 'before' | 'after'): void {
  const facts = new SpanFacts(store)
  const tree = new SpanTree(store.rows.spans)
  const above = [root]
  for (let place = 0; place < tree.count; place++) {
    const row = tree.row(place)
    const depth = tree.depth(place)
    const parent = above[depth] as PathNode
    const [service, name] = [facts.service(row), facts.name(row)]
    const key = `${service.length} ${service}${name}`
    let node = parent.children.get(key)
    if (!node) {
      node = newNode(service, name)
      parent.children.set(key, node)
    }
    above[depth + 1] = node
    count(node[side], facts, row)
  }
}

function count(totals: Totals, facts: SpanFacts, row: number): void {
  if (totals.calls === 0) totals.firstRow = row
  totals.calls++
  if (facts.hasFailed(row)) totals.failed++
  const duration = facts.duration(row)
  if (Number.isNaN(duration)) totals.open++
  else totals.durations.add(duration)
}

function flatten(root: PathNode): ComparedPath[] {
  const paths: ComparedPath[] = []
  const waiting = childrenOf(root, 0)
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next
    const { service, name, before, after } = node
    paths.push({
      service,
      name,
      depth,
      change: changeOf(before, after),
      ...(before.calls > 0 && { before }),
      ...(after.calls > 0 && { after }),
    })
    for (const child of childrenOf(node, depth + 1)) waiting.push(child)
  }
  return paths
}

/** The last one first, so that the first one is taken next. */
function childrenOf({ children }: PathNode, depth: number) {
  return [...children.values()].reverse().map((node) => ({ node, depth }))
}

function changeOf(before: PathTotals, after: PathTotals): Change {
  if (before.calls === 0) return 'added'
  if (after.calls === 0) return 'gone'
  const [was, is] = [before.durations.mean, after.durations.mean]
  if (was !== undefined && is !== undefined && Math.abs(is - was) > NEGLIGIBLE * was) {
    return is > was ? 'slower' : 'faster'
  }
  const isSame =
    before.calls === after.calls && before.failed === after.failed && before.open === after.open
  return isSame ? 'same' : 'other'
}

/** `added: 3 calls`, `12 ms slower on average (20 → 32 ms)`, `2 more calls`: all that is different. */
export function changeText({ change, before, after }: ComparedPath): string {
  if (!before || !after) {
    const { calls } = (before ?? after) as PathTotals
    return `${change}: ${countText(calls, 'call')}`
  }
  const parts: string[] = []
  const [was, is] = [before.durations.mean ?? 0, after.durations.mean ?? 0]
  if (change === 'slower' || change === 'faster') {
    const mean = after.calls + before.calls > 2 ? ' on average' : ''
    parts.push(
      `${durationText(Math.abs(is - was))} ${change}${mean} (${durationText(was)} → ${durationText(is)})`,
    )
  }
  const more = (was: number, is: number, noun: string) => {
    if (was === is) return
    const difference = Math.abs(is - was).toLocaleString('en')
    parts.push(`${difference} ${is > was ? 'more' : 'fewer'} ${noun} (${was} → ${is})`)
  }
  more(before.calls, after.calls, 'calls')
  more(before.failed, after.failed, 'failed')
  more(before.open, after.open, 'not ended')
  return parts.length > 0 ? parts.join(', ') : 'same'
}

/** Each total with its change: `spans 11 → 13`. */
export function totalTexts({ before, after }: Pick<ComparedRuns, 'before' | 'after'>): string[] {
  const counts = (['spans', 'lines', 'failed'] as const).map((name) => {
    const [was, is] = [before[name].toLocaleString('en'), after[name].toLocaleString('en')]
    return was === is ? `${name} ${is}, as before` : `${name} ${was} → ${is}`
  })
  const [was, is] = [durationText(before.duration), durationText(after.duration)]
  return [...counts, was === is ? `${is}, as before` : `${was} → ${is}`]
}

/** A text with more rows nobody reads. */
const MOST_ROWS = 2_000

/** The comparison as an indented tree. */
export function comparisonText(runs: ComparedRuns): string {
  const rows = runs.paths.slice(0, MOST_ROWS).map((path) => {
    const sign = SIGNS[path.change]
    const who = `${visibleText(path.service)} ${visibleText(path.name)}`
    return `${sign} ${treeIndent(path.depth)}${who}: ${changeText(path)}`
  })
  const left = runs.paths.length - rows.length
  if (left > 0) rows.push(`… and ${left.toLocaleString('en')} more`)
  return [totalTexts(runs).join('; '), ...rows].join('\n')
}

/** What stands before a path, so that colour is not the only sign. */
export const SIGNS: Readonly<Record<Change, string>> = {
  added: '+',
  gone: '−',
  slower: '▲',
  faster: '▼',
  other: '≠',
  same: '=',
}
