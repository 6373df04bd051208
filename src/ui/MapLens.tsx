/** The map lens: services and queues, and the calls between them. */

import { useComputed, useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { layOutMap, type MapLayout } from '../views/map-layout.ts'
import { drawMap, type MapKey, mapNeighbour } from '../views/map-picture.ts'
import { changeFilter, NO_FILTER } from '../views/run-filter.ts'
import { type ServiceMap, serviceMap, serviceMapText } from '../views/service-map.ts'
import type { LensProps } from './lens.ts'
import { useLensText } from './lens-texts.ts'
import { MapDetail } from './MapDetail.tsx'
import { MapEdgeLabel, MapEdgeMark } from './MapEdgeMark.tsx'
import { MapNodeMark } from './MapNodeMark.tsx'
import { MapTable } from './MapTable.tsx'
import { useGrowing } from './use-growing.ts'
import { useSpanTest } from './use-span-test.ts'

/** More are not told apart in a picture; the table has them all. */
const DRAWN_UP_TO = 60
const KEYS: ReadonlySet<string> = new Set<MapKey>([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
])

interface DrawnMap {
  readonly map: ServiceMap
  readonly layout: MapLayout
}

export function MapLens(lens: LensProps) {
  const { store, filter, texts } = lens
  const picture = useRef<SVGSVGElement>(null)
  const asTable = useSignal(false)
  const chosen = useSignal<string | undefined>(undefined)
  const active = useSignal<string | undefined>(undefined)
  // The services of the filter are those that are not pale: a map of them alone would leave out whom they call.
  const withoutServices = useComputed(() => changeFilter(filter.value, { services: undefined }))
  const { admits, note } = useSpanTest({ ...lens, filter: withoutServices })
  const { value, behind } = useGrowing<DrawnMap>(lens, [admits], (before) => {
    const map = serviceMap(store, admits)
    return { map, layout: layOutMap(map, before?.layout) }
  })
  const { map, layout } = value
  useLensText(texts, 'map', { what: 'The map', text: () => serviceMapText(map) })
  if (map.nodes.length === 0 && store.spanCount > 0) {
    return (
      <p class="empty">
        {note ?? 'No span is like that.'}{' '}
        <button
          type="button"
          class="link"
          onClick={() => {
            filter.value = NO_FILTER
          }}
        >
          Show all spans again
        </button>
      </p>
    )
  }
  if (map.nodes.length === 0) {
    return (
      <p class="empty">
        No spans, so no services: a map is drawn from who calls whom. Call span().
      </p>
    )
  }
  const isTooMuch = map.nodes.length > DRAWN_UP_TO
  return (
    <div class="map">
      <div class="map-tools">
        <button
          type="button"
          class="button quiet"
          aria-pressed={asTable.value}
          onClick={() => {
            asTable.value = !asTable.value
          }}
        >
          As a table
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
      {asTable.value || isTooMuch ? (
        <>
          {isTooMuch && (
            <p class="map-hint">
              {map.nodes.length.toLocaleString('en')} services and queues are more than a picture
              can show. Here they are as a table.
            </p>
          )}
          <MapTable map={map} />
        </>
      ) : (
        <Picture
          {...lens}
          {...value}
          svg={picture}
          active={active.value ?? map.nodes[0]?.id}
          chosen={chosen.value}
          onActive={(id) => {
            active.value = id
          }}
          onChoose={(id) => choose(id)}
          onKeyDown={(event, id) => onKeyDown(event, id)}
        />
      )}
      <MapDetail {...lens} map={map} chosen={chosen.value} onClose={() => choose(undefined)} />
    </div>
  )

  function choose(id: string | undefined): void {
    chosen.value = chosen.value === id ? undefined : id
    const { services: _, ...rest } = lens.filter.value
    const services = servicesOf(map, chosen.value)
    lens.filter.value = services.length > 0 ? { ...rest, services: new Set(services) } : rest
  }

  function onKeyDown(event: KeyboardEvent, id: string): void {
    if (event.key === 'Enter' || event.key === ' ') choose(id)
    else if (event.key === 'Escape' && chosen.value !== undefined) choose(undefined)
    else if (KEYS.has(event.key)) {
      const next = mapNeighbour(map, layout, id, event.key as MapKey)
      active.value = next
      const at = [...map.nodes, ...map.edges].findIndex((one) => one.id === next)
      picture.current?.querySelector<SVGElement>(`[data-index="${at}"]`)?.focus()
    } else return
    event.preventDefault()
  }
}

/** Of a call both sides; a queue and what is outside are no services. */
function servicesOf({ nodes, edges }: ServiceMap, id: string | undefined): string[] {
  const edge = edges.find((candidate) => candidate.id === id)
  const ids = edge ? [edge.from, edge.to] : [id]
  return nodes
    .filter((node) => node.kind === 'service' && ids.includes(node.id))
    .map(({ name }) => name)
}

interface PictureProps extends LensProps, DrawnMap {
  readonly svg: { current: SVGSVGElement | null }
  readonly active: string | undefined
  readonly chosen: string | undefined
  readonly onActive: (id: string) => void
  readonly onChoose: (id: string) => void
  readonly onKeyDown: (event: KeyboardEvent, id: string) => void
}

function Picture(props: PictureProps) {
  const { map, layout, services, filter, label, active, chosen } = props
  const { width, height, nodes, edges } = drawMap(map, layout)
  const only = filter.value.services
  const markOf = (id: string) => ({
    isActive: active === id,
    isChosen: chosen === id,
    onFocus: () => props.onActive(id),
    onChoose: () => props.onChoose(id),
    onKeyDown: (event: KeyboardEvent) => props.onKeyDown(event, id),
  })
  const isOut = (id: string) =>
    only !== undefined &&
    !map.nodes.some((node) => node.id === id && node.kind === 'service' && only.has(node.name))
  const marks = edges.map((placed, index) => ({
    placed,
    map,
    index: map.nodes.length + index,
    isOut: isOut(placed.edge.from) && isOut(placed.edge.to),
    ...markOf(placed.edge.id),
  }))
  return (
    <>
      <div class="map-paper">
        <svg
          ref={props.svg}
          viewBox={`0 0 ${width} ${height}`}
          style={{ width: `${width}px`, minWidth: `${Math.round(width * 0.88)}px` }}
          role="group"
          aria-label={`Map of ${label}: services and queues, and the calls between them`}
        >
          {marks.map((mark) => (
            <MapEdgeMark key={mark.placed.edge.id} {...mark} />
          ))}
          {marks.map((mark) => (
            <MapEdgeLabel key={mark.placed.edge.id} {...mark} />
          ))}
          {nodes.map((placed, index) => (
            <MapNodeMark
              key={placed.node.id}
              placed={placed}
              mark={services.get(placed.node.name)}
              index={index}
              isOut={isOut(placed.node.id)}
              {...markOf(placed.node.id)}
            />
          ))}
        </svg>
      </div>
      <p class="map-hint key-hint">
        Arrow keys follow the calls; Enter shows one and filters every lens by it; Escape lets go.
      </p>
    </>
  )
}
