/**
 * The network carries requests between the services of the simulation, as HTTP does: a route, headers and a body go
 * there, a body or an error comes back, and nothing else crosses. In particular, no ambient context crosses.
 */

import type { Random } from '../chance/random.ts'
import { DURATION, requireRule } from '../rule.ts'
import { chanceOf } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import { type Headers, type Instrumentation, logsAndTraces } from './instrumentation.ts'
import { type Routes, Server, type ServerOptions } from './server.ts'
import { ServiceError } from './service-error.ts'

/** Median and spread of one way through the network; see {@link Random.logNormal}. Milliseconds. */
export const HOP = { median: 1.2, spread: 0.4 }

export interface CallOptions {
  /** What to send beside the body. */
  readonly headers?: Headers
  /** After so many milliseconds the caller gets a 504. The other side goes on, and does not know. Default: never. */
  readonly timeout?: number
}

export class Network {
  readonly #servers = new Map<string, Server>()
  readonly #chance: Random = chanceOf('network')
  readonly #instrumentation: Instrumentation

  /** @param instrumentation what is told of each request. Default: logs and traces */
  constructor(instrumentation: Instrumentation = logsAndTraces) {
    this.#instrumentation = instrumentation
  }

  /**
   * Connects a service under its name.
   * @throws RangeError if an option is out of its range
   */
  serve(name: string, routes: Routes, options?: ServerOptions): void {
    this.#servers.set(name, new Server(name, routes, this.#instrumentation, options))
  }

  /**
   * Sends a request and waits for the answer. Makes a client span here and a server span there, and joins them by the
   * `traceparent` header.
   * @param service the name of the service that shall answer
   * @param route method and path, as the service spells them
   * @throws ServiceError if the service answers with an error, or there is no such service or route
   */
  call<Answer>(
    service: string,
    route: string,
    body: unknown,
    { headers: own = {}, timeout }: CallOptions = {},
  ): Promise<Answer> {
    if (timeout !== undefined) requireRule('call()', 'timeout', timeout, DURATION)
    const [method = ''] = route.split(' ')
    const attributes = { 'http.request.method': method, 'server.address': service }
    const headers = { ...own }
    return this.#instrumentation.leaving(
      { kind: 'client', name: route, attributes },
      headers,
      () => {
        const answer = this.#exchange(service, route, headers, body) as Promise<Answer>
        return timeout === undefined ? answer : Promise.race([answer, giveUp(service, timeout)])
      },
    )
  }

  async #exchange(
    service: string,
    route: string,
    headers: Headers,
    body: unknown,
  ): Promise<unknown> {
    await this.#hop()
    try {
      return await this.#serverOf(service).receive(route, headers, body)
    } finally {
      await this.#hop()
    }
  }

  #serverOf(service: string): Server {
    return this.#servers.get(service) ?? new Server(service, {}, this.#instrumentation)
  }

  #hop(): Promise<void> {
    return sleep(this.#chance.logNormal(HOP.median, HOP.spread))
  }
}

async function giveUp(service: string, timeout: number): Promise<never> {
  await sleep(timeout)
  throw new ServiceError(504, `${service} did not answer within ${timeout} ms.`)
}
