/** The foot of a log: how its lines are written, and ways to take them away. */

import { type Signal, useSignal } from '@preact/signals'
import { downloadText } from '../browser/download-text.ts'
import { inSlices, SLICE_BUDGET } from '../browser/in-slices.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { LINE_FORMATS, type LineFormat, linesText } from '../views/line-text.ts'
import type { LogRows } from '../views/log-rows.ts'
import { countText } from '../views/run-text.ts'
import { ClipboardNotice } from './ClipboardNotice.tsx'
import { useClipboard } from './use-clipboard.ts'

/** More lines than a clipboard takes without a long halt. */
const MOST_COPIED = 20_000

interface LogFootProps {
  readonly store: ColumnStore
  readonly rows: LogRows
  readonly format: Signal<LineFormat>
  readonly isGrouped: boolean
  readonly label: string
  readonly onOpenGroups: (areOpen: boolean) => void
}

export function LogFoot({ store, rows, format, isGrouped, label, onOpenGroups }: LogFootProps) {
  const clipboard = useClipboard()
  const isWriting = useSignal(false)
  const { length } = rows.lines
  const isTooMuch = length > MOST_COPIED
  const text = async () => {
    const lines = rows.lines.slice()
    const slices = linesText(store, lines, format.value, SLICE_BUDGET, () => performance.now())
    isWriting.value = true
    try {
      return (await inSlices(slices)).join('')
    } finally {
      isWriting.value = false
    }
  }
  const download = async () => downloadText(fileName(label, format.value), await text())
  return (
    <div class="log-foot">
      <span role="group" aria-label="Written as" class="log-formats">
        {LINE_FORMATS.map((choice) => (
          <button
            key={choice}
            type="button"
            class="facet"
            aria-pressed={format.value === choice}
            onClick={() => {
              format.value = choice
            }}
          >
            {choice}
          </button>
        ))}
      </span>
      {isGrouped && (
        <button type="button" class="facet" onClick={() => onOpenGroups(!rows.areOpen)}>
          {rows.areOpen ? 'fold all' : 'open all'}
        </button>
      )}
      <span class="log-take">
        <button
          type="button"
          class="facet"
          aria-disabled={isTooMuch || undefined}
          title={
            isTooMuch
              ? `More than ${MOST_COPIED.toLocaleString('en')} lines are too much for the clipboard: download them`
              : `Copy ${countText(length, 'line')} as ${format.value}`
          }
          onClick={() => {
            if (!isTooMuch) clipboard.copy(`What you see, ${countText(length, 'line')},`, text())
          }}
        >
          copy
        </button>
        <button
          type="button"
          class="facet"
          title={`Download ${countText(length, 'line')} as ${format.value}`}
          onClick={download}
        >
          download
        </button>
        {isWriting.value && <span role="status">writing</span>}
      </span>
      <ClipboardNotice clipboard={clipboard} onDownload={download} />
    </div>
  )
}

/** `tea.ts` as JSON: `tea-lines.jsonl`. */
function fileName(label: string, format: LineFormat): string {
  const ending = { pretty: 'log', JSON: 'jsonl', logfmt: 'logfmt' }[format]
  return `${label.replace(/\.ts$/, '')}-lines.${ending}`
}
