/**
 * The network carries requests between the services of the simulation, as HTTP does: a route, headers and a body go
 * there, a body or an error comes back, and nothing else crosses. In particular, no ambient context crosses.
 */

import { active, withContext } from '../telemetry/ambient.ts'
import { Context } from '../telemetry/context.ts'
import { withService } from '../telemetry/resource.ts'
import { finishing } from '../telemetry/scoped.ts'
import type { Span } from '../telemetry/span.ts'
import type { SpanKind } from '../telemetry/span-record.ts'
import { type Carrier, extract, inject } from '../telemetry/trace-context.ts'
import { tracing } from '../telemetry/tracer-provider.ts'
import type { Random } from './random.ts'
import { simulation } from './simulation.ts'
import { sleep } from './time.ts'

/** What a service does for one route, such as `POST /charge`. */
// biome-ignore lint/suspicious/noExplicitAny: bodies are JSON; each route knows its own shape
export type Handler = (body: any) => Promise<unknown>

export type Routes = Readonly<Record<string, Handler>>

/** An answer that is not a success: what a caller gets thrown. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  /** An HTTP status code, 400 to 599. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const tracer = tracing.tracer('@lab/sim')

/** Median and spread of one way through the network; see {@link Random.logNormal}. */
const HOP = { median: 1.2, spread: 0.4 }

export class Network {
  readonly #services = new Map<string, Routes>()
  readonly #chance: Random = simulation.chanceOf('network')

  /** Connects a service under its name. */
  serve(name: string, routes: Routes): void {
    this.#services.set(name, routes)
  }

  /**
   * Sends a request and waits for the answer. Makes a client span here and a server span there, and joins them by the
   * `traceparent` header.
   * @param service the name of the service that shall answer
   * @param route method and path, as the service spells them
   * @throws ServiceError if the service answers with an error, or there is no such service or route
   */
  call<Answer>(service: string, route: string, body: unknown): Promise<Answer> {
    return asSpan('client', route, { 'server.address': service }, async () => {
      const headers: Carrier = {}
      inject(active(), headers)
      await this.#hop()
      try {
        return (await this.#receive(service, route, headers, body)) as Answer
      } finally {
        await this.#hop()
      }
    })
  }

  /** What happens on the other machine: it knows the headers and the body, and nothing of the caller. */
  #receive(service: string, route: string, headers: Carrier, body: unknown): Promise<unknown> {
    const context = withService(extract(Context.ROOT, headers), service)
    return withContext(context, () =>
      asSpan('server', route, {}, async () => {
        const handler = this.#services.get(service)?.[route]
        if (!handler) throw new ServiceError(404, `${service} has no route ${route}.`)
        return structuredCopy(await handler(structuredCopy(body)))
      }),
    )
  }

  #hop(): Promise<void> {
    return sleep(this.#chance.logNormal(HOP.median, HOP.spread))
  }
}

/**
 * Runs one side of a request as a span.
 * @see OpenTelemetry semantic conventions, “HTTP spans”.
 */
function asSpan<R>(
  kind: SpanKind,
  route: string,
  attributes: object,
  fn: () => Promise<R>,
): Promise<R> {
  const [method] = route.split(' ')
  const span = tracer.startSpan(route, {
    kind,
    attributes: { 'http.request.method': method, ...attributes },
  })
  return finishing(span, async () => {
    try {
      const answer = await fn()
      noteStatus(span, 200)
      return answer
    } catch (error) {
      noteStatus(span, error instanceof ServiceError ? error.status : 500)
      throw error
    }
  })
}

function noteStatus(span: Span, status: number): void {
  span.setAttribute('http.response.status_code', status)
}

/** Bodies are copied, because on a real network they are bytes. */
function structuredCopy(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body))
}
