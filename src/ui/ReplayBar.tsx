/** The replay bar: a finished run in virtual time, played, drawn along and stepped through, while every lens shows it as it was. */

import { batch, type Signal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Run } from '../notebook/run.ts'
import { offsetText } from '../views/duration-text.ts'
import { MOST_REPLAYED, Replay } from '../views/replay.ts'
import { type Moment, momentText, siteOfMoment } from '../views/replay-moments.ts'
import { replayPicture } from '../views/replay-picture.ts'
import type { Selection } from '../views/selection.ts'
import { placeOf, type TimeAxis } from '../views/time-axis.ts'
import { SourcePlace } from './SourcePlace.tsx'
import { useKeptSelection } from './use-kept-selection.ts'
import { REPLAY_PACES, usePlayback } from './use-playback.ts'
import type { OpenReplay } from './use-replay.ts'

/** How far Page Up and Page Down go. Moments. */
const PAGE = 10
/** Of the picture; browsers blur what is much smaller than a unit. */
const WIDTH = 1000
/** A bar that is seen. Share of the width. */
const SHORTEST = 0.002

interface ReplayBarProps extends OpenReplay {
  readonly run: Run
  /** Of the whole run. */
  readonly axis: TimeAxis
  readonly selection: Signal<Selection | undefined>
  /** The cell's name. */
  readonly label: string
  readonly onClose: () => void
}

export function ReplayBar(props: ReplayBarProps) {
  const { eventCount } = props.run.store
  if (eventCount <= MOST_REPLAYED) return <Scrubber key={props.run.id} {...props} />
  return (
    <p class="empty">
      This run is too long to be replayed: it told of {eventCount.toLocaleString('en')} events, and
      each step back tells it anew, which stays smooth up to {MOST_REPLAYED.toLocaleString('en')}.
      The trace can be zoomed, and the log’s histogram chooses a stretch of time.
    </p>
  )
}

function Scrubber({ run, axis, selection, label, point, lit, onClose }: ReplayBarProps) {
  const replay = useMemo(() => new Replay(run.store), [run.store])
  const { moments } = replay
  const storeAt = (index: number) => (index === moments.length - 1 ? run.store : replay.asOf(index))
  const keep = useKeptSelection(selection)
  const slider = useRef<HTMLInputElement>(null)
  const show = (index: number, time: number) => {
    const moment = moments[index] as Moment
    const store = storeAt(index)
    batch(() => {
      keep(store)
      point.value = store === run.store ? undefined : { run: run.store, store, time }
      if (lit) lit.value = run.siteOf(siteOfMoment(run.store, moment))
    })
  }
  const playback = usePlayback(moments, axis, show)
  const { index, time } = playback.at.value
  useLayoutEffect(() => {
    playback.step(moments.length - 1)
    slider.current?.focus({ preventScroll: true })
    return () => keep(run.store)
  }, [])

  const moment = moments[index] as Moment
  const text = momentText(storeAt(index), moment, axis.from)
  const position = run.siteOf(siteOfMoment(run.store, moment))
  const isPlaying = playback.isPlaying.value
  const by = (event: KeyboardEvent): number | undefined => {
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowUp':
        return index + 1
      case 'ArrowLeft':
      case 'ArrowDown':
        return index - 1
      case 'PageUp':
        return index + PAGE
      case 'PageDown':
        return index - PAGE
      case 'Home':
        return 0
      case 'End':
        return moments.length - 1
      default:
        return undefined
    }
  }
  return (
    <div class="replay" role="group" aria-label={`Replay of ${label}`}>
      <div class="replay-controls">
        <button type="button" class="button" onClick={() => playback.toggle()}>
          {isPlaying ? 'Pause' : 'Play'}
        </button>
        <select
          class="pace"
          aria-label="Pace of the replay"
          onChange={({ currentTarget }) => playback.choose(currentTarget.selectedIndex)}
        >
          {REPLAY_PACES.map(({ text: pace }, nth) => (
            <option key={pace} selected={nth === playback.pace.value}>
              {pace}
            </option>
          ))}
        </select>
      </div>
      <div class="replay-steps">
        <Step
          label="Step back"
          text="‹"
          isOff={index === 0}
          onStep={() => playback.step(index - 1)}
        />
        <Step
          label="Step on"
          text="›"
          isOff={index === moments.length - 1}
          onStep={() => playback.step(index + 1)}
        />
      </div>
      <div class="replay-time" style={`--now:${placeOf(axis, time)}`}>
        <Picture run={run} axis={axis} />
        <input
          ref={slider}
          type="range"
          min="0"
          max={axis.to - axis.from}
          step="1"
          value={time - axis.from}
          aria-label={`Moment of ${label}`}
          aria-valuetext={`${text}; ${index + 1} of ${moments.length}`}
          title="Arrow keys step from event to event"
          onInput={({ currentTarget }) => playback.goTo(axis.from + Number(currentTarget.value))}
          onKeyDown={(event) => {
            const to = by(event)
            if (event.key === ' ') playback.toggle()
            else if (to !== undefined) playback.step(to, true)
            else return
            event.preventDefault()
          }}
        />
      </div>
      <button
        type="button"
        class="button quiet replay-close"
        aria-label="End the replay"
        onClick={onClose}
      >
        ×
      </button>
      <div class="replay-told">
        {/* While it plays nobody could listen; the slider tells what its keys have reached. */}
        <p role="status" aria-live={isPlaying || playback.isKeyed.value ? 'off' : 'polite'}>
          {text}
        </p>
        {position && <SourcePlace position={position} file={label} selection={selection} />}
        <span class="replay-count">
          {`${offsetText(time - axis.from)} ms · ${(index + 1).toLocaleString('en')} of ${moments.length.toLocaleString('en')}`}
        </span>
      </div>
    </div>
  )
}

interface StepProps {
  readonly label: string
  readonly text: string
  readonly isOff: boolean
  readonly onStep: () => void
}

function Step({ label, text, isOff, onStep }: StepProps) {
  return (
    <button
      type="button"
      class="button quiet"
      aria-label={label}
      title={label}
      // One that is off keeps the focus of whoever has stepped to the end.
      aria-disabled={isOff || undefined}
      onClick={() => {
        if (!isOff) onStep()
      }}
    >
      <span aria-hidden="true">{text}</span>
    </button>
  )
}

/** The run on its time axis: spans as bars, lines as points. */
function Picture({ run: { store }, axis: { from, to } }: Pick<ReplayBarProps, 'run' | 'axis'>) {
  const { lanes, lines, height } = useMemo(
    () => replayPicture(store, { from, to, isGrowing: false }),
    [store, from, to],
  )
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {lanes.map((bars, lane) => (
        <path
          key={lane}
          class="replay-bars"
          d={bars
            .map(
              ({ from, to }) =>
                `M${from * WIDTH} ${lane + 0.5}H${Math.max(to, from + SHORTEST) * WIDTH}`,
            )
            .join('')}
        />
      ))}
      <path
        class="replay-lines"
        d={lines.map((place) => `M${place * WIDTH} ${height - 1.6}V${height}`).join('')}
      />
    </svg>
  )
}
