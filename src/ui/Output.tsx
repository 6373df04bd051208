/** The output of a cell: one run, seen through lenses that share one time axis, one cursor and one selection. */

import { type Signal, useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { LENSES, type Lens } from '../lesson/cell.ts'
import { isActive, type Run } from '../notebook/run.ts'
import type { DialValues } from '../sandbox/protocol.ts'
import type { SourcePosition } from '../telemetry/source-position.ts'
import type { ColumnStore } from '../trace-data/column-store.ts'
import { droppedText } from '../views/dropped-text.ts'
import { filterNotes } from '../views/filter-parts.ts'
import { changeFilter, NO_FILTER, type RunFilter } from '../views/run-filter.ts'
import { countText } from '../views/run-text.ts'
import { NOTHING_RELATED, relate, type Selection } from '../views/selection.ts'
import { markServices } from '../views/service-mark.ts'
import { type TimeAxis, timeAxis } from '../views/time-axis.ts'
import { Detail } from './Detail.tsx'
import type { TurnDial } from './DialControl.tsx'
import { DialPanel } from './DialPanel.tsx'
import { LogLens } from './LogLens.tsx'
import { isLate, type LateLens, useLateLens } from './late-lens.ts'
import { useReplayBar } from './late-replay.ts'
import type { LensProps } from './lens.ts'
import type { LensTexts } from './lens-texts.ts'
import { PicturedRows } from './pictured-rows.ts'
import { SaveMenu } from './SaveMenu.tsx'
import { TraceLens } from './TraceLens.tsx'
import { useKeptHeight } from './use-kept-height.ts'
import { canReplay, pointOf, useReplay } from './use-replay.ts'

export interface OutputProps {
  readonly name: string
  readonly run: Run
  readonly opensWith: Lens
  /** What it is looked at with; the reader chooses it here. */
  readonly lens: Signal<Lens>
  readonly selection: Signal<Selection | undefined>
  readonly isBusy: boolean
  /** Where the row of code is lit that is at work at the moment of a replay. */
  readonly lit?: Signal<SourcePosition | undefined>
  /** What the reader has set its dials to. */
  readonly dials?: DialValues | undefined
  /** Absent while nobody can turn them. */
  readonly onTurn?: TurnDial | undefined
}

export function Output(props: OutputProps) {
  const { name, run, opensWith, lens: chosen, selection, isBusy, lit } = props
  const id = useId()
  const cursor = useSignal<number | undefined>(undefined)
  const filter = useSignal<RunFilter>(NO_FILTER)
  const picturedRows = useSignal(0)
  const height = useRef(0)
  const texts = useRef<LensTexts>(new Map()).current
  const replay = useReplay(run, lit)
  const point = pointOf(run, replay.point.value)
  const panel = useKeptHeight(replay.isOpen.value && canReplay(run), chosen.value)
  const { before, siteOf } = run
  const store = point?.store ?? run.store
  const goesOn = isActive(run) || point !== undefined
  const axis = timeAxis(run.store.start, Math.max(run.store.end, run.time ?? 0), goesOn)
  const shown = useRef(run.store)
  // It is a row of a run: another run has another trace there.
  useLayoutEffect(() => {
    if (shown.current !== run.store) {
      filter.value = changeFilter(filter.peek(), { trace: undefined })
    }
    shown.current = run.store
  }, [run.store])
  const lenses = lensesOf(run, [opensWith, chosen.value])
  const lens: LensProps = {
    store,
    ...(before && { before }),
    revision: store.revision,
    isActive: goesOn,
    axis: point ? { ...axis, now: point.time } : axis,
    services: markServices(run.store.services),
    siteOf,
    related: selection.value ? relate(store, siteOf, selection.value) : NOTHING_RELATED,
    selection,
    cursor,
    filter,
    texts,
    label: name,
  }
  const choose = (option: Lens) => {
    height.current = panel.current?.offsetHeight ?? 0
    chosen.value = option
  }
  return (
    <div class="output" aria-busy={isBusy}>
      <DialPanel
        label={name}
        run={run}
        dials={props.dials}
        onTurn={props.onTurn}
        onCompare={() => choose('compare')}
      />
      <div class="lens-bar">
        <div class="lens-tabs" role="tablist" aria-label={`Output of ${name}`}>
          {lenses.map((option) => (
            <button
              key={option}
              type="button"
              role="tab"
              id={`${id}-${option}`}
              aria-controls={`${id}-panel`}
              aria-selected={chosen.value === option}
              tabIndex={chosen.value === option ? 0 : -1}
              onClick={() => choose(option)}
              onKeyDown={(event) => moveTab(event, lenses, chosen.value, choose)}
            >
              {lensText(option, store)}
            </button>
          ))}
        </div>
        {canReplay(run) && (
          <button
            type="button"
            class="replay-open"
            aria-expanded={replay.isOpen.value}
            title="See the run once more, event by event"
            onClick={() => {
              if (replay.isOpen.value) replay.end()
              else replay.isOpen.value = true
            }}
          >
            Replay
          </button>
        )}
        {store.eventCount > 0 && (
          <SaveMenu
            label={name}
            lens={chosen.value}
            panel={panel}
            texts={texts}
            picturedRows={picturedRows}
            notes={() => notesOf(run, lens)}
          />
        )}
      </div>
      <ReplayPlace run={run} axis={axis} selection={selection} label={name} replay={replay} />
      <div
        class="lens-panel"
        ref={panel}
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${chosen.value}`}
        data-lens={chosen.value}
      >
        {store.eventCount === 0 ? (
          <p class="empty">{emptyText(run)}</p>
        ) : (
          <PicturedRows.Provider value={picturedRows}>
            {shows(chosen.value, 'trace') && <TraceLens {...lens} />}
            {shows(chosen.value, 'logs') && <LogLens {...lens} />}
            {isLate(chosen.value) && (
              <LateLensPanel
                key={chosen.value}
                name={chosen.value}
                lens={lens}
                height={height.current}
              />
            )}
          </PicturedRows.Provider>
        )}
      </div>
      <DroppedNote run={run} />
      <Detail {...lens} />
    </div>
  )
}

/** A lens is offered where it has something to show, or somebody asked for it. */
function lensesOf(run: Run, asked: readonly Lens[]): Lens[] {
  return LENSES.filter((lens) => asked.includes(lens) || hasMatter(lens, run))
}

function hasMatter(lens: Lens, { store, before }: Run): boolean {
  switch (lens) {
    case 'logs':
    case 'trace':
    case 'both':
      return true
    case 'compare':
      return before !== undefined && before.spanCount + store.spanCount > 0
    case 'console':
      return store.consoleCount > 0
    case 'table':
      return store.eventCount > 0
    case 'fold':
    case 'flame':
    case 'map':
    case 'metrics':
      return store.spanCount > 0
  }
}

function shows(chosen: Lens, part: 'trace' | 'logs'): boolean {
  return chosen === part || chosen === 'both'
}

interface ReplayPlaceProps {
  readonly run: Run
  readonly axis: TimeAxis
  readonly selection: Signal<Selection | undefined>
  readonly label: string
  readonly replay: ReturnType<typeof useReplay>
}

function ReplayPlace({ replay, ...props }: ReplayPlaceProps) {
  const { end, ...open } = replay
  const isOpen = open.isOpen.value && canReplay(props.run)
  const Bar = useReplayBar(isOpen)
  if (!isOpen) return null
  if (Bar === undefined) return <p class="empty">Loading …</p>
  if (Bar === 'failed') {
    return (
      <p class="empty" role="alert">
        The replay could not be loaded. Check the network, and open it again.
      </p>
    )
  }
  return <Bar {...props} {...open} onClose={end} />
}

interface LateLensPanelProps {
  readonly name: LateLens
  readonly lens: LensProps
  /** What was seen before, as high as which the panel stays until there is something else. Pixels. */
  readonly height: number
}

function LateLensPanel({ name, lens, height }: LateLensPanelProps) {
  const Lens = useLateLens(name)
  if (Lens === undefined) {
    return (
      <p class="empty" role="status" style={{ minHeight: `${height}px` }}>
        Loading this view.
      </p>
    )
  }
  if (Lens === 'failed') {
    return (
      <p class="empty" role="alert">
        This view could not be loaded. Check the network, and choose it again.
      </p>
    )
  }
  return <Lens {...lens} />
}

function lensText(lens: Lens, store: ColumnStore): string {
  switch (lens) {
    case 'logs':
      return countText(store.lineCount, 'line')
    case 'trace':
      return countText(store.spanCount, 'span')
    case 'console':
      return `console: ${store.consoleCount.toLocaleString('en')}`
    case 'fold':
      return 'stream ⇄ tree'
    default:
      return lens
  }
}

function emptyText(run: Run): string {
  if (run.phase === 'compiling' || run.phase === 'running') return 'Nothing has been said yet.'
  if (run.phase === 'idle') return 'It has not run. Nothing runs until you press Run.'
  if (run.phase === 'cleared') return 'The output is cleared. Run the cell to see it again.'
  return 'This run wrote no lines and made no spans. Call a logger, or span(), and run it again.'
}

/** What a picture of a run has to say beside what is seen. */
function notesOf({ dropped }: Run, { filter, store, axis, isActive }: LensProps): string[] {
  const lost = droppedText(dropped)
  return [
    ...filterNotes(filter.value, store, axis),
    ...(isActive ? ['The run had not ended when this was taken.'] : []),
    ...(lost === undefined ? [] : [lost]),
  ]
}

function DroppedNote({ run: { dropped } }: { run: Run }) {
  const text = droppedText(dropped)
  return text === undefined ? null : <p class="dropped">{text}</p>
}

function moveTab(
  event: KeyboardEvent,
  lenses: readonly Lens[],
  chosen: Lens,
  choose: (lens: Lens) => void,
): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  const index = (lenses.indexOf(chosen) + step + lenses.length) % lenses.length
  choose(lenses[index] as Lens)
  const tabs = (event.currentTarget as HTMLElement).parentElement?.children
  ;(tabs?.[index] as HTMLElement | undefined)?.focus()
}
