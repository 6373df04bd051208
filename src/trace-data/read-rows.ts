/** Reading rows means to make the objects of those that somebody looks at: lines, spans, and the events of a run as they came. */

import type { FieldValue } from '../telemetry/field.ts'
import type { Level } from '../telemetry/logging/level.ts'
import type { Line, TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type {
  DroppedFromSpan,
  SpanEvent,
  SpanLink,
  SpanRecord,
  SpanStart,
  SpanStatus,
} from '../telemetry/tracing/span-record.ts'
import { consoleMethodOf, DIAGNOSTIC, EVENT, SAID, STATUS_CODES } from './event-batch.ts'
import { STANDS_IN } from './event-order.ts'
import { STATE } from './span-table.ts'
import type { StoreRows } from './store-rows.ts'

export function lineAt(store: StoreRows, row: number): Line {
  const { time, origin, message, more } = store.lines.table.columns
  const from = origin[row] as number
  const { site, depth, type } = store.lineOrigins.table.columns
  const code = type[from] as number
  const when = { time: time[row] as number, site: site[from] as number }
  const text = store.texts.text(message[row] as number)
  if (code < DIAGNOSTIC) return logAt(store, row)
  if (code === DIAGNOSTIC) return { kind: 'diagnostic', message: text, ...when }
  const groups = depth[from] as number
  const values = more[row] as number
  return {
    kind: 'console',
    method: consoleMethodOf(code),
    text,
    ...(!Number.isNaN(groups) && { depth: groups }),
    ...(values > 0 && { snapshot: store.texts.text(values - 1) }),
    ...when,
  }
}

function logAt(store: StoreRows, row: number): Line {
  const { texts, traces, spans, lineOrigins } = store
  const { time, origin, message, more, trace, span, fields } = store.lines.table.columns
  const from = origin[row] as number
  const { site, flags } = lineOrigins.table.columns
  const ofTrace = trace[row] as number
  const ofSpan = span[row] as number
  return {
    kind: 'log',
    time: time[row] as number,
    level: lineOrigins.type(from) as Level,
    target: lineOrigins.target(from),
    message: texts.text(message[row] as number),
    template: texts.text(more[row] as number),
    fields: store.fields.block(fields[row] as number),
    service: lineOrigins.service(from),
    ...(ofTrace > 0 && { traceId: traces.id(ofTrace - 1) }),
    ...(ofSpan !== 0 && { spanId: spans.ids.id(ofSpan) }),
    ...(!Number.isNaN(flags[from]) && { traceFlags: flags[from] as number }),
    site: site[from] as number,
  }
}

/** All that is known of a span by now. */
export function spanRecordAt(store: StoreRows, row: number): SpanRecord {
  const { time: start, attributes, links, name: _, ...rest } = spanStartAt(store, row)
  const { name, lastChange } = store.spans.table.columns
  const end = store.spans.end(row)
  const later = new LaterChanges(store)
  for (const change of store.changes.inRing(lastChange[row] as number)) later.add(change)
  for (const [key, value] of later.attributes) attributes[key] = value
  return {
    ...rest,
    name: store.texts.text(name[row] as number),
    start,
    ...(!Number.isNaN(end) && { end }),
    attributes,
    links: [...links, ...later.links],
    status: later.status,
    events: later.events,
    ...(later.dropped && { dropped: later.dropped }),
  }
}

/** What happened to one span since it began. */
class LaterChanges {
  readonly #store: StoreRows
  readonly attributes: [string, FieldValue][] = []
  readonly events: SpanEvent[] = []
  readonly links: SpanLink[] = []
  status: SpanStatus = { code: 'unset' }
  dropped: DroppedFromSpan | undefined
  #hasEnded = false

  constructor(store: StoreRows) {
    this.#store = store
  }

  add(change: number): void {
    const { changes, fields } = this.#store
    const what = changes.table.columns.what[change] as number
    switch (changes.kind(change)) {
      case EVENT.attribute:
        this.attributes.push([fields.name(what - 1), fields.value(what - 1)])
        break
      case EVENT.spanEvent:
        this.events.push(changes.spanEvent(change))
        break
      case EVENT.link:
        this.links.push(changes.link(what))
        break
      case EVENT.status:
        this.status = statusAt(this.#store, change)
        break
      case EVENT.spanEnd:
        // Only the first end counts.
        if (!this.#hasEnded) this.dropped = changes.end(change).dropped
        this.#hasEnded = true
        break
    }
  }
}

/** As it began, whatever became of it. */
function spanStartAt(store: StoreRows, row: number): SpanStart {
  const { texts, traces, spans, spanOrigins, changes } = store
  const { start, origin, trace, parent, attributes, state } = spans.table.columns
  const from = origin[row] as number
  const { site, flags, scopeName, scopeVersion, traceState, hasRemoteParent } =
    spanOrigins.table.columns
  const version = scopeVersion[from] as number
  const traceStateText = traceState[from] as number
  const above = parent[row] as number
  return {
    traceId: traces.id(trace[row] as number),
    spanId: spans.ids.id(row + 1),
    ...(above !== 0 && { parentSpanId: spans.ids.id(above) }),
    ...(hasRemoteParent[from] !== SAID.nothing && {
      isParentRemote: hasRemoteParent[from] === SAID.yes,
    }),
    traceFlags: flags[from] as number,
    ...(traceStateText > 0 && { traceState: texts.text(traceStateText - 1) }),
    name: texts.text(firstName(store, row)),
    spanKind: spanOrigins.kind(from),
    service: spanOrigins.service(from),
    scope: {
      name: texts.text(scopeName[from] as number),
      ...(version > 0 && { version: texts.text(version - 1) }),
    },
    time: start[row] as number,
    attributes: store.fields.block(attributes[row] as number),
    links: ((state[row] as number) & STATE.hasLinks) === 0 ? [] : changes.firstLinks(row),
    site: site[from] as number,
  }
}

/** The name with which a span began: its first new one knows which it replaced. */
function firstName(store: StoreRows, row: number): number {
  const { name, state, lastChange } = store.spans.table.columns
  const { kind, more } = store.changes.table.columns
  if (((state[row] as number) & STATE.isRenamed) === 0) return name[row] as number
  const rename = store.changes
    .inRing(lastChange[row] as number)
    .find((change) => kind[change] === EVENT.rename) as number
  return (more[rename] as number) - 1
}

function statusAt({ changes, texts }: StoreRows, change: number): SpanStatus {
  const { what, more } = changes.table.columns
  const message = what[change] as number
  return {
    code: STATUS_CODES[more[change] as number] as SpanStatus['code'],
    ...(message > 0 && { message: texts.text(message - 1) }),
  }
}

/** Events as they came, from one number up to another. */
export function eventsAt(store: StoreRows, from: number, to: number): TelemetryEvent[] {
  const events: TelemetryEvent[] = []
  for (const { table, row } of store.order.places(from, to)) {
    switch (table) {
      case STANDS_IN.lines:
        events.push(lineAt(store, row))
        break
      case STANDS_IN.spans:
        events.push({ kind: 'span-start', ...spanStartAt(store, row) })
        break
      case STANDS_IN.ends: {
        const span = store.ends.columns.span[row] as number
        const time = store.spans.end(span)
        events.push({ kind: 'span-end', spanId: store.spans.ids.id(span + 1), time })
        break
      }
      default:
        events.push(changeAt(store, row))
    }
  }
  return events
}

function changeAt(store: StoreRows, row: number): TelemetryEvent {
  const { changes, fields, texts, spans } = store
  const { span, what } = changes.table.columns
  const about = what[row] as number
  const spanId = spans.ids.id(span[row] as number)
  switch (changes.kind(row)) {
    case EVENT.attribute:
      return {
        kind: 'attribute',
        spanId,
        name: fields.name(about - 1),
        value: fields.value(about - 1),
      }
    case EVENT.spanEvent:
      return { kind: 'span-event', spanId, ...changes.spanEvent(row) }
    case EVENT.link:
      return { kind: 'link', spanId, link: changes.link(about) }
    case EVENT.status:
      return { kind: 'status', spanId, status: statusAt(store, row) }
    case EVENT.spanEnd:
      return { kind: 'span-end', spanId, ...changes.end(row) }
    default:
      return { kind: 'rename', spanId, name: texts.text(about) }
  }
}
