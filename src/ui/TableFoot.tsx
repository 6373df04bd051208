/** The foot of a table: ways to take it away. */

import { downloadText } from '../browser/download-text.ts'
import { inSlices, SLICE_BUDGET } from '../browser/in-slices.ts'
import { countText } from '../views/run-text.ts'
import type { TableColumn } from '../views/table-columns.ts'
import type { TableGroup } from '../views/table-groups.ts'
import type { TableQuestion } from '../views/table-query.ts'
import { groupsText, rowsText } from '../views/table-text.ts'
import { ClipboardNotice } from './ClipboardNotice.tsx'
import { useClipboard } from './use-clipboard.ts'

/** More rows than a clipboard takes without a long halt. */
const MOST_COPIED = 20_000

interface TableFootProps {
  readonly rows: Uint32Array
  readonly groups: readonly TableGroup[] | undefined
  readonly question: TableQuestion
  readonly columns: readonly TableColumn[]
  readonly label: string
}

export function TableFoot({ rows, groups, question, columns, label }: TableFootProps) {
  const clipboard = useClipboard()
  const count = groups?.length ?? rows.length
  const isTooMuch = count > MOST_COPIED
  const text = async () => {
    if (groups && question.by) return groupsText(groups, question.by, question.measure)
    const slices = rowsText(rows, columns, SLICE_BUDGET, () => performance.now())
    return (await inSlices(slices)).join('')
  }
  const download = async () =>
    downloadText(`${label.replace(/\.ts$/, '')}-${question.kind}.tsv`, await text())
  return (
    <div class="log-foot">
      <span class="log-take">
        <button
          type="button"
          class="facet"
          aria-disabled={isTooMuch || undefined}
          title={
            isTooMuch
              ? `More than ${MOST_COPIED.toLocaleString('en')} rows are too much for the clipboard: download them`
              : `Copy ${countText(count, 'row')}, with tabs between the cells`
          }
          onClick={() => {
            if (!isTooMuch) clipboard.copy(`The table, ${countText(count, 'row')},`, text())
          }}
        >
          copy
        </button>
        <button
          type="button"
          class="facet"
          title={`Download ${countText(count, 'row')}, with tabs between the cells`}
          onClick={download}
        >
          download
        </button>
      </span>
      <ClipboardNotice clipboard={clipboard} onDownload={download} />
    </div>
  )
}
