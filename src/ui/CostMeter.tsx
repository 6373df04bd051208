/** The cost meter says what the telemetry of a run weighs: in the run, for one request, and in a month at a rate that the reader sets. */

import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { costRows, runCost, USUAL_RATE } from '../views/run-cost.ts'
import type { LensProps } from './lens.ts'
import { TablePaper } from './TablePaper.tsx'
import { useGrowing } from './use-growing.ts'

const HIGHEST_RATE = 1_000_000

interface CostMeterProps extends Pick<LensProps, 'store' | 'revision' | 'isActive' | 'label'> {
  /** Requests a second, if somebody else wants to know them too. */
  readonly rate?: Signal<number>
}

export function CostMeter(props: CostMeterProps) {
  const { store, label } = props
  const id = useId()
  const own = useSignal(USUAL_RATE)
  const rate = props.rate ?? own
  const { value: cost } = useGrowing(props, [], () => runCost(store))
  return (
    <section class="cost" aria-label={`What the telemetry of ${label} weighs`}>
      <TablePaper label="Cost as a table">
        <table class="number-table">
          <thead>
            <tr>
              {['What', 'This run', 'A request', 'A month'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {costRows(cost, rate.value).map(({ name, run, request, month }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{run}</td>
                <td>{request}</td>
                <td>{month}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TablePaper>
      <p class="map-hint">
        <label for={id}>A month at</label>{' '}
        <input
          id={id}
          class="cost-rate"
          type="number"
          inputMode="decimal"
          min={0}
          max={HIGHEST_RATE}
          value={rate.value}
          onInput={({ currentTarget: { valueAsNumber } }) => {
            if (valueAsNumber >= 0 && valueAsNumber <= HIGHEST_RATE) rate.value = valueAsNumber
          }}
        />{' '}
        requests a second. On the wire: OTLP/JSON, not compressed. At rest: in columns.
        {cost.isEstimate && ' This run is large: a part of it was weighed.'}
      </p>
    </section>
  )
}
