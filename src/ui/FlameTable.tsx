/** A flame as a table: where the time went, path by path. */

import { useSignal } from '@preact/signals'
import { durationText } from '../views/duration-text.ts'
import type { Flame, Frame } from '../views/flame.ts'
import type { LensProps } from './lens.ts'
import { ServiceChip } from './ServiceChip.tsx'

/** What is further down took hardly any time. */
const MOST_ROWS = 100

const COLUMNS = [
  { key: 'own', label: 'own time', text: (frame: Frame) => durationText(frame.own) },
  { key: 'total', label: 'in all', text: (frame: Frame) => durationText(frame.total) },
  { key: 'count', label: 'spans', text: (frame: Frame) => frame.count.toLocaleString('en') },
  { key: 'failed', label: 'failed', text: (frame: Frame) => frame.failed.toLocaleString('en') },
] as const

type Column = (typeof COLUMNS)[number]['key']

export function FlameTable({ lens, made }: { lens: LensProps; made: Flame }) {
  const { selection, services, label } = lens
  const order = useSignal<Column>('own')
  const numbers = Array.from(made.frames.keys())
    .sort((a, b) => amountOf(made, b, order.value) - amountOf(made, a, order.value) || a - b)
    .slice(0, MOST_ROWS)
  return (
    <div class="flame-table">
      <table aria-label={`Where the time of ${label} went`}>
        <thead>
          <tr>
            <th scope="col">path</th>
            {COLUMNS.map(({ key, label: heading }) => (
              <th key={key} scope="col" aria-sort={order.value === key ? 'descending' : undefined}>
                <button
                  type="button"
                  class="trace-tool"
                  onClick={() => {
                    order.value = key
                  }}
                >
                  {heading}
                  {order.value === key && ' ↓'}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => {
            const frame = made.frames[number] as Frame
            return (
              <tr key={number}>
                <th scope="row">
                  {services.size > 1 && <ServiceChip service={frame.service} services={services} />}
                  <button
                    type="button"
                    class="link"
                    title="See the longest of its spans"
                    onClick={() => {
                      selection.value = { kind: 'span', row: frame.longest }
                    }}
                  >
                    {frame.name}
                  </button>
                  <span class="flame-path">{pathText(made, frame)}</span>
                </th>
                {COLUMNS.map(({ key, text }) => (
                  <td key={key}>{text(frame)}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {made.frames.length > MOST_ROWS && (
        <p class="flame-told">{`The other ${(made.frames.length - MOST_ROWS).toLocaleString('en')} took less.`}</p>
      )}
    </div>
  )
}

function amountOf({ frames }: Flame, number: number, column: Column): number {
  return frames[number]?.[column] ?? 0
}

/** Those above it, from the nearest one up, as far as there is room. */
function pathText({ frames }: Flame, { parent }: Frame): string {
  const names: string[] = []
  for (let at = parent; at >= 0 && names.length < 4; at = frames[at]?.parent ?? -1) {
    names.push(names.length === 3 ? '…' : (frames[at]?.name ?? ''))
  }
  return names.length === 0 ? '' : ` under ${names.join(' ‹ ')}`
}
