/** The margin of a cell's code: row numbers, what each row made, and which rows have something wrong. */

import { type SourceMark, sourceMarkText } from '../views/source-mark.ts'

interface GutterProps {
  readonly file: string
  /** Of the code as it stands now, from the first. */
  readonly rows: readonly GutterRow[]
  readonly onSelect: (row: GutterRow) => void
}

export interface GutterRow {
  /** What the row made in the run that is shown; nothing if it has been changed since. */
  readonly mark: SourceMark | undefined
  readonly isRelated: boolean
  /** It is at work at the moment of a replay. */
  readonly isLit: boolean
  readonly isSelected: boolean
  readonly hasFailed: boolean
  /** TypeScript objects to it. */
  readonly isDoubted: boolean
}

export function Gutter({ file, rows, onSelect }: GutterProps) {
  return (
    <ol class="gutter" aria-label={`Lines of ${file}`}>
      {rows.map((row, index) => (
        <li
          key={index}
          data-related={row.isRelated || undefined}
          data-lit={row.isLit || undefined}
          data-failed={row.hasFailed || undefined}
          data-doubted={row.isDoubted || undefined}
        >
          <span class="row-number" aria-hidden="true">
            {index + 1}
          </span>
          {row.mark && (
            <GutterMark
              row={index + 1}
              mark={row.mark}
              isSelected={row.isSelected}
              onSelect={() => onSelect(row)}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

interface GutterMarkProps {
  /** From 1. */
  readonly row: number
  readonly mark: SourceMark
  readonly isSelected: boolean
  readonly onSelect: () => void
}

/** The signature: a tick for lines, a bar for spans. */
export function GutterMark({ row, mark, isSelected, onSelect }: GutterMarkProps) {
  const text = `Row ${row} made ${sourceMarkText(mark)}`
  return (
    <button
      type="button"
      class="mark"
      data-failed={mark.hasFailed || undefined}
      aria-label={text}
      aria-pressed={isSelected}
      title={text}
      onClick={onSelect}
    >
      {mark.lines > 0 && <span class="mark-line" />}
      {mark.spans > 0 && <span class="mark-span" />}
    </button>
  )
}
