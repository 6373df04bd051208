/**
 * Console rows are what the console shows, one line each: lines in their groups, and below those that are open, what is in
 * them. Only what is open becomes rows, and lines that come later cost nothing but themselves.
 */

import { type ConsoleLine, holdsMembers, snapshotOf } from '../telemetry/console-line.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import {
  type ConsoleEntry,
  consoleEntry,
  isClear,
  isGroup,
  isRepeat,
  MAX_DEPTH,
} from './console-entry.ts'
import {
  type ConsoleItem,
  type ConsoleNode,
  canOpen,
  itemsOf,
  valuesOf,
} from './console-members.ts'
import { type ConsoleTable, consoleTable } from './console-table.ts'

interface RowBase {
  /** The same for the same row, whatever else is shown. */
  readonly key: string
  /** How far it is indented: 0 for a line outside of groups. */
  readonly level: number
  /** The line that it is, or that it belongs to. */
  readonly entry: ConsoleEntry
  /** Absent if there is nothing to open. */
  readonly isOpen?: boolean
}

export type ConsoleRow = RowBase &
  (
    | { readonly kind: 'line' }
    | { readonly kind: 'node'; readonly node: ConsoleNode }
    | { readonly kind: 'note'; readonly note: string }
    | { readonly kind: 'table-head'; readonly table: ConsoleTable }
    | { readonly kind: 'table-row'; readonly table: ConsoleTable; readonly index: number }
  )

export interface ConsoleFilter {
  /** Shows lines that hold this text, in capitals or not. */
  readonly text: string
  /** Shows these only. */
  readonly gravity?: 'warn' | 'error'
}

/** What a console asks of a run. A `ColumnStore` has it. */
export interface ConsoleSource {
  readonly lineCount: number
  isConsoleLine(row: number): boolean
  line(row: number): Line
}

export const SHOW_ALL: ConsoleFilter = { text: '' }

export class ConsoleRows {
  readonly #entries: ConsoleEntry[] = []
  /** The groups that are open after the last line. */
  #groups: ConsoleEntry[] = []
  /** The last clearing, which folds what came before. */
  #clearing: ConsoleEntry | undefined
  /** Keys of rows that the reader has opened or closed. */
  readonly #toggled = new Set<string>()
  #filter = SHOW_ALL
  /** While lines are filtered: the groups that are there for the sake of their lines. */
  readonly #groupsShown = new Set<ConsoleEntry>()
  #rows: ConsoleRow[] = []
  /** How many lines of the run were looked at. */
  #seen = 0
  #taken = 0
  #matches = 0
  readonly #counts = { warn: 0, error: 0 }

  /** What is shown, from the top. It is another list whenever the reader has changed something. */
  get rows(): readonly ConsoleRow[] {
    return this.#rows
  }

  /** How many lines were taken, equal ones included. */
  get size(): number {
    return this.#taken
  }

  /** How many lines the filter lets through, equal ones included. */
  get matches(): number {
    return this.#matches
  }

  /** How many lines warn, and how many tell of an error. */
  get counts(): Readonly<Record<'warn' | 'error', number>> {
    return this.#counts
  }

  get filter(): ConsoleFilter {
    return this.#filter
  }

