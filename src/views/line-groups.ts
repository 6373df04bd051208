/** Line groups are lines put together by what they have in common: a trace, a level, the value of a field. */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { FIELD_TYPE, LINE_TYPES } from '../trace-data/event-batch.ts'
import { fieldKey } from '../trace-data/field-key.ts'
import { FieldLookup, NO_FIELD } from '../trace-data/field-lookup.ts'
import { firstInRing } from '../trace-data/ring.ts'
import { gravityOfType } from './line-gravity.ts'

/** By what lines are put together; a field is named after the colon. */
export type LineGrouping = 'trace' | 'level' | 'service' | 'target' | `field:${string}`

export interface LineGroups {
  /** How many there are, in the order of their first lines. */
  readonly count: number
  /** Rows of lines, group after group; within each in the order in which they came. */
  readonly rows: Uint32Array
  /** Where each group begins among the rows, and where the last one ends. */
  readonly starts: Uint32Array
  /** How many of the lines of each group are errors, and warnings. */
  readonly errors: Uint32Array
  readonly warnings: Uint32Array
  /** What its lines have in common, to tell groups apart and find them again; undefined if they lack it. */
  key(group: number): string | undefined
  /** The group of a line that is in one. */
  groupOf(line: number): number
}

/** @param rows of lines, in ascending order */
export function groupLines(store: ColumnStore, rows: Uint32Array, by: LineGrouping): LineGroups {
  const keys = new Keys()
  const groupOf = grouper(store, by, keys)
  const groups = new Uint32Array(rows.length)
  for (let index = 0; index < rows.length; index++) groups[index] = groupOf(rows[index] as number)
  const { count } = keys
  return {
    count,
    ...placed(rows, groups, count),
    ...gravities(store, rows, groups, count),
    key: (group) => keys.key(group),
    groupOf,
  }
}

/** What a group is called, beside its key: of a trace the name of the span that came first. */
export function traceTitle(store: ColumnStore, trace: number): string | undefined {
  const { spans, traces, texts } = store.rows
  const last = traces.table.columns.lastSpan[trace] as number
  const first = firstInRing(spans.table.columns.nextInTrace, last)
  return first === 0 ? undefined : texts.text(spans.table.columns.name[first - 1] as number)
}

/** Keys are numbered as they are met. */
class Keys {
  readonly #keys: (string | undefined)[] = []
  readonly #numbers = new Map<string | undefined, number>()

  get count(): number {
    return this.#keys.length
  }

  key(group: number): string | undefined {
    return this.#keys[group]
  }

  number(key: string | undefined): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#keys.push(key) - 1
    this.#numbers.set(key, number)
    return number
  }
}

/** Gives each line the number of its group. What many lines share is turned into a key once. */
function grouper(store: ColumnStore, by: LineGrouping, keys: Keys): (line: number) => number {
  const { lines, lineOrigins } = store.rows
  const ofOrigin = (key: (origin: number) => string | undefined) => {
    const number = remembered((origin) => keys.number(key(origin)))
    return (line: number) => number(lines.table.columns.origin[line] as number)
  }
  switch (by) {
    case 'trace': {
      const number = remembered((trace) => keys.number(trace === 0 ? undefined : `${trace - 1}`))
      return (line) => number(lines.table.columns.trace[line] as number)
    }
    case 'level':
      return ofOrigin((origin) => lineOrigins.type(origin))
    case 'service':
      return ofOrigin((from) =>
        lineOrigins.isLogged(from) ? lineOrigins.service(from) : undefined,
      )
    case 'target':
      return ofOrigin((from) => (lineOrigins.isLogged(from) ? lineOrigins.target(from) : undefined))
    default:
      return fieldGrouper(store, by.slice('field:'.length), keys)
  }
}

function fieldGrouper(store: ColumnStore, name: string, keys: Keys): (line: number) => number {
  const lookup = new FieldLookup(store.rows, name)
  const { fields, texts } = store.rows
  const ofText = remembered((text) => keys.number(texts.text(text)))
  const ofNumber = remembered((number) => keys.number(fieldKey(number)))
  return (line) => {
    const field = lookup.inLine(line)
    if (field === NO_FIELD) return keys.number(undefined)
    if (fields.type(field) === FIELD_TYPE.text) {
      return ofText(fields.table.columns.value[field] as number)
    }
    const value = fields.value(field)
    return typeof value === 'number' ? ofNumber(value) : keys.number(fieldKey(value))
  }
}

function remembered(find: (number: number) => number): (number: number) => number {
  const known = new Map<number, number>()
  return (number) => {
    let found = known.get(number)
    if (found === undefined) {
      found = find(number)
      known.set(number, found)
    }
    return found
  }
}

function placed(rows: Uint32Array, groups: Uint32Array, count: number) {
  const starts = new Uint32Array(count + 1)
  for (const group of groups) starts[group + 1] = (starts[group + 1] as number) + 1
  for (let group = 0; group < count; group++) {
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number)
  }
  const next = starts.slice()
  const ordered = new Uint32Array(rows.length)
  for (let index = 0; index < rows.length; index++) {
    const group = groups[index] as number
    const place = next[group] as number
    ordered[place] = rows[index] as number
    next[group] = place + 1
  }
  return { starts, rows: ordered }
}

function gravities(store: ColumnStore, rows: Uint32Array, groups: Uint32Array, count: number) {
  const { lines, lineOrigins } = store.rows
  const gravity = LINE_TYPES.map(gravityOfType)
  const [errors, warnings] = [new Uint32Array(count), new Uint32Array(count)]
  const { origin } = lines.table.columns
  const { type } = lineOrigins.table.columns
  for (let index = 0; index < rows.length; index++) {
    const what = gravity[type[origin[rows[index] as number] as number] as number]
    const counts = what === 'error' ? errors : what === 'warn' ? warnings : undefined
    if (!counts) continue
    const group = groups[index] as number
    counts[group] = (counts[group] as number) + 1
  }
  return { errors, warnings }
}
