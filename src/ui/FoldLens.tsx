/** The fold lens: the flat stream of a log becomes the tree of a trace under the reader's hand, and falls apart again without its ids. */

import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { FOLD_IDS, type FoldIds, foldRun } from '../views/fold.ts'
import { foldLesson } from '../views/fold-words.ts'
import { countText } from '../views/run-text.ts'
import { FoldPicture } from './FoldPicture.tsx'
import type { LensProps } from './lens.ts'
import { wantsLessMotion } from './less-motion.ts'
import { useGlide } from './use-glide.ts'
import { useGrowing } from './use-growing.ts'

/** More rows are no picture any more, and don't move at 60 frames a second. */
const MOST_ROWS = 200

const IDS_TEXT: Readonly<Record<FoldIds, string>> = {
  all: 'every id',
  'no-parent': 'without parent',
  none: 'without span id, too',
}

export function FoldLens(lens: LensProps) {
  const { store, filter, label } = lens
  const { trace: wanted } = filter.value
  // A later run can have fewer traces.
  const trace = wanted !== undefined && wanted < store.traceCount ? wanted : undefined
  const { value: fold } = useGrowing(lens, [trace], () => foldRun(store, trace, MOST_ROWS))
  const ids = useSignal<FoldIds>('all')
  /** 0 is the log, 1 the trace. */
  const part = useGlide(0)
  /** From one way to fold to another. */
  const change = useGlide(1)
  const before = useSignal<FoldIds>('all')
  if (store.spanCount === 0) {
    return (
      <p class="empty">
        No spans, so nothing to fold: lines alone stay a log. Call span(), and run it again.
      </p>
    )
  }
  const choose = (chosen: FoldIds) => {
    before.value = ids.value
    ids.value = chosen
    change.jump(0)
    change.glideTo(1)
    // Nobody sees a difference between two logs.
    if (part.value.peek() < 0.5) part.glideTo(1)
  }
  return (
    <div class="fold">
      <div class="fold-tools">
        <FoldSlider label={label} part={part.value} onDraw={part.jump} onGlide={part.glideTo} />
        <FoldIdChoice label={label} ids={ids} onChoose={choose} />
      </div>
      <p class="fold-lesson" role="status">
        {foldLesson(ids.value, fold.traceStarts.length + 1)}
      </p>
      <FoldPicture
        lens={lens}
        fold={fold}
        part={part.value}
        onDraw={part.jump}
        ids={ids.value}
        idsBefore={before.value}
        change={change.value}
      />
      {fold.left.lines + fold.left.spans > 0 && (
        <p class="fold-left">
          {`${leftText(fold.left)} ${fold.left.lines + fold.left.spans === 1 ? 'is' : 'are'} not shown: ${
            trace === undefined
              ? `a fold has up to ${MOST_ROWS} rows, and these are the first that fit.`
              : 'one trace is chosen.'
          }`}
        </p>
      )}
    </div>
  )
}

function leftText({ lines, spans }: { readonly lines: number; readonly spans: number }): string {
  const parts = [spans > 0 && countText(spans, 'span'), lines > 0 && countText(lines, 'line')]
  return parts.filter(Boolean).join(' and ')
}

interface FoldSliderProps {
  readonly label: string
  readonly part: Signal<number>
  readonly onDraw: (part: number) => void
  readonly onGlide: (part: number) => void
}

function FoldSlider({ label, part, onDraw, onGlide }: FoldSliderProps) {
  const { value } = part
  return (
    <div class="fold-slider">
      <button
        type="button"
        class="trace-tool"
        aria-pressed={value === 0}
        onClick={() => onGlide(0)}
      >
        log
      </button>
      <input
        type="range"
        min="0"
        max="100"
        step="1"
        value={Math.round(value * 100)}
        aria-label={`${label}, from log to trace`}
        aria-valuetext={partText(value)}
        onInput={({ currentTarget }) => {
          onDraw(Number(currentTarget.value) / 100)
          // It stands only at its ends for whoever wants less motion.
          currentTarget.value = `${Math.round(part.peek() * 100)}`
        }}
        onKeyDown={(event) => {
          const to = LESS_MOTION_KEYS[event.key]
          if (to === undefined || !wantsLessMotion()) return
          event.preventDefault()
          onDraw(to)
        }}
      />
      <button
        type="button"
        class="trace-tool"
        aria-pressed={value === 1}
        onClick={() => onGlide(1)}
      >
        trace
      </button>
    </div>
  )
}

/** Where arrow keys lead at once; steps of a hundredth would lead nowhere. */
const LESS_MOTION_KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: 0,
  ArrowDown: 0,
  PageDown: 0,
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
}

function partText(part: number): string {
  if (part === 0) return 'log: in the order of time'
  if (part === 1) return 'trace: folded'
  return `${Math.round(part * 100)} % of the way from log to trace`
}

interface FoldIdChoiceProps {
  readonly label: string
  readonly ids: Signal<FoldIds>
  readonly onChoose: (ids: FoldIds) => void
}

function FoldIdChoice({ label, ids, onChoose }: FoldIdChoiceProps) {
  const name = useId()
  return (
    <fieldset class="fold-ids">
      <legend class="visually-hidden">{`What the telemetry of ${label} says`}</legend>
      {FOLD_IDS.map((option) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            checked={ids.value === option}
            onChange={() => onChoose(option)}
          />
          {IDS_TEXT[option]}
        </label>
      ))}
    </fieldset>
  )
}
