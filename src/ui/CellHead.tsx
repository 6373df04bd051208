/** The head of a cell: its name, what state it is in, and what can be done with it. */

import type { Cell } from '../lesson/cell.ts'
import type { SaveState } from '../notebook/kept-drafts.ts'
import { isActive, type Run } from '../notebook/run.ts'
import type { Control, Pace } from '../sandbox/protocol.ts'
import { durationText } from '../views/duration-text.ts'
import { progressText } from '../views/progress-text.ts'
import { runText } from '../views/run-text.ts'
import { saveText } from './draft-words.ts'
import { Menu, type MenuItem } from './Menu.tsx'
import { PaceControl } from './PaceControl.tsx'

interface CellHeadProps {
  readonly name: string
  readonly run: Run
  readonly clock: Cell['clock']
  /** The files that have changed since its output. */
  readonly changed: readonly string[]
  /** Another seed was chosen since its output. */
  readonly hasOtherSeed: boolean
  /** Dials were set since its output. */
  readonly hasOtherDials: boolean
  /** It runs when others have run. */
  readonly isWaiting: boolean
  readonly isEdited: boolean
  /** Unknown until the page is awake. */
  readonly save: SaveState | undefined
  readonly onRun: () => void
  readonly onStop: () => void
  readonly onReset: () => void
  readonly pace: Pace
  readonly onPace: (pace: Pace) => void
  readonly onControl: (control: Control) => void
  readonly menu: readonly MenuItem[]
}

export function CellHead({
  name,
  run,
  clock,
  changed,
  hasOtherSeed,
  hasOtherDials,
  isWaiting,
  isEdited,
  save,
  onRun,
  onStop,
  onReset,
  pace,
  onPace,
  onControl,
  menu,
}: CellHeadProps) {
  return (
    <figcaption class="cell-head">
      <span class="cell-name">{name}</span>
      {isEdited && <span class="cell-edited">edited</span>}
      {save && save.kind !== 'unchanged' && (
        <span class="cell-save" data-save={save.kind}>
          {saveText(save)}
        </span>
      )}
      <span class="cell-state">
        <span role="status">
          {isWaiting
            ? 'waiting for its turn'
            : stateText(run, clock, changedText(name, changed, hasOtherSeed, hasOtherDials))}
        </span>
        {run.time !== undefined && run.store.eventCount > 0 && (
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
        <Menu label={`More for ${name}`} items={menu} />
      </span>
    </figcaption>
  )
}

/** @returns nothing if the output is of the code that stands there now */
function changedText(
  name: string,
  changed: readonly string[],
  hasOtherSeed: boolean,
  hasOtherDials: boolean,
): string {
  if (changed.length === 0) {
    if (hasOtherSeed) return 'another seed since this output'
    return hasOtherDials ? 'dials set since this output' : ''
  }
  if (changed.includes(name)) return 'changed since this output'
  return `${changed.join(', ')} changed since this output`
}

function stateText(run: Run, clock: Cell['clock'], changed: string): string {
  switch (run.phase) {
    case 'compiling':
      return 'compiling…'
    case 'running':
      if (run.isPaused) return 'paused at'
      if (run.time !== undefined) return 'running:'
      return run.busyAt ? `busy in the loop at line ${run.busyAt.line}…` : 'running…'
    case 'failed':
    case 'stopped':
      return changed || chosenText(run) + run.phase
    case 'idle':
      return 'not run yet'
    case 'cleared':
      return 'output cleared'
    case 'done':
      return changed || chosenText(run) + runText(run.store, clock, run.realTime)
  }
}

/** What of a run is not as the lesson has it; the rest is not worth a word. */
function chosenText({ chosenSeed, chosenDials }: Run): string {
  const seed = chosenSeed === undefined ? '' : `seed ${chosenSeed} · `
  return chosenDials ? `${seed}dials turned · ` : seed
}