  /** Takes the lines that have come since it was asked the last time. */
  follow(source: ConsoleSource): void {
    for (; this.#seen < source.lineCount; this.#seen++) {
      if (!source.isConsoleLine(this.#seen)) continue
      this.#taken++
      this.#take(source.line(this.#seen) as ConsoleLine, this.#seen)
    }
  }

  /** Opens or closes a row. @param index its place; nothing happens if there is nothing to open */
  toggle(index: number): void {
    const row = this.#rows[index]
    if (!row || row.isOpen === undefined) return
    if (!this.#toggled.delete(row.key)) this.#toggled.add(row.key)
    const now: ConsoleRow = { ...row, isOpen: !row.isOpen }
    const after = this.#rows.slice(row.isOpen ? this.#endOf(index) : index + 1)
    const below: ConsoleRow[] = []
    if (now.isOpen) this.#addBelow(now, below)
    this.#rows = this.#rows.slice(0, index).concat(now, below, after)
  }

  /** Shows other lines. While lines are chosen so, nothing is folded: groups and clearings hide none of them. */
  setFilter(filter: ConsoleFilter): void {
    this.#filter = filter
    this.#rebuild()
  }

  #take(line: ConsoleLine, row: number): void {
    const last = this.#entries.at(-1)
    const entry =
      last && isRepeat(last.line, line)
        ? last
        : consoleEntry(this.#entries.length, row, line, this.#groups)
    const { gravity } = entry
    if (gravity === 'warn' || gravity === 'error') this.#counts[gravity]++
    if (this.#passes(entry)) this.#matches++
    if (entry === last) {
      last.rows.push(row)
      return
    }
    this.#entries.push(entry)
    this.#groups.length = entry.depth
    if (isGroup(entry) && entry.depth < MAX_DEPTH) this.#groups.push(entry)
    if (isClear(entry)) this.#clearing = entry
    if (this.#isFiltering) this.#addIfPassing(entry, this.#rows)
    else if (isClear(entry)) this.#rebuild()
    else if (this.#isInOpenGroups(entry)) this.#addLine(entry, this.#rows)
  }

  get #isFiltering(): boolean {
    return this.#filter.text !== '' || this.#filter.gravity !== undefined
  }

  #passes({ line, gravity }: ConsoleEntry): boolean {
    const { text, gravity: wanted } = this.#filter
    if (wanted !== undefined && gravity !== wanted) return false
    return text === '' || line.text.toLowerCase().includes(text.toLowerCase())
  }

  #isInOpenGroups({ group }: ConsoleEntry): boolean {
    for (let outer = group; outer; outer = outer.group) {
      if (!this.#isOpen(keyOf(outer), opensByItself(outer))) return false
    }
    return true
  }

  #isOpen(key: string, byItself: boolean): boolean {
    return this.#toggled.has(key) !== byItself
  }

  #rebuild(): void {
    const rows: ConsoleRow[] = []
    if (this.#isFiltering) {
      this.#matches = 0
      this.#groupsShown.clear()
      for (const entry of this.#entries) {
        if (this.#passes(entry)) this.#matches += entry.rows.length
        this.#addIfPassing(entry, rows)
      }
    } else {
      this.#matches = this.#taken
      if (this.#clearing) this.#addLine(this.#clearing, rows)
      this.#addEntries((this.#clearing?.index ?? -1) + 1, this.#entries.length, rows)
    }
    this.#rows = rows
  }

  /** A line that passes the filter, below the groups that it stands in, if they are not there yet. */
  #addIfPassing(entry: ConsoleEntry, rows: ConsoleRow[]): void {
    if (!this.#passes(entry)) return
    const missing = [entry]
    for (let { group } = entry; group && !this.#groupsShown.has(group); group = group.group) {
      missing.unshift(group)
    }
    for (const shown of missing) {
      if (isGroup(shown)) this.#groupsShown.add(shown)
      this.#addLine(shown, rows)
    }
  }

  #addEntries(from: number, to: number, rows: ConsoleRow[]): void {
    // Below a group that is closed, all is skipped that stands deeper.
    let closedAt = Number.POSITIVE_INFINITY
    for (let index = from; index < to; index++) {
      const entry = this.#entries[index] as ConsoleEntry
      if (entry.depth > closedAt) continue
      closedAt = Number.POSITIVE_INFINITY
      const isOpen = this.#addLine(entry, rows)
      if (isGroup(entry) && !isOpen) closedAt = entry.depth
    }
  }

  /** @returns whether it is open */
  #addLine(entry: ConsoleEntry, rows: ConsoleRow[]): boolean {
    const key = keyOf(entry)
    const isOpen = this.#canOpen(entry) ? this.#isOpen(key, opensByItself(entry)) : undefined
    const isFolded = !this.#isFiltering && entry.index < (this.#clearing?.index ?? 0)
    const row: ConsoleRow = {
      kind: 'line',
      key,
      level: entry.depth + (isFolded ? 1 : 0),
      entry,
      ...(isOpen !== undefined && { isOpen }),
    }
    rows.push(row)
    // The lines of a group are added by whoever adds lines.
    if (isOpen && !isGroup(entry)) this.#addBelow(row, rows)
    return isOpen === true
  }

  #canOpen(entry: ConsoleEntry): boolean {
    if (isGroup(entry)) return !this.#isFiltering
    if (isClear(entry)) return !this.#isFiltering && entry === this.#clearing && entry.index > 0
    return holdsMembers(entry.line)
  }

  /** What is seen below a row that is open. */
  #addBelow(row: ConsoleRow, rows: ConsoleRow[]): void {
    const { entry } = row
    if (row.kind === 'node') {
      const snapshot = snapshotOf(entry.line)
      if (snapshot) this.#addItems(row, itemsOf(snapshot, row.node), rows)
    } else if (isClear(entry)) {
      this.#addEntries(0, entry.index, rows)
    } else if (isGroup(entry)) {
      this.#addEntries(entry.index + 1, this.#endOfGroup(entry), rows)
    } else {
      this.#addContent(row, rows)
    }
  }

