/** A line of the log in its place between the spans of a waterfall. */

import { offsetText } from '../views/duration-text.ts'
import { placeOf } from '../views/time-axis.ts'
import { lineText } from '../views/trace-line-text.ts'
import { visibleText } from '../views/visible-text.ts'
import type { TraceRowProps } from './trace-view.ts'

/** As in `SpanRow.tsx`. */
const DEEPEST_INDENT = 10

export function TraceLineRow({ index, lens, view, active, onKeyDown }: TraceRowProps) {
  const { store, selection, related, axis } = lens
  const row = view.rows.row(index)
  const line = store.line(row)
  const depth = view.rows.depthOfLine(row)
  const chosen = selection.value
  const isSelected = chosen?.kind === 'line' && chosen.row === row
  const at = placeOf(view.time.window, line.time)
  const text = visibleText(lineText(line))
  return (
    <div
      class="trace-line"
      role="row"
      data-index={index}
      data-level={line.kind === 'log' ? line.level : undefined}
      tabIndex={active.tabIndexOf(index)}
      aria-level={depth + 1}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      data-related={related.lines.has(row) || undefined}
      onFocus={() => active.onFocus(index)}
      onClick={() => {
        selection.value = isSelected ? undefined : { kind: 'line', row }
      }}
      onKeyDown={(event) => onKeyDown(event, index)}
    >
      <div
        class="span-name trace-line-name"
        role="gridcell"
        style={`--depth:${Math.min(depth, DEEPEST_INDENT)}`}
      >
        <span class="twist" aria-hidden="true" />
        <span class="trace-line-text" title={text}>
          {text}
        </span>
      </div>
      <div class="span-bar-area trace-line-bars" role="gridcell" data-zooms>
        {at >= 0 && at <= 1 && <span class="span-tick" style={`--at:${at}`} />}
        <span class="span-label" style="--to:1">
          {`${offsetText(line.time - axis.from)} ms`}
        </span>
      </div>
    </div>
  )
}
