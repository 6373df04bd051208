/** The map as a table: a row for each pair of a caller and a called. */

import { partText } from '../views/part-text.ts'
import { type MapNode, nodeText, type ServiceMap } from '../views/service-map.ts'
import { TablePaper } from './TablePaper.tsx'

export function MapTable({ map }: { readonly map: ServiceMap }) {
  const { nodes, edges } = map
  const nameOf = (id: string) => nodeText(nodes.find((node) => node.id === id) as MapNode)
  if (edges.length === 0) {
    return <p class="empty">Nobody calls anybody: {nodes.map(nodeText).join(', ')}.</p>
  }
  return (
    <TablePaper label="Calls as a table">
      <table class="number-table">
        <thead>
          <tr>
            {['From', 'To', 'Calls', 'Failed', 'p50', 'p99', 'Slowest'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {edges.map(({ id, from, to, calls, failed, durations }) => (
            <tr key={id}>
              <th scope="row">{nameOf(from)}</th>
              <th scope="row">{nameOf(to)}</th>
              <td>{calls.toLocaleString('en')}</td>
              <td data-failed={failed > 0 || undefined}>
                {failed.toLocaleString('en')} ({partText(failed, calls)})
              </td>
              <td>{durations.quantileText(0.5)}</td>
              <td>{durations.quantileText(0.99)}</td>
              <td>{durations.quantileText(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePaper>
  )
}
