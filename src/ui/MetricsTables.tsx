/** The charts of the metrics lens as tables: what began when, and how long it took. */

import { durationText } from '../views/duration-text.ts'
import { bucketText, type RunMetrics } from '../views/run-metrics.ts'
import type { TimeAxis } from '../views/time-axis.ts'
import { TablePaper } from './TablePaper.tsx'

interface MetricsTablesProps {
  readonly metrics: RunMetrics
  readonly axis: TimeAxis
  /** Of the element that says what is measured. */
  readonly titleId: string
}

export function MetricsTables({ metrics, axis, titleId }: MetricsTablesProps) {
  const columns = metrics.columns.filter(({ calls }) => calls > 0)
  const buckets = metrics.buckets.filter(({ calls }) => calls > 0)
  return (
    <div class="charts">
      <TablePaper label="Over time, as a table">
        <table class="number-table" aria-describedby={titleId}>
          <caption>Over time</caption>
          <thead>
            <tr>
              {['From', 'Calls', 'Failed', 'p50', 'p99'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map(({ from, calls, failed, durations }) => (
              <tr key={from}>
                <th scope="row">{durationText(from - axis.from)}</th>
                <td>{calls.toLocaleString('en')}</td>
                <td data-failed={failed > 0 || undefined}>{failed.toLocaleString('en')}</td>
                <td>{durations.quantileText(0.5)}</td>
                <td>{durations.quantileText(0.99)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TablePaper>
      <TablePaper label="How long they took, as a table">
        <table class="number-table" aria-describedby={titleId}>
          <caption>How long they took</caption>
          <thead>
            <tr>
              {['Duration', 'Calls', 'Failed'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buckets.map((bucket) => (
              <tr key={bucket.to}>
                <th scope="row">{bucketText(bucket)}</th>
                <td>{bucket.calls.toLocaleString('en')}</td>
                <td data-failed={bucket.failed > 0 || undefined}>
                  {bucket.failed.toLocaleString('en')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TablePaper>
    </div>
  )
}
