/** The foot of a table: ways to take it away. */

import { downloadText } from '../browser/download-text.ts'
import { inSlices, SLICE_BUDGET } from '../browser/in-slices.ts'
import { countText } from '../views/run-text.ts'
import type { TableColumn } from '../views/table-columns.ts'
import type { TableGroup } from '../views/table-groups.ts'
import type { TableQuestion } from '../views/table-query.ts'
import { groupsText, rowsText } from '../views/table-text.ts'
import { type LensTexts, MOST_COPIED, tooMuchToCopy, useLensText } from './lens-texts.ts'

interface TableFootProps {
  readonly rows: Uint32Array
  readonly groups: readonly TableGroup[] | undefined
  readonly question: TableQuestion
  readonly columns: readonly TableColumn[]
  readonly texts: LensTexts | undefined
  readonly label: string
}

export function TableFoot(props: TableFootProps) {
  const { rows, groups, question, columns, texts, label } = props
  const count = groups?.length ?? rows.length
  const text = async () => {
    if (groups && question.by) return groupsText(groups, question.by, question.measure)
    const slices = rowsText(rows, columns, SLICE_BUDGET, () => performance.now())
    return (await inSlices(slices)).join('')
  }
  useLensText(texts, 'table', {
    what: `The table, ${countText(count, 'row')},`,
    text: () => {
      if (count > MOST_COPIED) throw tooMuchToCopy(countText(count, 'row'))
      return text()
    },
  })
  const download = async () =>
    downloadText(`${label.replace(/\.ts$/, '')}-${question.kind}.tsv`, await text())
  return (
    <div class="log-foot">
      <span class="log-take">
        <button
          type="button"
          class="facet"
          title={`Download ${countText(count, 'row')}, with tabs between the cells`}
          onClick={download}
        >
          download
        </button>
      </span>
    </div>
  )
}
