/**
 * Sent origins are those that a run has told of so far: what the lines, or the spans, of one place in the code have in common. Each
 * has a number, by which it is meant from then on. A place can have several, one for each service that uses it, say.
 */

import { SPAN_KINDS, type SpanStart } from '../telemetry/tracing/span-record.ts'
import { mapGet, mapSet, NativeMap } from '../telemetry/untouched.ts'
import { LAYOUT, SAID } from './event-batch.ts'
import type { SentTexts } from './sent-texts.ts'
import { Table } from './table.ts'

/** So many origins of one place are remembered. Trace state can be another with every request. */
const REMEMBERED = 16

/** What is remembered of an origin beside its number: texts that come from the same place are mostly the same. */
export interface Origin {
  readonly number: number
  /** The template or the name that came last, and its number. */
  text: string
  textNumber: number
  /** The names of the fields that came last, in order, and their numbers. */
  readonly fieldNames: string[]
  readonly fieldNumbers: number[]
  /** How many of the same place are remembered with it. */
  readonly place: number
}

interface LineOrigin extends Origin {
  readonly type: number
  readonly target: string
  readonly service: string
  readonly flags: number | undefined
  readonly depth: number | undefined
  readonly next: LineOrigin | undefined
}

export class SentLineOrigins {
  readonly #texts: SentTexts
  /** The latest of each place. */
  readonly #bySite = new NativeMap<number, LineOrigin>()
  /** Those that wait to be sent. */
  readonly table = new Table(LAYOUT.lineOrigins)
  #count = 0

  constructor(texts: SentTexts) {
    this.#texts = texts
  }

  /** The origin of a line, which is sent if it must be. @param type its code; see `LINE_TYPES` */
  of(
    type: number,
    site: number,
    target: string,
    service: string,
    flags: number | undefined,
    depth: number | undefined,
  ): Origin {
    let origin = mapGet(this.#bySite, site)
    while (origin !== undefined) {
      if (
        origin.type === type &&
        origin.target === target &&
        origin.service === service &&
        origin.flags === flags &&
        origin.depth === depth
      ) {
        return origin
      }
      origin = origin.next
    }
    const row = this.table.add()
    const { columns } = this.table
    columns.site[row] = site
    columns.flags[row] = flags === undefined ? NOT_SAID : flags
    columns.depth[row] = depth === undefined ? NOT_SAID : depth
    columns.target[row] = this.#texts.word(target)
    columns.service[row] = this.#texts.word(service)
    columns.type[row] = type
    return this.#remember(type, site, target, service, flags, depth)
  }

  #remember(
    type: number,
    site: number,
    target: string,
    service: string,
    flags: number | undefined,
    depth: number | undefined,
  ): Origin {
    const next = withRoom(mapGet(this.#bySite, site))
    const origin: LineOrigin = {
      number: this.#count++,
      text: '',
      textNumber: -1,
      fieldNames: [],
      fieldNumbers: [],
      place: next === undefined ? 0 : next.place + 1,
      type,
      target,
      service,
      flags,
      depth,
      next,
    }
    mapSet(this.#bySite, site, origin)
    return origin
  }
}

interface SpanOrigin extends Origin {
  readonly service: string
  readonly spanKind: string
  readonly scopeName: string
  readonly scopeVersion: string | undefined
  readonly traceFlags: number
  readonly traceState: string | undefined
  readonly isParentRemote: boolean | undefined
  readonly next: SpanOrigin | undefined
}

export class SentSpanOrigins {
  readonly #texts: SentTexts
  /** The latest of each place. */
  readonly #bySite = new NativeMap<number, SpanOrigin>()
  /** Those that wait to be sent. */
  readonly table = new Table(LAYOUT.spanOrigins)
  #count = 0

  constructor(texts: SentTexts) {
    this.#texts = texts
  }

  /** The origin of a span, which is sent if it must be. */
  of(span: SpanStart): Origin {
    const { service, spanKind, scope, traceFlags, traceState, isParentRemote } = span
    let origin = mapGet(this.#bySite, span.site)
    while (origin !== undefined) {
      if (
        origin.service === service &&
        origin.spanKind === spanKind &&
        origin.scopeName === scope.name &&
        origin.scopeVersion === scope.version &&
        origin.traceFlags === traceFlags &&
        origin.traceState === traceState &&
        origin.isParentRemote === isParentRemote
      ) {
        return origin
      }
      origin = origin.next
    }
    const row = this.table.add()
    const { columns } = this.table
    columns.site[row] = span.site
    columns.flags[row] = traceFlags
    columns.service[row] = this.#texts.word(service)
    columns.scopeName[row] = this.#texts.word(scope.name)
    columns.scopeVersion[row] = this.#texts.wordIfAny(scope.version)
    columns.traceState[row] = this.#texts.wordIfAny(traceState)
    columns.kind[row] = indexOf(SPAN_KINDS, spanKind)
    columns.hasRemoteParent[row] = saidOf(isParentRemote)
    return this.#remember(span)
  }

  #remember(span: SpanStart): Origin {
    const { service, spanKind, scope, traceFlags, traceState, isParentRemote } = span
    const next = withRoom(mapGet(this.#bySite, span.site))
    const origin: SpanOrigin = {
      number: this.#count++,
      text: '',
      textNumber: -1,
      fieldNames: [],
      fieldNumbers: [],
      place: next === undefined ? 0 : next.place + 1,
      service,
      spanKind,
      scopeName: scope.name,
      scopeVersion: scope.version,
      traceFlags,
      traceState,
      isParentRemote,
      next,
    }
    mapSet(this.#bySite, span.site, origin)
    return origin
  }
}

/** Those of one place, if there is room for one more. If not, all are forgotten: what is used again comes again. */
function withRoom<O extends Origin>(latest: O | undefined): O | undefined {
  return latest !== undefined && latest.place + 1 < REMEMBERED ? latest : undefined
}

/** Not `Number.NaN`: a program can replace `Number`. */
const NOT_SAID = 0 / 0

/** @see SAID */
export function saidOf(value: boolean | undefined): number {
  if (value === undefined) return SAID.nothing
  return value ? SAID.yes : SAID.no
}

function indexOf(words: readonly string[], word: string): number {
  for (let index = 0; index < words.length; index++) if (words[index] === word) return index
  return 0
}
