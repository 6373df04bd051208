/**
 * Origins are what the lines, or the spans, of one place in the code have in common: they are told once, and from then on
 * meant by their number. A place can have several, one for each service that uses it, say.
 */

import type { SpanStart } from '../telemetry/tracing/span-record.ts'
import { getFrom, NewMap, setIn } from './untouched-methods.ts'

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
  readonly next: LineOrigin | undefined
}

export class LineOrigins {
  /** The latest of each place. */
  readonly #bySite = new NewMap<number, LineOrigin>()
  #count = 0

  find(
    type: number,
    site: number,
    target: string,
    service: string,
    flags: number | undefined,
  ): Origin | undefined {
    let origin = getFrom(this.#bySite, site)
    while (origin !== undefined) {
      if (
        origin.type === type &&
        origin.target === target &&
        origin.service === service &&
        origin.flags === flags
      ) {
        return origin
      }
      origin = origin.next
    }
    return undefined
  }

  add(
    type: number,
    site: number,
    target: string,
    service: string,
    flags: number | undefined,
  ): Origin {
    const next = withRoom(getFrom(this.#bySite, site))
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
      next,
    }
    setIn(this.#bySite, site, origin)
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

export class SpanOrigins {
  /** The latest of each place. */
  readonly #bySite = new NewMap<number, SpanOrigin>()
  #count = 0

  find(span: SpanStart): Origin | undefined {
    const { service, spanKind, scope, traceFlags, traceState, isParentRemote } = span
    let origin = getFrom(this.#bySite, span.site)
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
    return undefined
  }

  add(span: SpanStart): Origin {
    const { service, spanKind, scope, traceFlags, traceState, isParentRemote } = span
    const next = withRoom(getFrom(this.#bySite, span.site))
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
    setIn(this.#bySite, span.site, origin)
    return origin
  }
}

/** Those of one place, if there is room for one more. If not, all are forgotten: what is used again comes again. */
function withRoom<O extends Origin>(latest: O | undefined): O | undefined {
  return latest !== undefined && latest.place + 1 < REMEMBERED ? latest : undefined
}
