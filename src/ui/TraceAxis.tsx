/** The time axis of a waterfall: round moments, every line of the log as a tick, and the cursor. */

import { useMemo } from 'preact/hooks'
import { pointMarks } from '../views/bar-marks.ts'
import { durationText } from '../views/duration-text.ts'
import { placeOf } from '../views/time-axis.ts'
import { windowTicks } from '../views/time-window.ts'
import type { LensProps } from './lens.ts'
import type { ZoomedTime } from './use-time-window.ts'

interface TraceAxisProps {
  readonly lens: LensProps
  readonly time: ZoomedTime
}

export function TraceAxis({ lens, time }: TraceAxisProps) {
  const { store, revision, axis } = lens
  const { window } = time
  const lines = useMemo(
    () => pointMarks(lineTimes(lens), window),
    [store, revision, window.from, window.to],
  )
  return (
    <div class="axis" data-zooms>
      {windowTicks(axis, window).map(({ place, label }) => (
        <span key={label} class="axis-tick" style={`--at:${place}`}>
          {label}
        </span>
      ))}
      {lines.map((place) => (
        <span key={place} class="axis-line" style={`--at:${place}`} />
      ))}
      <Moment lens={lens} time={time} />
    </div>
  )
}

/** The moment of the cursor; apart, so that a movement of the pointer draws nothing else anew. */
function Moment({ lens: { axis, cursor }, time: { window } }: TraceAxisProps) {
  const place = cursor.value === undefined ? -1 : placeOf(window, cursor.value)
  if (cursor.value === undefined || place < 0 || place > 1) return null
  return (
    <span class="axis-cursor" style={`--at:${place}`}>
      {durationText(cursor.value - axis.from)}
    </span>
  )
}

function* lineTimes({ store }: LensProps): Generator<number> {
  const { time } = store.rows.lines.table.columns
  for (let line = 0; line < store.lineCount; line++) yield time[line] as number
}

/** The cursor through all rows. */
export function TraceCursor({ lens: { cursor }, time: { window } }: TraceAxisProps) {
  const place = cursor.value === undefined ? -1 : placeOf(window, cursor.value)
  return (
    <div class="trace-cursor" aria-hidden="true">
      {place >= 0 && place <= 1 && <span class="cursor" style={`--at:${place}`} />}
    </div>
  )
}
