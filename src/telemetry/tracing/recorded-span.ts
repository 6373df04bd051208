/** A recorded span is the record behind a span while it can still change. */

import { cutTexts, type Fields, type FieldValue, NO_FIELDS, setField } from '../field.ts'
import type { Resource } from '../resource.ts'
import type { SpanContext } from './span-context.ts'
import type { SpanLimits } from './span-limits.ts'
import type {
  DroppedFromSpan,
  ExportableSpan,
  Scope,
  SpanEvent,
  SpanKind,
  SpanLink,
  SpanStatus,
} from './span-record.ts'

const UNSET: SpanStatus = { code: 'unset' }
const NONE: never[] = []

/** Its span writes to it, within limits; everybody else reads it. */
export class RecordedSpan implements ExportableSpan {
  readonly #context: SpanContext
  readonly #parent: SpanContext | undefined
  name: string
  readonly spanKind: SpanKind
  readonly resource: Resource
  readonly scope: Scope
  readonly start: number
  end: number | undefined = undefined
  status: SpanStatus = UNSET
  // Most spans have only a few of these: they share the empty ones until they get their own.
  attributes: Fields = NO_FIELDS
  events: SpanEvent[] = NONE
  links: SpanLink[] = NONE
  dropped: DroppedFromSpan | undefined = undefined
  readonly site: number
  /** Where it stands among the running spans; see `running-spans.ts`. */
  place = -1
  readonly #limits: SpanLimits
  /** How often an attribute was set: there are at most so many, and counting them takes longer. */
  #attributesSet = 0

  constructor(
    context: SpanContext,
    parent: SpanContext | undefined,
    name: string,
    kind: SpanKind,
    resource: Resource,
    scope: Scope,
    start: number,
    site: number,
    limits: SpanLimits,
  ) {
    this.#context = context
    this.#parent = parent
    this.name = name
    this.spanKind = kind
    this.resource = resource
    this.scope = scope
    this.start = start
    this.site = site
    this.#limits = limits
  }

  get service(): string {
    return this.resource.service
  }

  get traceId(): string {
    return this.#context.traceId
  }

  get spanId(): string {
    return this.#context.spanId
  }

  get traceFlags(): number {
    return this.#context.traceFlags
  }

  get traceState(): string | undefined {
    return this.#context.traceState
  }

  get parentSpanId(): string | undefined {
    return this.#parent?.spanId
  }

  get isParentRemote(): boolean | undefined {
    return this.#parent && this.#parent.isRemote === true
  }

  toJSON(): ExportableSpan {
    const { traceId, spanId, traceFlags, traceState, parentSpanId, isParentRemote, service } = this
    const { place: _, ...own } = this
    const ids = { traceId, spanId, traceFlags, traceState, parentSpanId, isParentRemote, service }
    return { ...own, ...ids }
  }

  /** @returns the value as it was kept; `undefined` if there was no room for it */
  setAttribute(name: string, value: FieldValue): FieldValue | undefined {
    if (++this.#attributesSet > this.#limits.attributeCountLimit && !this.#hasRoomFor(name)) {
      this.#drop('attributes')
      return undefined
    }
    const kept = cutTexts(value, this.#limits.attributeValueLengthLimit)
    if (this.attributes === NO_FIELDS) this.attributes = {}
    setField(this.attributes, name, kept)
    return kept
  }

  #hasRoomFor(name: string): boolean {
    const { attributes } = this
    if (Object.hasOwn(attributes, name)) return true
    return Object.keys(attributes).length < this.#limits.attributeCountLimit
  }

  /** @returns the event as it was kept; `undefined` if there was no room for it */
  addEvent(name: string, time: number, attributes: Fields): SpanEvent | undefined {
    if (this.events.length >= this.#limits.eventCountLimit) {
      this.#drop('events')
      return undefined
    }
    const kept = this.#within(attributes, this.#limits.attributePerEventCountLimit)
    const event = { name, time, attributes: kept }
    // A list that begins with its first item is smaller than one that grows.
    if (this.events === NONE) this.events = [event]
    else this.events[this.events.length] = event
    return event
  }

  /** @returns the link as it was kept; `undefined` if there was no room for it */
  addLink(context: SpanContext, attributes: Fields): SpanLink | undefined {
    if (this.links.length >= this.#limits.linkCountLimit) {
      this.#drop('links')
      return undefined
    }
    const kept = this.#within(attributes, this.#limits.attributePerLinkCountLimit)
    const link = { context, attributes: kept }
    if (this.links === NONE) this.links = [link]
    else this.links[this.links.length] = link
    return link
  }

  #within(attributes: Fields, countLimit: number): Fields {
    if (attributes === NO_FIELDS) return attributes
    const { attributeValueLengthLimit } = this.#limits
    const names = Object.keys(attributes)
    if (names.length <= countLimit && attributeValueLengthLimit === Number.POSITIVE_INFINITY) {
      return attributes
    }
    const kept: Fields = {}
    for (const name of names.slice(0, countLimit)) {
      setField(kept, name, cutTexts(attributes[name] as FieldValue, attributeValueLengthLimit))
    }
    for (let left = names.length - countLimit; left > 0; left--) this.#drop('attributes')
    return kept
  }

  #drop(what: keyof DroppedFromSpan): void {
    const dropped = this.dropped ?? { attributes: 0, events: 0, links: 0 }
    this.dropped = { ...dropped, [what]: dropped[what] + 1 }
  }
}
