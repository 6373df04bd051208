/**
 * An instrumentation is what makes services tell about themselves: which logs they write, which spans they make, and
 * what the network adds to their requests. The services do the same with any of them, or with none.
 */

import { active, withContext } from '../../telemetry/context/ambient.ts'
import { logger } from '../../telemetry/lab-logger.ts'
import type { Level } from '../../telemetry/logging/level.ts'
import type { Logger } from '../../telemetry/logging/logger.ts'
import { propagation } from '../../telemetry/propagation/propagation.ts'
import { finishing } from '../../telemetry/tracing/scoped.ts'
import { type Span, spanContextOf } from '../../telemetry/tracing/span.ts'
import type { SpanKind } from '../../telemetry/tracing/span-record.ts'
import { tracing } from '../../telemetry/tracing/tracer-provider.ts'
import { ServiceError } from './service-error.ts'

/** Headers of a request, or metadata of a message. */
export type Headers = Record<string, string>

/** One end of a way between two services. */
export interface Crossing {
  /** `client` and `server` of a request, `producer` and `consumer` of a message. */
  readonly kind: Exclude<SpanKind, 'internal'>
  /** What is asked for: `POST /charge`, or `process orders`. */
  readonly name: string
  /** As the semantic conventions of OpenTelemetry name them. */
  readonly attributes: Readonly<Record<string, string | number>>
  /**
   * What the sender's span is to the one that begins here: its parent, or only linked to it.
   * Default: the parent of a server's, and linked to a consumer's.
   */
  readonly sender?: 'parent' | 'linked'
}

/** What a service writes its log with. */
export type ServiceLogger = Pick<Logger, Level>

export interface Instrumentation {
  /** @param target the part of the program that will speak, such as `shop::payments` */
  logger(target: string): ServiceLogger
  /** Runs a piece of work inside of a service. */
  span<R>(name: string, work: () => R): R
  span<R>(name: string, attributes: object, work: () => R): R
  /** Something leaves for another service. Now is the time to write its headers. */
  leaving<R>(crossing: Crossing, headers: Headers, send: () => Promise<R>): Promise<R>
  /** Something has arrived. Nothing of the sender is here but the headers. */
  arriving<R>(crossing: Crossing, headers: Headers, handle: () => Promise<R>): Promise<R>
}

const tracer = tracing.tracer('@lab/sim')

const traces: Omit<Instrumentation, 'logger'> = {
  span: tracer.span.bind(tracer),

  leaving({ kind, name, attributes }, headers, send) {
    const span = tracer.startSpan(name, { kind, attributes })
    return finishing(span, () => {
      propagation.inject(active(), headers)
      return notingStatus(span, kind, send)
    })
  },

  arriving({ kind, name, attributes, sender }, headers, handle) {
    const context = propagation.extract(active(), headers)
    const origin = kind === 'consumer' ? spanContextOf(context) : undefined
    return withContext(context, () => {
      const span = tracer.startSpan(name, {
        kind,
        attributes,
        root: kind === 'consumer' && sender !== 'parent',
        ...(origin && { links: [{ context: origin, attributes: {} }] }),
      })
      return finishing(span, () => notingStatus(span, kind, handle))
    })
  },
}

/** @see OpenTelemetry semantic conventions, “HTTP spans”. */
async function notingStatus<R>(span: Span, kind: SpanKind, exchange: () => Promise<R>): Promise<R> {
  const isHttp = kind === 'client' || kind === 'server'
  const note = (status: number) => {
    if (isHttp) span.setAttribute('http.response.status_code', status)
  }
  try {
    const answer = await exchange()
    note(200)
    return answer
  } catch (error) {
    note(error instanceof ServiceError ? error.status : 500)
    throw error
  }
}

const nothing = () => {}

const silence: ServiceLogger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
}

const noTraces: Omit<Instrumentation, 'logger'> = {
  span: <R>(_: string, ...rest: [() => R] | [object, () => R]) => (rest.at(-1) as () => R)(),
  leaving: (_crossing, _headers, send) => send(),
  arriving: (_crossing, _headers, handle) => handle(),
}

/** The services write logs and make spans, and each log line knows its span. */
export const logsAndTraces: Instrumentation = { ...traces, logger }

/** The services write logs. Nothing says which lines belong together. */
export const logsOnly: Instrumentation = { ...noTraces, logger }

/** The services make spans and say nothing. */
export const tracesOnly: Instrumentation = { ...traces, logger: () => silence }

/** The services work, and nobody can tell. */
export const uninstrumented: Instrumentation = { ...noTraces, logger: () => silence }

const PARTS = ['logger', 'span', 'leaving', 'arriving'] as const

/** @throws RangeError if an object that shall be an instrumentation lacks a part */
export function requireInstrumentation(asker: string, given: Partial<Instrumentation>): void {
  for (const part of PARTS) {
    if (typeof Object(given)[part] === 'function') continue
    throw new RangeError(
      `${asker}: instrumentation has the functions ${PARTS.join(', ')}; there was no ${part}().`,
    )
  }
}
