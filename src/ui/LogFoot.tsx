/** The foot of a log: how its lines are written, and ways to take them away. */

import { type Signal, useSignal } from '@preact/signals'
import { downloadText } from '../browser/download-text.ts'
import { inSlices, SLICE_BUDGET } from '../browser/in-slices.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { LINE_FORMATS, type LineFormat, linesText } from '../views/line-text.ts'
import type { LogRows } from '../views/log-rows.ts'
import { countText } from '../views/run-text.ts'
import { type LensTexts, MOST_COPIED, tooMuchToCopy, useLensText } from './lens-texts.ts'

interface LogFootProps {
  readonly store: ColumnStore
  readonly rows: LogRows
  readonly format: Signal<LineFormat>
  readonly isGrouped: boolean
  readonly texts: LensTexts | undefined
  readonly label: string
  readonly onOpenGroups: (areOpen: boolean) => void
}

export function LogFoot(props: LogFootProps) {
  const { store, rows, format, isGrouped, texts, label, onOpenGroups } = props
  const isWriting = useSignal(false)
  const { length } = rows.lines
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
  useLensText(texts, 'logs', {
    what: `What you see, ${countText(length, 'line')},`,
    text: () => {
      if (length > MOST_COPIED) throw tooMuchToCopy(countText(length, 'line'))
      return text()
    },
  })
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
          title={`Download ${countText(length, 'line')} as ${format.value}`}
          onClick={download}
        >
          download
        </button>
        {isWriting.value && <span role="status">writing</span>}
      </span>
    </div>
  )
}

/** `tea.ts` as JSON: `tea-lines.jsonl`. */
function fileName(label: string, format: LineFormat): string {
  const ending = { pretty: 'log', JSON: 'jsonl', logfmt: 'logfmt' }[format]
  return `${label.replace(/\.ts$/, '')}-lines.${ending}`
}
