/** The content of a row of the console: words and values, each in its colour. */

import { snapshotOf } from '../telemetry/console-line.ts'
import { nodeWords } from '../views/console-members.ts'
import type { ConsoleRow } from '../views/console-rows.ts'
import { type ConsoleWord, consoleWords } from '../views/console-words.ts'
import { visibleText } from '../views/visible-text.ts'

interface ConsoleContentProps {
  readonly row: ConsoleRow
}

export function ConsoleContent({ row }: ConsoleContentProps) {
  switch (row.kind) {
    case 'line':
      return <LineContent row={row} />
    case 'node': {
      const snapshot = snapshotOf(row.entry.line)
      return (
        <span class="console-words">
          <span class="console-label" data-inner={row.node.isInner || undefined}>
            {row.node.label}
          </span>
          {snapshot && <Words words={nodeWords(snapshot, row.node)} />}
        </span>
      )
    }
    case 'note':
      return <span class="console-words console-note">{row.note}</span>
    case 'table-head':
    case 'table-row':
      return <TableCells row={row} />
  }
}

function LineContent({ row }: ConsoleContentProps) {
  const { line } = row.entry
  const { parts = [line.text], objects = [] } = snapshotOf(line) ?? {}
  return (
    <span class="console-words">
      {parts.map((part, index) =>
        typeof part === 'string' ? (
          <span key={index}>{visibleText(part)}</span>
        ) : (
          <span key={index} class="console-value">
            <Words words={consoleWords(part, objects)} />
          </span>
        ),
      )}
    </span>
  )
}

function Words({ words }: { words: readonly ConsoleWord[] }) {
  return (
    <>
      {words.map(({ text, kind }, index) => (
        <span key={index} class={kind && (kind === 'note' ? 'console-note' : `code-${kind}`)}>
          {text}
        </span>
      ))}
    </>
  )
}

function TableCells({ row }: { row: ConsoleRow & { kind: 'table-head' | 'table-row' } }) {
  const { columns } = row.table
  const cells = row.kind === 'table-row' ? row.table.rows[row.index] : undefined
  return (
    <span class="console-table">
      {columns.map(({ title, width, isNumeric }, index) => (
        <span
          key={index}
          class="console-table-cell"
          data-numeric={isNumeric || undefined}
          style={`--width:${width}ch`}
        >
          {cells ? (
            <>
              <span class="visually-hidden">{title}: </span>
              <Words words={cells[index] ?? []} />
            </>
          ) : (
            title
          )}
        </span>
      ))}
    </span>
  )
}
