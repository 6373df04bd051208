/** The reading of the traces that are shown, in sentences; each leads to its span. */

import { useMemo } from 'preact/hooks'
import { nowOf } from '../views/time-axis.ts'
import { readingText, traceReading, untoldText } from '../views/trace-reading.ts'
import type { LensProps } from './lens.ts'
import type { TraceView } from './trace-view.ts'
import { useClipboard } from './use-clipboard.ts'

/** As in `SpanRow.tsx`. */
const DEEPEST_INDENT = 10

export function TraceReading({ lens, view }: { lens: LensProps; view: TraceView }) {
  const { store, revision, axis, selection, label } = lens
  const { rows, links } = view
  const clipboard = useClipboard()
  const reading = useMemo(
    () => traceReading({ store, tree: rows.tree, links, axis }, rows.roots()),
    [store, revision, nowOf(axis), rows.shownTrace],
  )
  const chosen = selection.value?.kind === 'span' ? selection.value.row : undefined
  return (
    <section class="trace-reading" aria-label={`The traces of ${label} in words`}>
      <ol>
        {reading.sentences.map(({ row, depth, text }) => (
          <li key={row} style={`--depth:${Math.min(depth, DEEPEST_INDENT)}`}>
            <button
              type="button"
              aria-pressed={chosen === row}
              onClick={() => {
                selection.value = chosen === row ? undefined : { kind: 'span', row }
              }}
            >
              <span class="visually-hidden">{`Level ${depth + 1}: `}</span>
              {text}
            </button>
          </li>
        ))}
      </ol>
      <p>
        {reading.untold > 0 && `${untoldText(reading.untold)} `}
        <button
          type="button"
          class="link"
          onClick={() => clipboard.copy('The reading', readingText(reading))}
        >
          Copy the text
        </button>
        <span role="status">
          {clipboard.last.value?.kind === 'done' && ' It is on the clipboard.'}
          {clipboard.last.value?.kind === 'refused' && ' The browser did not allow to copy.'}
        </span>
      </p>
    </section>
  )
}
