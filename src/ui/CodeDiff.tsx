/** A code diff shows two texts as one: what went, what came, and a little of what stayed around it. */

import { type DiffRow, diffLines, foldDiff } from '../views/line-diff.ts'
import { visibleText } from '../views/visible-text.ts'

interface CodeDiffProps {
  readonly before: string
  readonly after: string
  /** What is compared, for those who don't see it: `Changes of tea.ts`. */
  readonly label: string
}

export function CodeDiff({ before, after, label }: CodeDiffProps) {
  if (before === after) return <p class="diff-same">The two are the same.</p>
  return (
    <table class="diff" aria-label={label}>
      <tbody>
        {foldDiff(diffLines(before, after)).map((row, index) => (
          <Row key={index} row={row} />
        ))}
      </tbody>
    </table>
  )
}

const SIGNS = { same: '', removed: '−', added: '+' } as const
const WORDS = { same: '', removed: 'removed', added: 'added' } as const

function Row({ row }: { readonly row: DiffRow }) {
  if (row.kind === 'gap') {
    return (
      <tr class="diff-gap">
        <td colSpan={4}>
          {row.lines === 1 ? 'one line is the same' : `${row.lines} lines are the same`}
        </td>
      </tr>
    )
  }
  const { kind, text, before, after } = row
  return (
    <tr data-kind={kind}>
      <td class="diff-number">{before}</td>
      <td class="diff-number">{after}</td>
      <td class="diff-sign">
        <span aria-hidden="true">{SIGNS[kind]}</span>
        <span class="visually-hidden">{WORDS[kind]}</span>
      </td>
      <td class="diff-text">{visibleText(text)}</td>
    </tr>
  )
}
