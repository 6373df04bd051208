/** The metrics lens: how often, how many failed, how long, for requests as a whole or for one operation; and what sets some apart. */

import { useSignal } from '@preact/signals'
import { useId, useMemo } from 'preact/hooks'
import {
  answerQuestion,
  type DifferenceQuestion,
  questionText,
  slowestTenth,
} from '../views/difference-question.ts'
import { type Operation, operations, operationText, requestRows } from '../views/operations.ts'
import { histogramText, metricsText, type RunMetrics, runMetrics } from '../views/run-metrics.ts'
import { visibleText } from '../views/visible-text.ts'
import { CostMeter } from './CostMeter.tsx'
import { DurationChart } from './DurationChart.tsx'
import type { LensProps } from './lens.ts'
import { useLensText } from './lens-texts.ts'
import { MetricsTables } from './MetricsTables.tsx'
import { OperationTable } from './OperationTable.tsx'
import { TimeChart } from './TimeChart.tsx'
import { useGrowing } from './use-growing.ts'
import { useSpanTest } from './use-span-test.ts'
import { WhatDiffersList } from './WhatDiffersList.tsx'

/** An operation by its service and name; nothing for all requests. */
type Subject = Pick<Operation, 'service' | 'name'> | undefined

interface Measured {
  readonly all: readonly Operation[]
  readonly rows: readonly number[]
  readonly metrics: RunMetrics
}

export function MetricsLens(lens: LensProps) {
  const { store, axis, texts } = lens
  const titleId = useId()
  const subject = useSignal<Subject>(undefined)
  const question = useSignal<DifferenceQuestion | undefined>(undefined)
  const asTable = useSignal(false)
  const isWeighing = useSignal(false)
  const { admits, note } = useSpanTest(lens)
  const { value, behind } = useGrowing<Measured>(lens, [admits, subject.value], () => {
    const all = operations(store, admits)
    const rows = subject.value
      ? (all.find((operation) => isSame(operation, subject.value))?.rows ?? [])
      : requestRows(store, admits)
    return { all, rows, metrics: runMetrics(store, rows, axis) }
  })
  const { all, rows, metrics } = value
  const found = useMemo(
    () => question.value && answerQuestion(store, rows, question.value),
    [value, question.value],
  )
  const noun = subject.value ? 'call' : 'request'
  useLensText(texts, 'metrics', {
    what: 'What was measured',
    text: () =>
      [metricsText(metrics, noun), histogramText(metrics), ...all.map(operationText)].join('\n'),
  })
  if (store.spanCount === 0) {
    return <p class="empty">No spans, so nothing to count or to measure. Call span().</p>
  }
  const ask = (asked: DifferenceQuestion | undefined) => {
    question.value = asked
  }
  return (
    <div class="metrics">
      <div class="map-tools">
        <strong id={titleId}>
          {subject.value
            ? `${visibleText(subject.value.service)} ${visibleText(subject.value.name)}`
            : 'All requests'}
        </strong>
        <button
          type="button"
          class="button quiet"
          aria-pressed={asTable.value}
          onClick={() => {
            asTable.value = !asTable.value
          }}
        >
          As tables
        </button>
        {note !== undefined && (
          <span class="map-behind" role="status">
            {note}
          </span>
        )}
        {behind > 0 && (
          <span class="map-behind">{behind.toLocaleString('en')} more spans to come</span>
        )}
      </div>
      <p class="map-hint">
        {metricsText(metrics, noun)}.
        {!subject.value && ' A request is a span that stands under no other.'}
      </p>
      {asTable.value ? (
        <MetricsTables metrics={metrics} axis={axis} titleId={titleId} />
      ) : (
        <div class="charts">
          <TimeChart {...lens} metrics={metrics} noun={noun} />
          <DurationChart
            {...lens}
            metrics={metrics}
            noun={noun}
            question={question.value}
            onAsk={ask}
          />
        </div>
      )}
      <div class="map-tools">
        {metrics.failed > 0 && metrics.failed < metrics.calls && (
          <button
            type="button"
            class="button quiet"
            aria-pressed={question.value === 'failed'}
            onClick={() => ask(question.value === 'failed' ? undefined : 'failed')}
          >
            What sets the failed apart?
          </button>
        )}
        {metrics.durations.count > 1 && (
          <button type="button" class="button quiet" onClick={() => ask(slowestTenth(metrics))}>
            What sets the slowest tenth apart?
          </button>
        )}
        {question.value !== undefined && (
          <button type="button" class="button quiet" onClick={() => ask(undefined)}>
            Compare nothing
          </button>
        )}
      </div>
      <div aria-live="polite">
        {found && question.value !== undefined && (
          <WhatDiffersList found={found} noun={noun} title={questionText(question.value)} />
        )}
      </div>
      <OperationTable
        {...lens}
        operations={all}
        subject={subject.value}
        onChoose={(operation) => {
          subject.value = operation && isSame(operation, subject.value) ? undefined : operation
          question.value = undefined
        }}
      />
      <details
        class="weighing"
        onToggle={({ currentTarget }) => {
          isWeighing.value = currentTarget.open
        }}
      >
        <summary>What all this telemetry weighs, and what it would in a month</summary>
        {isWeighing.value && <CostMeter {...lens} />}
      </details>
    </div>
  )
}

function isSame(operation: Operation, subject: Subject): boolean {
  return operation.service === subject?.service && operation.name === subject.name
}
