/**
 * Log rows are the rows of the log lens: lines, the heads of their groups, and below a line that is open what it holds. All are equally
 * high, and only those in sight are made, however many there are.
 */

import type { SiteLookup } from '../telemetry/source-position.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { groupLines, type LineGrouping, type LineGroups } from './line-groups.ts'
import { type LineMember, lineMembers } from './line-members.ts'

export type LogRow =
  | {
      readonly kind: 'group'
      readonly group: number
      /** What its lines have in common; see `LineGroups`. */
      readonly key: string | undefined
      readonly count: number
      readonly errors: number
      readonly warnings: number
      readonly isOpen: boolean
    }
  | { readonly kind: 'line'; readonly line: number; readonly isOpen: boolean }
  | { readonly kind: 'member'; readonly line: number; readonly member: LineMember }

/** A line that is open, and what is open in it. */
interface OpenLine {
  readonly line: number
  readonly paths: Set<string>
  members: readonly LineMember[]
  /** Where it stands among the lines of all groups; −1 if it is not among them. */
  place: number
}

export class LogRows {
  readonly #store: ColumnStore
  readonly #siteOf: SiteLookup
  #lines: Uint32Array = new Uint32Array(0)
  #by: LineGrouping | undefined
  #groups: LineGroups | undefined
  /** Keys of groups that are not as all are. */
  #others = new Set<string | undefined>()
  #areOpen = false
  readonly #open = new Map<number, OpenLine>()
  /** Those that are open, by their places. */
  #opened: OpenLine[] = []
  /** By group: the number of the row of its head, and one more at the end. */
  #heads = new Uint32Array([0, 0])

  constructor(store: ColumnStore, siteOf: SiteLookup) {
    this.#store = store
    this.#siteOf = siteOf
  }

  /** How many rows there are. */
  get count(): number {
    return this.#heads[this.#groupCount] as number
  }

  get groups(): LineGroups | undefined {
    return this.#groups
  }

  /** Are all groups open, or all folded, but for those that the reader chose? */
  get areOpen(): boolean {
    return this.#areOpen
  }

  /** Rows of the lines in the order in which they are shown, whether their group is folded or not. */
  get lines(): Uint32Array {
    return this.#groups?.rows ?? this.#lines
  }

