/** A server is the place of a service in the network: what reaches it there, how much it takes, and what befalls it. */

import { active, withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { withService } from '../../telemetry/resource.ts'
import { carryLuck, luckOf } from '../chance/luck.ts'
import type { Random } from '../chance/random.ts'
import { chanceOf, simulation } from '../simulation.ts'
import { Capacity, queueLength } from './capacity.ts'
import type { Headers, Instrumentation } from './instrumentation.ts'
import { jsonCopy } from './json-copy.ts'
import { ServiceError } from './service-error.ts'
import { completeFaults, drawFate, headersAfter, type ServiceFaults } from './service-faults.ts'
import { ServiceProcess } from './service-process.ts'

/** What a service does for one route, such as `POST /charge`. */
// biome-ignore lint/suspicious/noExplicitAny: bodies are JSON; each route knows its own shape
export type Handler = (body: any, headers: Headers) => Promise<unknown>

export type Routes = Readonly<Record<string, Handler>>

export interface ServerOptions {
  /** How many requests it works on at once; the others wait in line. A whole number from 1; default: no limit. */
  readonly capacity?: number
  readonly faults?: Partial<ServiceFaults>
}

/** How long a request that will crash its service is at work there before it does, on average. Milliseconds. */
export const CRASH_AFTER = 20

declare const setTimeout: (callback: () => void, delay: number) => number

export class Server {
  readonly #name: string
  readonly #routes: Routes
  readonly #instrumentation: Instrumentation
  readonly #limit: number
  readonly #faults: ServiceFaults
  readonly #chance: Random
  #process = new ServiceProcess()
  #capacity: Capacity
  /** When it is there again after a crash, in microseconds since the Unix epoch. */
  #upFrom = 0

  /** @throws RangeError if an option is out of its range */
  constructor(
    name: string,
    routes: Routes,
    instrumentation: Instrumentation,
    { capacity = Number.POSITIVE_INFINITY, faults = {} }: ServerOptions = {},
  ) {
    this.#name = name
    this.#routes = routes
    this.#instrumentation = instrumentation
    this.#limit = capacity
    this.#capacity = new Capacity(capacity)
    this.#faults = completeFaults('serve()', faults)
    this.#chance = chanceOf(`faults/${name}`)
  }

  /** Takes a request that has arrived, and answers it. */
  receive(route: string, sent: Headers, body: unknown): Promise<unknown> {
    const fate = drawFate(this.#faults, this.#chance)
    if (fate.isRefused || this.#isDown()) return Promise.reject(this.#refusal())
    const headers = headersAfter(fate, sent)
    const here = carryLuck(active(), withService(Context.ROOT, this.#name))
    const process = this.#process
    const answer = process.run(
      here,
      () => this.#handle(route, headers, body),
      () => this.#break(),
    )
    if (fate.isCrashing) this.#crashSoon(process)
    if (!fate.isReset) return answer
    const lose = () => Promise.reject(this.#break())
    return answer.then(lose, lose)
  }

  /** What happens on the other machine: it knows the headers and the body, and nothing of the caller. */
  #handle(route: string, headers: Headers, body: unknown): Promise<unknown> {
    const [method = ''] = route.split(' ')
    const attributes = { 'http.request.method': method }
    const instrumentation = this.#instrumentation
    return instrumentation.arriving({ kind: 'server', name: route, attributes }, headers, () =>
      this.#capacity.run(
        async () => {
          const handler = this.#routes[route]
          if (!handler) throw new ServiceError(404, `${this.#name} has no route ${route}.`)
          return jsonCopy(await handler(jsonCopy(body), headers))
        },
        (ahead, wait) => instrumentation.span('wait in queue', queueLength(ahead), wait),
      ),
    )
  }

  #isDown(): boolean {
    return simulation.clock.now() < this.#upFrom && !luckOf(active())?.isAlone
  }

  #crashSoon(process: ServiceProcess): void {
    const delay = this.#chance.exponential(CRASH_AFTER)
    // It comes all the same if the caller's own process should be gone by then.
    withContext(Context.ROOT, () => setTimeout(() => this.#crash(process), delay))
  }

  #crash(process: ServiceProcess): void {
    if (!process.isRunning) return
    process.crash()
    this.#process = new ServiceProcess()
    this.#capacity = new Capacity(this.#limit)
    this.#upFrom = simulation.clock.now() + this.#faults.restart * 1000
  }

  #refusal(): ServiceError {
    return new ServiceError(503, `${this.#name} refuses connections.`)
  }

  #break(): ServiceError {
    return new ServiceError(502, `The connection to ${this.#name} broke.`)
  }
}
