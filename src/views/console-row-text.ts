/** Console row text is a row of the console as plain text: what is copied of it. */

import { snapshotOf } from '../telemetry/console-line.ts'
import { nodeWords } from './console-members.ts'
import type { ConsoleRow } from './console-rows.ts'
import { plainWords } from './console-words.ts'
import { treeIndent } from './tree-indent.ts'
import { visibleText } from './visible-text.ts'

/** A whole line, a value with its name, or the cells of a table's row with tabs between them. */
export function consoleRowText(row: ConsoleRow): string {
  const { line } = row.entry
  switch (row.kind) {
    case 'line':
      return visibleText(line.text)
    case 'node': {
      const snapshot = snapshotOf(line)
      return row.node.label + (snapshot ? plainWords(nodeWords(snapshot, row.node, WHOLE)) : '')
    }
    case 'note':
      return row.note
    case 'table-head':
      return row.table.columns.map(({ title }) => title).join('\t')
    case 'table-row':
      return (row.table.rows[row.index] ?? []).map(plainWords).join('\t')
  }
}

/** A text with more rows nobody reads. */
const MOST_ROWS = 20_000

/** Rows as they are opened, each under what it belongs to. */
export function consoleText(rows: readonly ConsoleRow[]): string {
  const texts = rows
    .slice(0, MOST_ROWS)
    .map((row) => `${treeIndent(row.level)}${consoleRowText(row)}`)
  const left = rows.length - texts.length
  return [...texts, ...(left > 0 ? [`… and ${left.toLocaleString('en')} more rows`] : [])].join(
    '\n',
  )
}

const WHOLE = { characters: 100_000, depth: 8 }
