/** The operations of a run as a table; choosing one measures it alone. */

import { useSignal } from '@preact/signals'
import type { Operation } from '../views/operations.ts'
import { partText } from '../views/part-text.ts'
import { visibleText } from '../views/visible-text.ts'
import type { LensProps } from './lens.ts'
import { ServiceChip } from './ServiceChip.tsx'
import { TablePaper } from './TablePaper.tsx'

/** More are shown on demand. */
const SHOWN = 12

interface OperationTableProps extends LensProps {
  readonly operations: readonly Operation[]
  readonly subject: Pick<Operation, 'service' | 'name'> | undefined
  readonly onChoose: (operation: Operation | undefined) => void
}

export function OperationTable({ operations, subject, onChoose, services }: OperationTableProps) {
  const showsAll = useSignal(false)
  const shown = showsAll.value ? operations : operations.slice(0, SHOWN)
  return (
    <TablePaper label="Operations">
      <table class="number-table operations">
        <caption class="visually-hidden">Operations, those with the most time first</caption>
        <thead>
          <tr>
            {['Operation', 'Calls', 'Failed', 'p50', 'p99', 'Slowest'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((operation) => {
            const { service, name, rows, failed, durations } = operation
            return (
              <tr key={`${service.length} ${service}${name}`}>
                <th scope="row">
                  <button
                    type="button"
                    class="operation"
                    aria-pressed={subject?.service === service && subject.name === name}
                    onClick={() => onChoose(operation)}
                  >
                    <ServiceChip service={service} services={services} /> {visibleText(name)}
                  </button>
                </th>
                <td>{rows.length.toLocaleString('en')}</td>
                <td data-failed={failed > 0 || undefined}>
                  {failed === 0
                    ? '0'
                    : `${failed.toLocaleString('en')} (${partText(failed, rows.length)})`}
                </td>
                <td>{durations.quantileText(0.5)}</td>
                <td>{durations.quantileText(0.99)}</td>
                <td>{durations.quantileText(1)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {operations.length > SHOWN && (
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            showsAll.value = !showsAll.value
          }}
        >
          {showsAll.value ? 'Show fewer' : `Show all ${operations.length.toLocaleString('en')}`}
        </button>
      )}
    </TablePaper>
  )
}