  #addContent(row: ConsoleRow, rows: ConsoleRow[]): void {
    const { entry, key, level } = row
    const snapshot = snapshotOf(entry.line)
    if (!snapshot) return
    const table = consoleTable(entry.line)
    if (!table) {
      this.#addItems(row, valuesOf(snapshot), rows)
      return
    }
    const part = { level: level + 1, entry }
    rows.push({ kind: 'table-head', key: `${key}/head`, ...part, table })
    for (let index = 0; index < table.rows.length; index++) {
      rows.push({ kind: 'table-row', key: `${key}/row${index}`, ...part, table, index })
    }
    for (const [what, count] of [
      ['rows', table.moreRows],
      ['columns', table.moreColumns],
    ] as const) {
      if (count > 0) {
        rows.push({ kind: 'note', key: `${key}/${what}`, ...part, note: `… ${count} more ${what}` })
      }
    }
  }

  #addItems(
    { key, level, entry }: ConsoleRow,
    items: readonly ConsoleItem[],
    rows: ConsoleRow[],
  ): void {
    const snapshot = snapshotOf(entry.line)
    items.forEach((item, index) => {
      const part = { key: `${key}/${index}`, level: level + 1, entry }
      if ('note' in item) {
        rows.push({ kind: 'note', ...part, note: item.note })
        return
      }
      const isOpen = snapshot && canOpen(snapshot, item) ? this.#isOpen(part.key, false) : undefined
      const row: ConsoleRow = {
        kind: 'node',
        ...part,
        node: item,
        ...(isOpen !== undefined && { isOpen }),
      }
      rows.push(row)
      if (isOpen) this.#addBelow(row, rows)
    })
  }

  /** The place after the rows below a row. */
  #endOf(index: number): number {
    const level = this.#rows[index]?.level ?? 0
    let end = index + 1
    while ((this.#rows[end]?.level ?? -1) > level) end++
    return end
  }

  #endOfGroup({ index, depth }: ConsoleEntry): number {
    let end = index + 1
    while ((this.#entries[end]?.depth ?? -1) > depth) end++
    return end
  }
}

function keyOf({ index }: ConsoleEntry): string {
  return String(index)
}

/** Groups and tables are open until the reader closes them. */
function opensByItself({ line: { method } }: ConsoleEntry): boolean {
  return method === 'group' || method === 'table'
}
