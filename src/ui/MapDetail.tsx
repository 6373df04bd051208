/** What is known of the chosen service, queue or call, with the spans to look at. */

import { countText } from '../views/run-text.ts'
import { callsText, durationsText, nodeText, type ServiceMap } from '../views/service-map.ts'
import type { LensProps } from './lens.ts'
import { edgeName } from './MapEdgeMark.tsx'

interface MapDetailProps extends LensProps {
  readonly map: ServiceMap
  /** The id of a node or of an edge. */
  readonly chosen: string | undefined
  readonly onClose: () => void
}

export function MapDetail({ map, chosen, onClose, selection }: MapDetailProps) {
  const edge = map.edges.find(({ id }) => id === chosen)
  const node = map.nodes.find(({ id }) => id === chosen)
  const lookAt = (row: number) => {
    selection.value = { kind: 'span', row }
  }
  return (
    <div class="map-detail" role="status">
      {edge && (
        <>
          <strong>{edgeName(edge, map)}</strong> {callsText(edge)}; {durationsText(edge)}.{' '}
          {edge.slowestRow >= 0 && (
            <button type="button" class="button quiet" onClick={() => lookAt(edge.slowestRow)}>
              Show the slowest
            </button>
          )}
          {edge.failedRow >= 0 && (
            <button type="button" class="button quiet" onClick={() => lookAt(edge.failedRow)}>
              Show one that failed
            </button>
          )}
        </>
      )}
      {node && (
        <>
          <strong>{nodeText(node)}</strong>{' '}
          {node.kind === 'service' &&
            `${countText(node.spans, 'span')}, ${node.failed.toLocaleString('en')} failed.`}
          {node.kind === 'queue' &&
            'A queue: who sends to it and who receives from it may be in different traces.'}
          {node.kind === 'outside' &&
            'Only its callers tell of it: it made no spans, or the calls never arrived.'}{' '}
        </>
      )}
      {(edge || node) && (
        <button type="button" class="button quiet" onClick={onClose}>
          {servicesChosen(map, chosen) ? 'Show all services again' : 'Close'}
        </button>
      )}
    </div>
  )
}

function servicesChosen({ nodes, edges }: ServiceMap, id: string | undefined): boolean {
  return (
    edges.some((edge) => edge.id === id) ||
    nodes.some((node) => node.id === id && node.kind === 'service')
  )
}
