/**
 * Origins are what the lines, or the spans, of one place in the code have in common: they are told once, and from then on
 * meant by their number. A place can have several, one for each service that uses it, say.
 */

import type { SpanStart } from '../telemetry/tracing/span-record.ts'
import { getFrom, NewMap, setIn } from './untouched-methods.ts'

/** So many origins of one place are remembered. Trace state can be another with every request. */
const REMEMBERED = 16

interface LineOrigin {
  readonly number: number
  readonly type: number
  readonly target: string
  readonly service: string
  readonly flags: number | undefined
  readonly next: LineOrigin | undefined
  /** How many are remembered with it. */
  readonly place: number
}

export class LineOrigins {
  /** The latest of each place first. */
  readonly #bySite = new NewMap<number, LineOrigin>()
  #count = 0

  /** @returns −1 if it is not remembered */
  numberOf(
    type: number,
    site: number,
    target: string,
    service: string,
    flags: number | undefined,
  ): number {
    let origin = getFrom(this.#bySite, site)
    while (origin !== undefined) {
      if (
        origin.type === type &&
        origin.target === target &&
        origin.service === service &&
        origin.flags === flags
      ) {
        return origin.number
      }
      origin = origin.next
    }
    return -1
  }

  /** @returns its number */
  add(
    type: number,
    site: number,
    target: string,
    service: string,
    flags: number | undefined,
  ): number {
    const number = this.#count++
    const earlier = getFrom(this.#bySite, site)
    const next = isRemembered(earlier) ? earlier : undefined
    const place = next === undefined ? 0 : next.place + 1
    setIn(this.#bySite, site, { number, type, target, service, flags, next, place })
    return number
  }
}

interface SpanOrigin {
  readonly number: number
  readonly service: string
  readonly spanKind: string
  readonly scopeName: string
  readonly scopeVersion: string | undefined
  readonly traceFlags: number
  readonly traceState: string | undefined
  readonly isParentRemote: boolean | undefined
  readonly next: SpanOrigin | undefined
  /** How many are remembered with it. */
  readonly place: number
}

export class SpanOrigins {
  /** The latest of each place first. */
  readonly #bySite = new NewMap<number, SpanOrigin>()
  #count = 0

  /** @returns −1 if it is not remembered */
  numberOf(span: SpanStart): number {
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
        return origin.number
      }
      origin = origin.next
    }
    return -1
  }

  /** @returns its number */
  add(span: SpanStart): number {
    const { service, spanKind, scope, traceFlags, traceState, isParentRemote } = span
    const number = this.#count++
    const earlier = getFrom(this.#bySite, span.site)
    const next = isRemembered(earlier) ? earlier : undefined
    setIn(this.#bySite, span.site, {
      number,
      service,
      spanKind,
      scopeName: scope.name,
      scopeVersion: scope.version,
      traceFlags,
      traceState,
      isParentRemote,
      next,
      place: next === undefined ? 0 : next.place + 1,
    })
    return number
  }
}

/** Is there room for one more beside it? If not, all are forgotten: that is quick, and what is used again comes again. */
function isRemembered(latest: { readonly place: number } | undefined): boolean {
  return latest !== undefined && latest.place + 1 < REMEMBERED
}