  /** @param lines rows, in ascending order @param by how they are grouped, if they are */
  show(lines: Uint32Array, by: LineGrouping | undefined): void {
    const isMore = lines.length === this.#lines.length && lines.at(-1) === this.#lines.at(-1)
    if (isMore && lines.buffer === this.#lines.buffer && by === this.#by) return
    if (by !== this.#by) {
      this.#others = new Set()
      this.#areOpen = false
    }
    this.#lines = lines
    this.#by = by
    this.#groups = by && groupLines(this.#store, lines, by)
    this.#layOut()
  }

  row(index: number): LogRow {
    const group = this.#groupAt(index)
    let at = index - (this.#heads[group] as number)
    if (this.#groups) {
      if (at === 0) return this.#head(group)
      at--
    }
    const start = this.#start(group)
    for (const open of this.#opened) {
      if (open.place < start) continue
      if (open.place - start >= at) break
      const member = at - (open.place - start) - 1
      if (member < open.members.length) {
        return { kind: 'member', line: open.line, member: open.members[member] as LineMember }
      }
      at -= open.members.length
    }
    const line = this.lines[start + at] as number
    return { kind: 'line', line, isOpen: this.#open.has(line) }
  }

  /** The number of the row of a line; of the head of its group if that is folded; −1 if it is not shown. */
  indexOf(line: number): number {
    const place = this.#placeOf(line)
    if (place < 0) return -1
    const group = this.#groups?.groupOf(line) ?? 0
    const head = this.#heads[group] as number
    if (this.#groups && !this.#isGroupOpen(group)) return head
    const start = this.#start(group)
    const above = this.#opened
      .filter((open) => open.place >= start && open.place < place)
      .reduce((sum, { members }) => sum + members.length, 0)
    return head + (this.#groups ? 1 : 0) + place - start + above
  }

  /** Opens or closes a group, a line or a member that holds others. */
  toggle(index: number): void {
    const row = this.row(index)
    switch (row.kind) {
      case 'group':
        if (!this.#others.delete(row.key)) this.#others.add(row.key)
        break
      case 'line':
        if (!this.#open.delete(row.line)) {
          this.#open.set(row.line, { line: row.line, paths: new Set(), members: [], place: -1 })
        }
        break
      case 'member': {
        if (!row.member.isOpenable) return
        const paths = this.#open.get(row.line)?.paths
        if (!paths?.delete(row.member.path)) paths?.add(row.member.path)
        break
      }
    }
    this.#layOut()
  }

  /** Opens all groups, or folds them. */
  openGroups(areOpen: boolean): void {
    this.#areOpen = areOpen
    this.#others = new Set()
    this.#layOut()
  }

  /** The number of the row that holds another one: of a member its line or the member above, of a line its group; −1 if none does. */
  parentOf(index: number): number {
    const row = this.row(index)
    if (row.kind === 'group') return -1
    if (row.kind === 'line') {
      return this.#groups ? (this.#heads[this.#groupAt(index)] as number) : -1
    }
    for (let above = index - 1; ; above--) {
      const candidate = this.row(above)
      if (candidate.kind !== 'member' || candidate.member.depth < row.member.depth) return above
    }
  }

  get #groupCount(): number {
    return this.#groups?.count ?? 1
  }

  #start(group: number): number {
    return this.#groups ? (this.#groups.starts[group] as number) : 0
  }

  #end(group: number): number {
    return this.#groups ? (this.#groups.starts[group + 1] as number) : this.#lines.length
  }

  #isGroupOpen(group: number): boolean {
    return !this.#groups || this.#others.has(this.#groups.key(group)) !== this.#areOpen
  }

  #head(group: number): LogRow {
    const groups = this.#groups as LineGroups
    return {
      kind: 'group',
      group,
      key: groups.key(group),
      count: this.#end(group) - this.#start(group),
      errors: groups.errors[group] as number,
      warnings: groups.warnings[group] as number,
      isOpen: this.#isGroupOpen(group),
    }
  }

  #groupAt(index: number): number {
    let [group, after] = [0, this.#groupCount]
    while (after - group > 1) {
      const middle = (group + after) >> 1
      if ((this.#heads[middle] as number) <= index) group = middle
      else after = middle
    }
    return group
  }

  /** Where a line stands among the lines of all groups; −1 if it is not there. */
  #placeOf(line: number): number {
    if (this.#lines.length === 0) return -1
    const group = this.#groups?.groupOf(line) ?? 0
    if (group >= this.#groupCount) return -1
    const { lines } = this
    let [place, after] = [this.#start(group), this.#end(group)]
    while (place < after) {
      const middle = (place + after) >> 1
      if ((lines[middle] as number) < line) place = middle + 1
      else after = middle
    }
    return lines[place] === line ? place : -1
  }

  #layOut(): void {
    for (const open of this.#open.values()) {
      open.place = this.#placeOf(open.line)
      open.members = lineMembers(this.#store, open.line, this.#siteOf, open.paths)
    }
    this.#opened = [...this.#open.values()]
      .filter(({ place }) => place >= 0)
      .sort((a, b) => a.place - b.place)
    const count = this.#groupCount
    const heads = new Uint32Array(count + 1)
    let [row, next] = [0, 0]
    for (let group = 0; group < count; group++) {
      heads[group] = row
      const end = this.#end(group)
      let size = end - this.#start(group)
      for (; next < this.#opened.length; next++) {
        const open = this.#opened[next] as OpenLine
        if (open.place >= end) break
        size += open.members.length
      }
      row += (this.#groups ? 1 : 0) + (this.#isGroupOpen(group) ? size : 0)
    }
    heads[count] = row
    this.#heads = heads
  }
}
