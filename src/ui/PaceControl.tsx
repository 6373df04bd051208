/** The pace control chooses how fast a cell's virtual time passes, and pauses and steps a run that can be watched. */

import { useEffect, useRef } from 'preact/hooks'
import { isActive, type Run } from '../notebook/run.ts'
import type { Control, Pace } from '../sandbox/protocol.ts'

interface PaceControlProps {
  readonly name: string
  readonly run: Run
  readonly pace: Pace
  readonly onPace: (pace: Pace) => void
  readonly onControl: (control: Control) => void
}

const PACES: readonly (readonly [pace: Pace, text: string])[] = [
  ['instant', 'at once'],
  [100, '100×'],
  [10, '10×'],
  [1, '1×'],
  [0.1, '0.1×'],
  ['paused', 'by steps'],
]

export function PaceControl({ name, run, pace, onPace, onControl }: PaceControlProps) {
  const select = useRef<HTMLSelectElement>(null)
  // A reader may choose, or a browser may remember a choice, before this page listens.
  useEffect(() => {
    const chosen = PACES[select.current?.selectedIndex ?? 0]?.[0]
    if (chosen !== undefined && chosen !== pace) onPace(chosen)
  }, [])
  // What was chosen to go by steps goes on at once when it is let go.
  const going = pace === 'paused' ? 'instant' : pace
  return (
    <>
      <select
        ref={select}
        class="pace"
        aria-label={`Pace of ${name}`}
        title="How fast time passes in this cell: a tenth of real time, or up to a hundred times as fast"
        onChange={({ currentTarget }) =>
          onPace(PACES[currentTarget.selectedIndex]?.[0] ?? 'instant')
        }
      >
        {PACES.map(([option, text]) => (
          <option key={text} selected={option === pace}>
            {text}
          </option>
        ))}
      </select>
      {isActive(run) && pace !== 'instant' && (
        <>
          {run.isPaused ? (
            <button
              type="button"
              class="button"
              aria-label={`Go on with ${name}`}
              onClick={() => onControl({ kind: 'pace', pace: going })}
            >
              Go on
            </button>
          ) : (
            <button
              type="button"
              class="button"
              aria-label={`Pause ${name}`}
              onClick={() => onControl({ kind: 'pace', pace: 'paused' })}
            >
              Pause
            </button>
          )}
          <button
            type="button"
            class="button"
            aria-label={`Step ${name} to its next event`}
            onClick={() => onControl({ kind: 'step' })}
          >
            Step
          </button>
        </>
      )}
    </>
  )
}
