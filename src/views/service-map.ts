/**
 * A service map is who calls whom in a run: services and queues, and between them the calls, how many failed, and how long they
 * took.
 */

import type { ColumnStore } from '../trace-data/column-store.ts'
import { DurationSummary } from './duration-summary.ts'
import { partText } from './part-text.ts'
import { countText } from './run-text.ts'
import { SpanFacts } from './span-facts.ts'
import { visibleText } from './visible-text.ts'

/** `outside` is what only its callers tell of: it has no spans of its own here. */
export type MapNodeKind = 'service' | 'queue' | 'outside'

export interface MapNode {
  /** A queue and a service can have the same name. */
  readonly id: string
  readonly kind: MapNodeKind
  readonly name: string
  /** How many spans of it there are, and how many of them failed; of a queue and of what is outside there are none. */
  readonly spans: number
  readonly failed: number
  /** The row of the first span that shows that it exists. */
  readonly firstRow: number
}

export interface MapEdge {
  readonly id: string
  /** Ids of nodes: who calls, or sends; who is called, or receives. */
  readonly from: string
  readonly to: string
  readonly calls: number
  readonly failed: number
  /** Calls that have not ended. */
  readonly open: number
  /** Of the calls that have ended, as the caller saw them if it tells of them. */
  readonly durations: DurationSummary
  /** Spans to look at: the slowest call, and the last one that failed; −1 if there is none. */
  readonly slowestRow: number
  readonly failedRow: number
  readonly firstRow: number
}

/** Both in the order in which they appeared in the run. */
export interface ServiceMap {
  readonly nodes: readonly MapNode[]
  readonly edges: readonly MapEdge[]
}

/** Who is called, as the caller names it. @see OpenTelemetry semantic conventions, “General attributes” and “Database spans”. */
const PEERS = ['peer.service', 'server.address', 'db.system.name'] as const
/** @see OpenTelemetry semantic conventions, “Messaging spans”. */
const DESTINATION = 'messaging.destination.name'

/**
 * A call is counted once, however many spans tell of it:
 *
 * - A span whose parent is of another service is a call. If its parent is a `client` or a `producer`, that one tells how long it
 *   took and whether it failed, so that the time on the way is part of it.
 * - A `client` span under which nothing arrived is a call of what it names (`peer.service`, `server.address`): the callee has no
 *   tracing, or the request was lost.
 * - A `producer` and a `consumer` span that name the same destination meet in that queue, whatever traces they are in. Where no
 *   destination is named, the parent or the links of the consumer say who sent.
 *
 * @param admits which spans count: a call does if who tells of it or who was called is admitted
 */
export function serviceMap(
  store: ColumnStore,
  admits: (row: number) => boolean = admitsAll,
): ServiceMap {
  const builder = new MapBuilder(store, admits)
  for (let row = 0; row < store.spanCount; row++) builder.arrive(row)
  for (let row = 0; row < store.spanCount; row++) builder.leave(row)
  return builder.build()
}

const admitsAll = () => true

/** Who calls or is called, and the row of the span that shows it. */
interface CallEnd {
  readonly kind: MapNodeKind
  readonly name: string
  readonly row: number
}

class MapBuilder {
  readonly #store: ColumnStore
  readonly #facts: SpanFacts
  /** Of each client or producer, whether a span of another service has told that it arrived. */
  readonly #isAnswered: Uint8Array
  readonly #nodes = new Map<string, Writable<MapNode>>()
  readonly #edges = new Map<string, Writable<MapEdge>>()

  readonly #admits: (row: number) => boolean

  constructor(store: ColumnStore, admits: (row: number) => boolean) {
    this.#store = store
    this.#admits = admits
    this.#facts = new SpanFacts(store)
    this.#isAnswered = new Uint8Array(store.spanCount)
  }

