/** The head of a cell: its name, what state it is in, and what can be done with it. */

import type { Cell } from '../lesson/cell.ts'
import { isActive, type Run } from '../notebook/run.ts'
import type { Control, Pace } from '../sandbox/protocol.ts'
import { durationText } from '../views/duration-text.ts'
import { progressText } from '../views/progress-text.ts'
import { runText } from '../views/run-text.ts'
import { PaceControl } from './PaceControl.tsx'

interface CellHeadProps {
  readonly name: string
  readonly run: Run
  readonly clock: Cell['clock']
  readonly isStale: boolean
  readonly isEdited: boolean
  readonly onRun: () => void
  readonly onStop: () => void
  readonly onReset: () => void
  readonly pace: Pace
  readonly onPace: (pace: Pace) => void
  readonly onControl: (control: Control) => void
}

export function CellHead({
  name,
  run,
  clock,
  isStale,
  isEdited,
  onRun,
  onStop,
  onReset,
  pace,
  onPace,
  onControl,
}: CellHeadProps) {
  return (
    <figcaption class="cell-head">
      <span class="cell-name">{name}</span>
      {isEdited && <span class="cell-edited">edited</span>}
      <span class="cell-state">
        <span role="status">{stateText(run, clock, isStale)}</span>
        {run.time !== undefined && run.store.events.length > 0 && (
          <span class="cell-time"> {durationText(run.time - run.store.start)}</span>
        )}
        {run.progress && (
          <span class="cell-progress">
            {progressText(run.progress)}
            <progress
              aria-label={`Progress of ${name}`}
              value={run.progress.done}
              max={Math.max(1, run.progress.total)}
            />
          </span>
        )}
      </span>
      <span class="cell-actions">
        {isEdited && (
          <button type="button" class="button quiet" onClick={onReset}>
            Reset
          </button>
        )}
        {clock === 'virtual' && (
          <PaceControl name={name} run={run} pace={pace} onPace={onPace} onControl={onControl} />
        )}
        {isActive(run) ? (
          <button type="button" class="button" aria-label={`Stop ${name}`} onClick={onStop}>
            <span aria-hidden="true">■ </span>Stop
          </button>
        ) : (
          <button type="button" class="button" aria-label={`Run ${name}`} onClick={onRun}>
            <span aria-hidden="true">▸ </span>Run
          </button>
        )}
      </span>
    </figcaption>
  )
}

function stateText(run: Run, clock: Cell['clock'], isStale: boolean): string {
  switch (run.phase) {
    case 'compiling':
      return 'compiling…'
    case 'running':
      if (run.isPaused) return 'paused at'
      if (run.time !== undefined) return 'running:'
      return run.busyAt ? `busy in the loop at line ${run.busyAt.line}…` : 'running…'
    case 'failed':
    case 'stopped':
      return isStale ? 'changed since this output' : run.phase
    case 'done':
      return isStale ? 'changed since this output' : runText(run.store, clock, run.realTime)
  }
}
