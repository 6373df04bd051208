/** Chooses one of the traces of a run, by who began it, how long it took and whether it failed; or all of them. */

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { countText } from '../views/run-text.ts'
import { nowOf } from '../views/time-axis.ts'
import { TRACE_ORDERS, TraceList, type TraceOrder, type TraceSummary } from '../views/trace-list.ts'
import type { LensProps } from './lens.ts'
import { ServiceChip } from './ServiceChip.tsx'
import { useActiveRow } from './use-active-row.ts'
import { useLongList } from './use-long-list.ts'

/** As in `trace.css`. Pixels. */
const ROW_HEIGHT = 28
/** A longer list scrolls. */
const SHOWN_IN_FULL = 8

interface TraceChooserProps {
  readonly lens: LensProps
  /** By their start. */
  readonly traces: TraceList
  readonly onChoose: () => void
}

export function TraceChooser({ lens, traces, onChoose }: TraceChooserProps) {
  const { filter } = lens
  const isOpen = useSignal(false)
  const { trace } = filter.value
  const at = trace === undefined ? -1 : traces.indexOf(trace)
  const choose = (next: number | undefined) => {
    const { trace: _, ...rest } = filter.value
    filter.value = next === undefined ? rest : { ...rest, trace: next }
    onChoose()
  }
  const step = (by: number) => choose(traces.trace((at + by + traces.count) % traces.count))
  return (
    <div class="trace-chooser">
      <div class="trace-chosen">
        <button
          type="button"
          class="trace-tool"
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value
          }}
        >
          {`${isOpen.value ? '▾' : '▸'} ${countText(traces.count, 'trace')}`}
        </button>
        {at >= 0 ? (
          <>
            <button
              type="button"
              class="trace-tool"
              aria-label="The trace before"
              title="The trace before"
              onClick={() => step(-1)}
            >
              ‹
            </button>
            <span
              class="trace-which"
              aria-live="polite"
            >{`${(at + 1).toLocaleString('en')}: ${traces.summary(trace as number).name}`}</span>
            <button
              type="button"
              class="trace-tool"
              aria-label="The next trace"
              title="The next trace"
              onClick={() => step(1)}
            >
              ›
            </button>
            <button type="button" class="trace-tool" onClick={() => choose(undefined)}>
              show all
            </button>
          </>
        ) : (
          <button type="button" class="trace-tool" onClick={() => choose(traces.trace(0))}>
            one by one
          </button>
        )}
      </div>
      {isOpen.value && <Traces lens={lens} chosen={trace} onChoose={choose} />}
    </div>
  )
}

interface TracesProps {
  readonly lens: LensProps
  readonly chosen: number | undefined
  readonly onChoose: (trace: number | undefined) => void
}

function Traces({ lens, chosen, onChoose }: TracesProps) {
  const { store, revision, axis, services, label } = lens
  const order = useSignal<TraceOrder>('earliest')
  const traces = useMemo(
    () => new TraceList(store, axis, order.value),
    [store, revision, nowOf(axis), order.value],
  )
  const inSight = useLongList(traces.count, ROW_HEIGHT)
  const active = useActiveRow(traces.count, inSight)
  const { ref, first, last, before, after } = inSight
  const indexes = Array.from({ length: last - first }, (_, offset) => first + offset)
  return (
    <>
      <div class="trace-orders" role="group" aria-label="Order of the traces">
        {TRACE_ORDERS.map((option) => (
          <button
            key={option}
            type="button"
            class="trace-tool"
            aria-pressed={order.value === option}
            onClick={() => {
              order.value = option
            }}
          >
            {option === 'failed' ? 'failed first' : `${option} first`}
          </button>
        ))}
      </div>
      <div
        ref={ref}
        class="trace-list scrolls"
        data-long={traces.count > SHOWN_IN_FULL || undefined}
        role="listbox"
        aria-label={`Traces of ${label}`}
      >
        <div style={`padding-block:${before}px ${after}px`} role="presentation">
          {indexes.map((index) => {
            const summary = traces.summary(traces.trace(index))
            const isChosen = summary.trace === chosen
            const choose = () => onChoose(isChosen ? undefined : summary.trace)
            return (
              <div
                key={summary.trace}
                class="trace-option"
                role="option"
                aria-selected={isChosen}
                aria-setsize={traces.count}
                aria-posinset={index + 1}
                data-index={index}
                tabIndex={active.tabIndexOf(index)}
                onFocus={() => active.onFocus(index)}
                onClick={choose}
                onKeyDown={(event) => {
                  if (active.onKeyDown(event, index)) return
                  if (event.key !== 'Enter' && event.key !== ' ') return
                  event.preventDefault()
                  choose()
                }}
              >
                <ServiceChip service={summary.service} services={services} />
                <span class="span-title">{summary.name}</span>
                <span class="trace-counts">{countsText(summary)}</span>
                {summary.failed > 0 && <span class="failed-sign">✕ {summary.failed} failed</span>}
                <span class="trace-duration">{summary.duration}</span>
              </div>
            )
          })}
        </div>
      </div>
    </>
  )
}

function countsText({ spans, services }: TraceSummary): string {
  return services > 1
    ? `${countText(spans, 'span')} in ${countText(services, 'service')}`
    : countText(spans, 'span')
}
