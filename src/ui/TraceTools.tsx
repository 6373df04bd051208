/** The tools of the trace lens: how deep it is unfolded, what is drawn on the bars, how much time is seen, and the reading. */

import { type Signal, useSignal } from '@preact/signals'
import type { LensProps } from './lens.ts'
import type { TraceView } from './trace-view.ts'

/** What is shown beside the spans themselves. */
export interface TraceShows {
  readonly lines: boolean
  readonly path: boolean
  readonly own: boolean
  readonly reading: boolean
}

/** Deeper trees are unfolded span by span, or whole. */
const MOST_DEPTHS = 4

const KEYS = [
  ['↑ ↓', 'walk'],
  ['← →', 'fold, unfold, go up and down'],
  ['Enter', 'detail'],
  ['+ − 0', 'zoom in, out, see all'],
  ['Shift ← →', 'move in time'],
  ['z', 'zoom to the span'],
  ['g', 'follow its link'],
  ['Ctrl wheel, pinch', 'zoom'],
] as const

interface TraceToolsProps {
  readonly lens: LensProps
  readonly view: TraceView
  readonly shows: Signal<TraceShows>
  /** Shows spans down to a depth: 0 shows only roots. */
  readonly onShowTo: (depth: number) => void
}

export function TraceTools({ lens, view, shows, onShowTo }: TraceToolsProps) {
  const { store, label } = lens
  const { time } = view
  const hasKeys = useSignal(false)
  return (
    <>
      <div class="trace-tools" role="toolbar" aria-label={`Waterfall of ${label}`}>
        <Depths view={view} onShowTo={onShowTo} />
        {store.lineCount > 0 && (
          <Toggle
            shows={shows}
            what="lines"
            label="lines"
            title="Show lines where they were written"
          />
        )}
        <Toggle
          shows={shows}
          what="path"
          label="critical path"
          title="Mark what the root waited for: had that been quicker, all of it could have been"
        />
        <Toggle
          shows={shows}
          what="own"
          label="own time"
          title="Mark when a span had no child at work"
        />
        <Toggle
          shows={shows}
          what="reading"
          label="in words"
          title="Read the traces in sentences"
        />
        <span class="trace-tools-end">
          <Tool label="Zoom in" text="+" onChoose={() => time.zoomBy(2)} />
          <Tool
            label="Zoom out"
            text="−"
            onChoose={() => time.zoomBy(0.5)}
            isOff={!time.isZoomed}
          />
          <Tool
            label="See all of the time"
            text="all"
            onChoose={() => time.show(undefined)}
            isOff={!time.isZoomed}
          />
          <Tool
            label="Keys of the waterfall"
            text="?"
            isPressed={hasKeys.value}
            onChoose={() => (hasKeys.value = !hasKeys.value)}
          />
        </span>
      </div>
      {hasKeys.value && (
        <dl class="trace-keys">
          {KEYS.map(([key, meaning]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

function Depths({ view: { rows }, onShowTo }: Pick<TraceToolsProps, 'view' | 'onShowTo'>) {
  const deepest = rows.tree.deepest
  if (deepest === 0) return null
  const depths = Array.from({ length: Math.min(deepest, MOST_DEPTHS) }, (_, depth) => depth)
  return (
    <span class="trace-depths">
      <span aria-hidden="true">depth</span>
      {depths.map((depth) => (
        <Tool
          key={depth}
          label={
            depth === 0 ? 'Depth 1: roots only' : `Depth ${depth + 1}: show ${depth + 1} levels`
          }
          text={`${depth + 1}`}
          onChoose={() => onShowTo(depth)}
        />
      ))}
      <Tool
        label="Depth all: unfold all"
        text="all"
        onChoose={() => onShowTo(Number.POSITIVE_INFINITY)}
      />
    </span>
  )
}

interface ToggleProps {
  readonly shows: Signal<TraceShows>
  readonly what: keyof TraceShows
  readonly label: string
  readonly title: string
}

function Toggle({ shows, what, label, title }: ToggleProps) {
  const isOn = shows.value[what]
  return (
    <button
      type="button"
      class="trace-tool"
      aria-pressed={isOn}
      title={title}
      onClick={() => {
        shows.value = { ...shows.value, [what]: !isOn }
      }}
    >
      {label}
    </button>
  )
}

interface ToolProps {
  /** What it does, for those who don't see where it stands. */
  readonly label: string
  readonly text: string
  readonly onChoose: () => void
  readonly isOff?: boolean
  readonly isPressed?: boolean
}

function Tool({ label, text, onChoose, isOff, isPressed }: ToolProps) {
  return (
    <button
      type="button"
      class="trace-tool"
      aria-label={label}
      aria-disabled={isOff || undefined}
      aria-pressed={isPressed}
      title={label}
      onClick={() => {
        if (!isOff) onChoose()
      }}
    >
      {text}
    </button>
  )
}
