/** The replay of a cell's run: at which moment its output stands, if somebody has chosen one. */

import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { isActive, type Run } from '../notebook/run.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'

/** A moment of a run, as lenses show it. At its last one they show the run itself. */
export interface ReplayPoint {
  /** The run that is replayed. */
  readonly run: ColumnStore
  /** What it had said by then. */
  readonly store: ColumnStore
  /** What time it is: microseconds since the Unix epoch. */
  readonly time: number
}

export interface OpenReplay {
  readonly isOpen: Signal<boolean>
  readonly point: Signal<ReplayPoint | undefined>
  /** The row of the source that is at work at that moment. */
  readonly lit: Signal<SourcePosition | undefined> | undefined
}

/** A replay ends when its run is not the one any more that the cell shows. */
export function useReplay(run: Run, lit: OpenReplay['lit']): OpenReplay & { end: () => void } {
  const isOpen = useSignal(false)
  const point = useSignal<ReplayPoint | undefined>(undefined)
  const isPossible = canReplay(run)
  const end = () => {
    isOpen.value = false
    point.value = undefined
    if (lit) lit.value = undefined
  }
  useEffect(() => end, [run.store, run.id, isPossible])
  return { isOpen, point, lit, end }
}

/** Only what is over can be told again. */
export function canReplay(run: Run): boolean {
  return !isActive(run) && run.store.eventCount > 0
}

/** The moment that is shown; none of another run, of which a render can come before its replay has ended. */
export function pointOf(run: Run, point: ReplayPoint | undefined): ReplayPoint | undefined {
  return canReplay(run) && point?.run === run.store ? point : undefined
}
