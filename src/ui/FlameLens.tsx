/** The flame lens: spans that do the same merged by their path, each as wide as the time that was spent on it. */

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import {
  type FoundFrames,
  findFrames,
  flame,
  flameText,
  frameText,
  layOutFlame,
} from '../views/flame.ts'
import { countText } from '../views/run-text.ts'
import { nowOf } from '../views/time-axis.ts'
import { visibleText } from '../views/visible-text.ts'
import { WaterfallRows } from '../views/waterfall-rows.ts'
import { FlameFrame } from './FlameFrame.tsx'
import { FlameTable } from './FlameTable.tsx'
import type { LensProps } from './lens.ts'
import { useLensText } from './lens-texts.ts'

/** Narrower frames are left out and counted: on a thousand pixels nobody would see them. */
const NARROWEST = 1 / 600
/** Deeper ones come when one looks closely. */
const DEEPEST = 60
/** As in `flame.css`. Pixels. */
const LEVEL_HEIGHT = 22

export function FlameLens(lens: LensProps) {
  const { store, revision, axis, filter, selection, label } = lens
  const { trace: wanted } = filter.value
  // A later run can have fewer traces.
  const trace = wanted !== undefined && wanted < store.traceCount ? wanted : undefined
  const rows = useMemo(() => new WaterfallRows(store), [store])
  const made = useMemo(() => {
    rows.grow()
    rows.showTrace(trace)
    return flame(store, rows.tree, rows.roots(), nowOf(axis))
  }, [store, revision, trace, nowOf(axis)])
  useLensText(lens.texts, 'flame', { what: 'The flame', text: () => flameText(made) })
  const zoomed = useSignal<number | undefined>(undefined)
  const current = useSignal(0)
  const text = useSignal('')
  const isTable = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)

  const closely = zoomed.value !== undefined && made.frames[zoomed.value] ? zoomed.value : undefined
  const layout = useMemo(() => layOutFlame(made, closely, NARROWEST, DEEPEST), [made, closely])
  const found = useMemo(
    () => (text.value === '' ? undefined : findFrames(made, text.value)),
    [made, text.value],
  )
  const isSeen = layout.frames.some(({ number }) => number === current.value)
  const active = isSeen ? current.value : (layout.frames[0]?.number ?? 0)
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    root.current?.querySelector<HTMLElement>(`[data-frame="${active}"]`)?.focus()
  })
  if (made.frames.length === 0) {
    return <p class="empty">No spans: nothing took any time that a flame could show.</p>
  }

  const focus = (number: number) => {
    wantsFocus.current = true
    current.value = number
  }
  const zoom = (number: number | undefined) => {
    zoomed.value = number === closely ? undefined : number
  }
  const onKeyDown = (event: KeyboardEvent, number: number) => {
    const frame = made.frames[number]
    const siblings = made.frames[frame?.parent ?? -1]?.children ?? made.roots
    const at = siblings.indexOf(number)
    const seen = (candidate: number | undefined) =>
      layout.frames.find((placed) => placed.number === candidate)?.number
    let next: number | undefined
    if (event.key === 'ArrowDown') next = frame?.children.find((child) => seen(child) !== undefined)
    else if (event.key === 'ArrowUp') next = seen(frame?.parent)
    else if (event.key === 'ArrowRight') next = seen(siblings[at + 1])
    else if (event.key === 'ArrowLeft') next = seen(siblings[at - 1])
    else if (event.key === 'Home') next = layout.frames[0]?.number
    else if (event.key === 'Enter' || event.key === ' ') zoom(number)
    else if (event.key === 'Escape') zoomed.value = undefined
    else return
    event.preventDefault()
    if (next !== undefined) focus(next)
  }
  const told = made.frames[active]
  return (
    <div class="flame">
      <div class="trace-tools" role="toolbar" aria-label={`Flame of ${label}`}>
        <input
          type="search"
          class="flame-search"
          placeholder="Find a name"
          aria-label={`Find a name in the flame of ${label}`}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value
          }}
        />
        <span class="flame-found" role="status">
          {found && foundText(found)}
        </span>
        <span class="trace-tools-end">
          <button
            type="button"
            class="trace-tool"
            aria-disabled={closely === undefined || undefined}
            onClick={() => {
              zoomed.value = undefined
            }}
          >
            see all
          </button>
          <button
            type="button"
            class="trace-tool"
            aria-pressed={isTable.value}
            onClick={() => {
              isTable.value = !isTable.value
            }}
          >
            as a table
          </button>
        </span>
      </div>
      {isTable.value ? (
        <FlameTable lens={lens} made={made} />
      ) : (
        <>
          <div
            ref={root}
            class="flame-frames"
            role="tree"
            aria-label={`Flame of ${label}: arrow keys walk, Enter looks closely, Escape shows all`}
            style={`--height:${layout.levels * LEVEL_HEIGHT}px`}
          >
            {layout.frames.map((placed) => (
              <FlameFrame
                key={placed.number}
                placed={placed}
                frame={made.frames[placed.number] as (typeof made.frames)[number]}
                services={lens.services}
                isFound={found ? found.has(placed.number) : undefined}
                isActive={placed.number === active}
                isZoomed={placed.number === closely}
                onFocus={() => {
                  current.value = placed.number
                }}
                onChoose={() => zoom(placed.number)}
                onKeyDown={(event) => onKeyDown(event, placed.number)}
              />
            ))}
          </div>
          {told && (
            <p class="flame-told">
              <strong>{told.name}</strong> in {visibleText(told.service)}: {frameText(told)}.{' '}
              <button
                type="button"
                class="link"
                onClick={() => {
                  selection.value = { kind: 'span', row: told.longest }
                }}
              >
                {told.count > 1 ? 'See the longest of them' : 'See it'}
              </button>
            </p>
          )}
          <p class="flame-told">
            Frames are as wide as the time that was spent on them; parts that ran at once are added
            up.
            {layout.unseen > 0 &&
              ` ${countText(layout.unseen, 'frame')} ${layout.unseen === 1 ? 'is' : 'are'} too narrow or too deep to be seen: look closely, or at the table.`}
          </p>
        </>
      )}
    </div>
  )
}

function foundText({ count, share }: FoundFrames): string {
  if (count === 0) return 'not found'
  return `${countText(count, 'frame')}, ${Math.round(share * 100)} % of the time`
}