  /** Counts a span, and the call that brought it about. */
  arrive(row: number): void {
    const here = this.#serviceOf(row)
    if (this.#admits(row)) {
      const node = this.#node(here)
      node.spans++
      if (this.#facts.hasFailed(row)) node.failed++
    }
    const kind = this.#facts.kind(row)
    const queue = kind === 'consumer' ? this.#facts.textField(row, DESTINATION) : undefined
    const parent = this.#facts.parent(row)
    if (queue !== undefined) {
      this.#call({ kind: 'queue', name: queue, row }, here, row, row)
      if (parent >= 0) this.#isAnswered[parent] = 1
    } else if (parent >= 0) {
      this.#arriveFrom(parent, here, row)
    } else if (kind === 'consumer') {
      this.#arriveByLinks(here, row)
    }
  }

  /** Counts the calls that nobody has told of at the other end. */
  leave(row: number): void {
    const kind = this.#facts.kind(row)
    const from = this.#serviceOf(row)
    if (kind === 'producer') {
      const queue = this.#facts.textField(row, DESTINATION)
      if (queue !== undefined) this.#call(from, { kind: 'queue', name: queue, row }, row, row)
    } else if (kind === 'client' && this.#isAnswered[row] === 0) {
      const peer = this.#peer(row)
      if (peer !== undefined) this.#call(from, { kind: 'outside', name: peer, row }, row, row)
    }
  }

  build(): ServiceMap {
    const byRow = (a: MapNode | MapEdge, b: MapNode | MapEdge) => a.firstRow - b.firstRow
    return {
      nodes: [...this.#nodes.values()].sort(byRow),
      edges: [...this.#edges.values()].sort(byRow),
    }
  }

  #arriveFrom(parent: number, to: CallEnd, row: number): void {
    const from = this.#serviceOf(parent)
    const kind = this.#facts.kind(parent)
    const isCrossing = kind === 'client' || kind === 'producer'
    const isOwn = from.name === to.name
    if (isOwn && !(isCrossing && this.#facts.kind(row) === 'server')) return
    // Of a request that arrives twice the caller knows once.
    const isTold = isCrossing && this.#isAnswered[parent] === 0
    if (isCrossing) this.#isAnswered[parent] = 1
    this.#call(from, to, isTold ? parent : row, row)
  }

  #arriveByLinks(to: CallEnd, row: number): void {
    for (const { context } of this.#store.spanRecord(row).links) {
      const sender = this.#store.spanRow(context.spanId)
      if (sender < 0) continue
      this.#call(this.#serviceOf(sender), to, row, row)
      return
    }
  }

  #serviceOf(row: number): CallEnd {
    return { kind: 'service', name: this.#facts.service(row), row }
  }

  #peer(row: number): string | undefined {
    for (const name of PEERS) {
      const peer = this.#facts.textField(row, name)
      if (peer !== undefined) return peer
    }
    return undefined
  }

  /** @param teller the span whose duration and status are those of the call */
  #call(from: CallEnd, to: CallEnd, teller: number, row: number): void {
    if (!this.#admits(row) && !this.#admits(teller)) return
    const edge = this.#edge(this.#node(from).id, this.#node(to).id, Math.min(teller, row))
    edge.calls++
    if (this.#facts.hasFailed(teller)) {
      edge.failed++
      edge.failedRow = teller
    }
    const duration = this.#facts.duration(teller)
    if (Number.isNaN(duration)) {
      edge.open++
      return
    }
    if (edge.slowestRow < 0 || duration > edge.durations.max) edge.slowestRow = teller
    edge.durations.add(duration)
  }

  #node({ kind, name, row }: CallEnd): Writable<MapNode> {
    const id = idOf(kind, name)
    const known = this.#nodes.get(id)
    if (known) {
      known.firstRow = Math.min(known.firstRow, row)
      return known
    }
    const node = { id, kind, name, spans: 0, failed: 0, firstRow: row }
    this.#nodes.set(id, node)
    return node
  }

  #edge(from: string, to: string, row: number): Writable<MapEdge> {
    const id = `${from.length} ${from} ${to}`
    const known = this.#edges.get(id)
    if (known) {
      known.firstRow = Math.min(known.firstRow, row)
      return known
    }
    const durations = new DurationSummary()
    const [calls, failed, open, slowestRow, failedRow] = [0, 0, 0, -1, -1]
    const edge = {
      id,
      from,
      to,
      calls,
      failed,
      open,
      durations,
      slowestRow,
      failedRow,
      firstRow: row,
    }
    this.#edges.set(id, edge)
    return edge
  }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** What is outside has the id of the service that it turns out to be when it tells of itself. */
function idOf(kind: MapNodeKind, name: string): string {
  return `${kind === 'queue' ? 'queue' : 'service'} ${name}`
}

/** `checkout`, `queue orders`. */
export function nodeText({ kind, name }: MapNode): string {
  return kind === 'queue' ? `queue ${visibleText(name)}` : visibleText(name)
}

/** `12 calls, 3 failed (25 %), 1 still open`. */
export function callsText({ calls, failed, open }: MapEdge): string {
  const parts = [countText(calls, 'call')]
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed (${partText(failed, calls)})`)
  if (open > 0) parts.push(`${open.toLocaleString('en')} not ended`)
  return parts.join(', ')
}

/** `p50 12 ms, p99 80 ms`. */
export function durationsText({ durations }: MapEdge): string {
  if (durations.count === 0) return 'no durations yet'
  if (durations.count === 1) return durations.quantileText(0.5)
  return `p50 ${durations.quantileText(0.5)}, p99 ${durations.quantileText(0.99)}`
}

/** The whole map as text: who calls whom, in the order in which that was first seen. */
export function serviceMapText({ nodes, edges }: ServiceMap): string {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const rows = edges.map((edge) => {
    const [from, to] = [byId.get(edge.from) as MapNode, byId.get(edge.to) as MapNode]
    const whom = to.kind === 'outside' ? `${nodeText(to)} (outside)` : nodeText(to)
    return `${nodeText(from)} → ${whom}: ${callsText(edge)}; ${durationsText(edge)}`
  })
  const connected = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const alone = nodes.filter(({ id }) => !connected.has(id))
  return [
    ...rows,
    ...alone.map((node) => `${nodeText(node)}: ${countText(node.spans, 'span')}, no calls`),
  ].join('\n')
}
