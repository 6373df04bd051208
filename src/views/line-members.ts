/** Line members are what a line holds, a row each, as they stand below it when it is open: its fields as a tree, and where it belongs. */

import type { FieldValue } from '../telemetry/field.ts'
import type { SiteLookup, SourcePosition } from '../telemetry/source-position.ts'
import type { Line } from '../telemetry/telemetry-event.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { fieldKey } from '../trace-data/field-key.ts'
import { fieldText } from './line-row.ts'
import { visibleText } from './visible-text.ts'

export interface LineMember {
  /** Tells it from the others of its line, and stays the same. */
  readonly path: string
  /** How deep it stands in the tree of its line, from 0. */
  readonly depth: number
  readonly name: string
  readonly text: string
  /** Whether it holds others, and shows them. */
  readonly isOpenable: boolean
  readonly isOpen: boolean
  /** A place in the source, a span or a trace: a way to get there. */
  readonly position?: SourcePosition
  readonly span?: number
  readonly trace?: number
  /** A field by which lines can be filtered. */
  readonly field?: { readonly name: string; readonly value: string }
}

/** Longer texts are broken, so that all of them can be seen in rows of one height. Characters. */
const BREAK_AT = 110

/**
 * @param line a row
 * @param open paths of the members that hold others and show them
 */
export function lineMembers(
  store: ColumnStore,
  line: number,
  siteOf: SiteLookup,
  open: ReadonlySet<string>,
): LineMember[] {
  const what = store.line(line)
  const members = messageMembers(what)
  if (what.kind === 'log') {
    for (const [name, value] of Object.entries(what.fields)) {
      addField(members, open, { name, value, path: `field ${name}`, depth: 0 })
    }
    if (what.template !== what.message) members.push(leaf('template', what.template))
    members.push(leaf('service', what.service), leaf('target', what.target))
  }
  members.push(...belongings(store, line, what))
  const position = siteOf(what.site)
  if (position) {
    const place = `${position.file}, line ${position.line}`
    members.push({ ...leaf('made at', place), position })
  }
  return members
}

/** Where the line belongs: its span and its trace, if it has them, also if they are not in this run. */
function belongings(store: ColumnStore, line: number, what: Line): LineMember[] {
  if (what.kind !== 'log') return []
  const span = store.spanOfLine(line)
  const trace = (store.rows.lines.table.columns.trace[line] as number) - 1
  if (what.spanId === undefined) return [leaf('span', 'none: no span was active')]
  const name =
    span >= 0 ? store.rows.texts.text(store.rows.spans.table.columns.name[span] as number) : ''
  const about = span >= 0 ? `${name} (${what.spanId})` : `${what.spanId}, which is not in this run`
  return [
    { ...leaf('span', about), ...(span >= 0 && { span }) },
    ...(what.traceId === undefined ? [] : [{ ...leaf('trace', what.traceId), trace }]),
  ]
}

/** The words, if they do not fit in the row of the line. */
function messageMembers(what: Line): LineMember[] {
  const text = what.kind === 'console' ? what.text : what.message
  const parts = text.split('\n').flatMap(broken)
  if (parts.length < 2) return []
  return parts.map((part, index) => ({
    ...leaf(index === 0 ? 'message' : '', part),
    path: `message ${index}`,
  }))
}

function broken(text: string): string[] {
  const characters = Array.from(text)
  const parts = Array.from({ length: Math.ceil(characters.length / BREAK_AT) }, (_, index) =>
    characters.slice(index * BREAK_AT, (index + 1) * BREAK_AT).join(''),
  )
  return parts.length === 0 ? [''] : parts
}

function leaf(name: string, text: string): LineMember {
  const shown = visibleText(text)
  return { path: name, depth: 0, name, text: shown, isOpenable: false, isOpen: false }
}

interface Given {
  readonly name: string
  readonly value: FieldValue
  readonly path: string
  readonly depth: number
}

/** A field, and below it what it holds, if it is open. Values are nested only so deep: see `snapshotFields`. */
function addField(members: LineMember[], open: ReadonlySet<string>, given: Given): void {
  const { name, value, path, depth } = given
  const isOpenable = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  const isOpen = isOpenable && open.has(path)
  members.push({
    path,
    depth,
    name: visibleText(name),
    text: visibleText(fieldText(value)),
    isOpenable,
    isOpen,
    ...(depth === 0 && { field: { name, value: fieldKey(value) } }),
  })
  if (!isOpen) return
  for (const [inner, member] of Object.entries(value as object)) {
    addField(members, open, {
      name: inner,
      value: member as FieldValue,
      path: `${path} ${JSON.stringify(inner)}`,
      depth: depth + 1,
    })
  }
}
