/** A run store holds all that one run said, in the order in which it was said, and answers questions about it. */

import { type ConsoleLine, consoleLevel } from '../telemetry/console-line.ts'
import type { Line, SpanChange, TelemetryEvent } from '../telemetry/telemetry-event.ts'
import type { SpanEvent, SpanLink, SpanRecord } from '../telemetry/tracing/span-record.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A span as the store keeps it, which adds to its lists in place: a span can have a hundred thousand events. */
interface KeptSpan extends Writable<SpanRecord> {
  readonly events: SpanEvent[]
  readonly links: SpanLink[]
}

/** What one place in the source has made. */
export interface SiteTelemetry {
  readonly lines: readonly Line[]
  readonly spans: readonly SpanRecord[]
  /** How many of them tell of an error. */
  readonly failures: number
}

interface KeptSite extends Writable<SiteTelemetry> {
  readonly lines: Line[]
  readonly spans: SpanRecord[]
}

export class RunStore {
  readonly #events: TelemetryEvent[] = []
  readonly #lines: Line[] = []
  readonly #spans: SpanRecord[] = []
  readonly #byId = new Map<string, KeptSpan>()
  readonly #children = new Map<string, SpanRecord[]>()
  readonly #linesOf = new Map<string, Line[]>()
  readonly #consoleLines: ConsoleLine[] = []
  readonly #sites = new Map<number, KeptSite>()
  readonly #services = new Set<string>()
  /** Some span began after one that names it as its parent: then there can be cycles. */
  #isOutOfOrder = false
  /** The spans at which cycles are broken, as of so many spans. */
  #cycleStarts: { readonly ids: ReadonlySet<string>; readonly asOf: number } = {
    ids: new Set(),
    asOf: 0,
  }
  #firstTime = Number.POSITIVE_INFINITY
  #lastTime = Number.NEGATIVE_INFINITY

  static of(events: readonly TelemetryEvent[]): RunStore {
    const store = new RunStore()
    store.append(events)
    return store
  }

  append(events: readonly TelemetryEvent[]): void {
    for (const event of events) this.#add(event)
  }

  /** Everything, as it came. */
  get events(): readonly TelemetryEvent[] {
    return this.#events
  }

  /** Log records, console lines and diagnostics, in order. */
  get lines(): readonly Line[] {
    return this.#lines
  }

  /** What was written with the console, in order. */
  get consoleLines(): readonly ConsoleLine[] {
    return this.#consoleLines
  }

  /** What was made where, by the numbers of the places. */
  get sites(): ReadonlyMap<number, SiteTelemetry> {
    return this.#sites
  }

  /** All spans, in the order of their start. */
  get spans(): readonly SpanRecord[] {
    return this.#spans
  }

  /** Services in the order of their first appearance. */
  get services(): readonly string[] {
    return [...this.#services]
  }

  /** The moment of the first event, in microseconds since the Unix epoch; 0 for an empty run. */
  get start(): number {
    return this.#lines.length + this.#spans.length > 0 ? this.#firstTime : 0
  }

  /** The moment of the last event, in microseconds since the Unix epoch; 0 for an empty run. */
  get end(): number {
    return this.#lines.length + this.#spans.length > 0 ? this.#lastTime : 0
  }

  span(spanId: string): SpanRecord | undefined {
    return this.#byId.get(spanId)
  }

  /** The spans that stand below this one, in the order of their start: those that name it as their parent. */
  childrenOf(spanId: string): readonly SpanRecord[] {
    const children = this.#children.get(spanId) ?? []
    return this.#isOutOfOrder
      ? children.filter((child) => !this.isCycleStart(child.spanId))
      : children
  }

  /**
   * Do its parents lead back to it, and is it the first to start of those that they lead over? There the cycle is broken:
   * it stands at the beginning of a tree, so that it can be seen.
   */
  isCycleStart(spanId: string): boolean {
    return this.#findCycles().has(spanId)
  }

  /** The lines written while this span was active. */
  linesOf(spanId: string): readonly Line[] {
    return this.#linesOf.get(spanId) ?? []
  }

  /** The spans with which a tree begins: those without a parent, those whose parent is not here, and one of every cycle. */
  roots(): SpanRecord[] {
    return this.#spans.filter(
      ({ spanId, parentSpanId }) =>
        parentSpanId === undefined || !this.#byId.has(parentSpanId) || this.isCycleStart(spanId),
    )
  }

  #findCycles(): ReadonlySet<string> {
    if (!this.#isOutOfOrder) return this.#cycleStarts.ids
    if (this.#cycleStarts.asOf < this.#spans.length) {
      this.#cycleStarts = { ids: this.#cyclesAmong(this.#spans), asOf: this.#spans.length }
    }
    return this.#cycleStarts.ids
  }

  /** Every span is passed once, whatever the parents are. */
  #cyclesAmong(spans: readonly SpanRecord[]): Set<string> {
    const starts = new Set<string>()
    const order = new Map(spans.map((span, index) => [span, index]))
    /** From which span each was reached first. */
    const reachedFrom = new Map<SpanRecord, SpanRecord>()
    for (const first of spans) {
      let span: SpanRecord | undefined = first
      while (span && !reachedFrom.has(span)) {
        reachedFrom.set(span, first)
        span = this.#parentOf(span)
      }
      if (span && reachedFrom.get(span) === first) {
        let earliest = span
        for (const member of this.#cycleOf(span)) {
          if ((order.get(member) ?? 0) < (order.get(earliest) ?? 0)) earliest = member
        }
        starts.add(earliest.spanId)
      }
    }
    return starts
  }

  /** The spans of a cycle. @param member one of them */
  #cycleOf(member: SpanRecord): ReadonlySet<SpanRecord> {
    const members = new Set<SpanRecord>()
    for (let span = member; !members.has(span); span = this.#parentOf(span) as SpanRecord) {
      members.add(span)
    }
    return members
  }

  #parentOf({ parentSpanId }: SpanRecord): SpanRecord | undefined {
    return parentSpanId === undefined ? undefined : this.#byId.get(parentSpanId)
  }

  #add(event: TelemetryEvent): void {
    this.#events.push(event)
    if ('time' in event) this.#extendTo(event.time)
    switch (event.kind) {
      case 'log':
        this.#services.add(event.service)
        if (event.spanId !== undefined) append(this.#linesOf, event.spanId, event)
        this.#addLine(event, event.level === 'error' || event.level === 'fatal')
        break
      case 'console':
        this.#consoleLines.push(event)
        this.#addLine(event, consoleLevel(event.method) === 'error')
        break
      case 'diagnostic':
        this.#addLine(event, false)
        break
      case 'span-start':
        this.#addSpan(event)
        break
      case 'span-end':
        this.#change(event.spanId, (span) => {
          span.end = event.time
          if (event.dropped) span.dropped = event.dropped
        })
        break
      default:
        this.#change(event.spanId, (span) => {
          const before = span.status.code
          applyChange(span, event)
          this.#siteOf(span).failures += failures(span.status.code) - failures(before)
        })
    }
  }

  #addLine(line: Line, hasFailed: boolean): void {
    this.#lines.push(line)
    const site = this.#siteOf(line)
    site.lines.push(line)
    if (hasFailed) site.failures++
  }

  #siteOf({ site }: { readonly site: number }): KeptSite {
    let kept = this.#sites.get(site)
    if (!kept) {
      kept = { lines: [], spans: [], failures: 0 }
      this.#sites.set(site, kept)
    }
    return kept
  }

  #addSpan({ kind: _, time, ...rest }: TelemetryEvent & { kind: 'span-start' }): void {
    const span: KeptSpan = {
      ...rest,
      // Without a prototype, so that an attribute called `__proto__` is one like any other.
      attributes: Object.assign(Object.create(null), rest.attributes),
      links: [...rest.links],
      start: time,
      status: { code: 'unset' },
      events: [],
    }
    this.#services.add(span.service)
    this.#spans.push(span)
    this.#siteOf(span).spans.push(span)
    this.#byId.set(span.spanId, span)
    if (span.parentSpanId === span.spanId || this.#children.has(span.spanId)) {
      this.#isOutOfOrder = true
    }
    if (span.parentSpanId !== undefined) append(this.#children, span.parentSpanId, span)
  }

  #change(spanId: string, change: (span: KeptSpan) => void): void {
    const span = this.#byId.get(spanId)
    if (span) change(span)
  }

  #extendTo(time: number): void {
    this.#firstTime = Math.min(this.#firstTime, time)
    this.#lastTime = Math.max(this.#lastTime, time)
  }
}

function applyChange(span: KeptSpan, change: SpanChange): void {
  switch (change.kind) {
    case 'attribute':
      span.attributes[change.name] = change.value
      break
    case 'span-event':
      span.events.push({ name: change.name, time: change.time, attributes: change.attributes })
      break
    case 'link':
      span.links.push(change.link)
      break
    case 'status':
      span.status = change.status
      break
    case 'rename':
      span.name = change.name
      break
  }
}

function failures(code: SpanRecord['status']['code']): number {
  return code === 'error' ? 1 : 0
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
