/** A console table is a list of objects as rows and columns. */

import {
  type ConsoleLine,
  type ConsoleMember,
  type ConsoleObject,
  type ConsoleValue,
  snapshotOf,
} from '../telemetry/console-line.ts'
import { type ConsoleWord, consoleWords, plainWords } from './console-words.ts'
import { visibleText } from './visible-text.ts'

export interface ConsoleTable {
  readonly columns: readonly TableColumn[]
  /** Each has a cell for every column; one is empty where a row has no such property. */
  readonly rows: readonly (readonly (readonly ConsoleWord[])[])[]
  /** Rows that were left out, and columns that there was no room for. */
  readonly moreRows: number
  readonly moreColumns: number
}

interface TableColumn {
  readonly title: string
  /** Characters. */
  readonly width: number
  /** It holds numbers only, which stand on the right. */
  readonly isNumeric: boolean
}

const INDEX = '(index)'
const KEY = 'Key'
const VALUES = 'Values'

const MAX_COLUMNS = 16
const MAX_WIDTH = 28
const CELL_ROOM = { characters: 60, depth: 1 }

/** @returns nothing if it is no table */
export function consoleTable(line: ConsoleLine): ConsoleTable | undefined {
  if (line.method !== 'table') return undefined
  const snapshot = snapshotOf(line)
  const [data] = snapshot?.parts ?? []
  if (!snapshot || !isObject(data)) return undefined
  const { objects } = snapshot
  const object = objects[data.at]
  if (!object) return undefined
  const rows = object.members.filter(([, , role]) => role !== 'inner')
  const properties = snapshot.columns ?? propertiesOf(rows, objects)
  const shown = properties.slice(0, MAX_COLUMNS)
  const hasKeys = rows.some(([, , role]) => role === 'entry')
  const hasValues =
    rows.some(([, value]) => !isObject(value)) || (shown.length === 0 && !snapshot.columns)
  const titles = [INDEX, ...(hasKeys ? [KEY] : []), ...shown, ...(hasValues ? [VALUES] : [])]
  const words = (value: ConsoleValue | undefined) =>
    value === undefined ? [] : consoleWords(value, objects, CELL_ROOM)

  const cells = rows.map(([name, value, role, key]) => {
    const members = isObject(value) ? membersByName(objects[value.at]) : NO_MEMBERS
    return [
      [{ text: visibleText(role === 'empty' ? `… ${name} empty` : name) }],
      ...(hasKeys ? [words(key)] : []),
      ...shown.map((property) => words(members.get(property))),
      ...(hasValues ? [isObject(value) && shown.length > 0 ? [] : words(value)] : []),
    ]
  })
  return {
    columns: titles.map((title, index) => columnOf(title, cells, index)),
    rows: cells,
    moreRows: object.more ?? 0,
    moreColumns: properties.length - shown.length,
  }
}

const NO_MEMBERS: ReadonlyMap<string, ConsoleValue> = new Map()

/** The names of all that the rows hold, in the order in which they are met. */
function propertiesOf(
  rows: readonly ConsoleMember[],
  objects: readonly ConsoleObject[],
): readonly string[] {
  const names = new Set<string>()
  for (const [, value] of rows) {
    if (!isObject(value)) continue
    for (const name of membersByName(objects[value.at]).keys()) names.add(name)
  }
  return [...names]
}

function membersByName(object: ConsoleObject | undefined): ReadonlyMap<string, ConsoleValue> {
  const members =
    object?.members.filter(([, , role]) => role === undefined || role === 'item') ?? []
  return new Map(members.map(([name, value]) => [name, value]))
}

function columnOf(
  title: string,
  cells: readonly (readonly (readonly ConsoleWord[])[])[],
  index: number,
): TableColumn {
  const shown = visibleText(title)
  const inColumn = cells.map((row) => row[index] ?? [])
  const width = inColumn.reduce(
    (most, words) => Math.max(most, plainWords(words).length),
    shown.length,
  )
  return {
    title: shown,
    width: Math.min(width, MAX_WIDTH),
    isNumeric:
      inColumn.some((words) => words.length > 0) &&
      inColumn.every((words) => words.every(({ kind }) => kind === 'number')),
  }
}

function isObject(value: ConsoleValue | undefined): value is { kind: 'object'; at: number } {
  return typeof value === 'object' && value !== null && value.kind === 'object'
}
