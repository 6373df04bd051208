/**
 * The message broker keeps messages between services: the sender goes on as soon as the broker has its message, and the
 * receiver takes it when it can. A body and metadata cross, and nothing else.
 */

import { active, withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { reasonOf } from '../../telemetry/field.ts'
import { withService } from '../../telemetry/resource.ts'
import { carryLuck } from '../chance/luck.ts'
import type { Random } from '../chance/random.ts'
import { COUNT, DURATION_OR_NONE, LIMIT, requireRule } from '../rule.ts'
import { chanceOf, simulation } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import { Capacity } from './capacity.ts'
import {
  type Headers,
  type Instrumentation,
  logsAndTraces,
  type ServiceLogger,
} from './instrumentation.ts'
import { completeMessageFaults, type MessageFaults } from './message-faults.ts'
import { HOP } from './network.ts'

/** What a receiver learns of a message beside its body. */
export interface Delivery {
  readonly topic: string
  /** The same for every copy and every attempt. */
  readonly id: string
  readonly metadata: Headers
  /** From 1. */
  readonly attempt: number
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are JSON; each topic knows its own shape
export type MessageHandler = (body: any, delivery: Delivery) => Promise<unknown>

export interface SubscribeOptions {
  /** The service that receives. Default: `consumer`. */
  readonly service?: string
  /** How many messages it works on at once. A whole number from 1; default 1. */
  readonly concurrency?: number
  /** How often a message is delivered before it goes to the dead letters. A whole number from 1; default 3. */
  readonly attempts?: number
  /** How long a message rests after an attempt that failed. Milliseconds, 0 or more; default 1000. */
  readonly redeliverAfter?: number
  /**
   * What the sender's span is to the receiver's. Either way there is a link; with `parent`, both are one trace.
   * Default: `linked`.
   */
  readonly sender?: 'parent' | 'linked'
}

interface Message {
  readonly id: string
  readonly topic: string
  readonly metadata: Headers
  /** JSON: on its way, a body is bytes. */
  readonly bytes: string
  /** Has it lost its second half? */
  readonly isPoisoned: boolean
}

interface Subscription extends Required<SubscribeOptions> {
  readonly handler: MessageHandler
  readonly capacity: Capacity
}

/** What is put behind the name of a topic for those of its messages that nobody could work on. */
export const DEAD_LETTERS = '.dead-letters'

const SYSTEM = { 'messaging.system': 'lab' }

export class MessageBroker {
  readonly #instrumentation: Instrumentation
  readonly #faults: MessageFaults
  readonly #log: ServiceLogger
  readonly #chance: Random = chanceOf('broker')
  readonly #subscriptions = new Map<string, Subscription[]>()
  /** Messages that nobody has asked for yet, by topic. */
  readonly #kept = new Map<string, Message[]>()
  #sent = 0

  /**
   * @param instrumentation what is told of each message. Default: logs and traces
   * @throws RangeError if a fault is out of its range
   */
  constructor(
    instrumentation: Instrumentation = logsAndTraces,
    faults: Partial<MessageFaults> = {},
  ) {
    this.#instrumentation = instrumentation
    this.#faults = completeMessageFaults('new MessageBroker()', faults)
    this.#log = instrumentation.logger('broker')
  }

  /**
   * Sends a message, and waits until the broker says that it has it. That is no promise that anybody will get it.
   * @param metadata what to send beside the body
   * @see OpenTelemetry semantic conventions, “Messaging spans”: a `producer` span, injected into the metadata.
   */
  publish(topic: string, body: unknown, metadata: Headers = {}): Promise<void> {
    const id = `M${++this.#sent}`
    const attributes = {
      ...SYSTEM,
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': topic,
      'messaging.message.id': id,
    }
    const headers = { ...metadata }
    const crossing = { kind: 'producer', name: `send ${topic}`, attributes } as const
    return this.#instrumentation.leaving(crossing, headers, async () => {
      const bytes = JSON.stringify(body ?? null)
      await this.#hop()
      this.#accept({ id, topic, metadata: headers, bytes, isPoisoned: false })
      await this.#hop()
    })
  }

  /**
   * Receives the messages of a topic, also those that came before. Several receivers get every message each.
   * @throws RangeError if an option is out of its range
   * @see OpenTelemetry semantic conventions, “Messaging spans”: a `consumer` span with a link to the producer's.
   */
  subscribe(topic: string, handler: MessageHandler, options: SubscribeOptions = {}): void {
    const { service = 'consumer', concurrency = 1, attempts = 3 } = options
    const { redeliverAfter = 1000, sender = 'linked' } = options
    requireRule('subscribe()', 'concurrency', concurrency, LIMIT)
    requireRule('subscribe()', 'attempts', attempts, COUNT)
    requireRule('subscribe()', 'redeliverAfter', redeliverAfter, DURATION_OR_NONE)
    const capacity = new Capacity(concurrency)
    const own = { service, concurrency, attempts, redeliverAfter, sender, handler, capacity }
    this.#subscriptions.set(topic, [...(this.#subscriptions.get(topic) ?? []), own])
    for (const message of this.#kept.get(topic) ?? []) this.#deliver(message, own)
    this.#kept.delete(topic)
  }

  /** How many messages of a topic lie in the broker because nobody receives that topic. */
  kept(topic: string): number {
    return this.#kept.get(topic)?.length ?? 0
  }

  /** The broker has a message, and does with it what its faults say: always drawn in this order. */
  #accept(message: Message): void {
    const isLost = this.#chance.chance(this.#faults.lost)
    const isDuplicated = this.#chance.chance(this.#faults.duplicated)
    const isPoisoned = this.#chance.chance(this.#faults.poisoned)
    if (isLost) return
    const accepted = { ...message, isPoisoned }
    this.#keep(accepted)
    if (isDuplicated) this.#keep(accepted)
  }

  #keep(message: Message): void {
    const subscriptions = this.#subscriptions.get(message.topic)
    if (subscriptions) {
      for (const subscription of subscriptions) this.#deliver(message, subscription)
    } else {
      this.#kept.set(message.topic, [...(this.#kept.get(message.topic) ?? []), message])
    }
  }

  /** The message's own way, from here on without its sender. It never fails: what goes wrong is said and dealt with. */
  #deliver(message: Message, subscription: Subscription): void {
    const there = carryLuck(active(), withService(Context.ROOT, subscription.service))
    const { attempts, redeliverAfter, capacity } = subscription
    withContext(there, async () => {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const queuedAt = simulation.clock.now()
        const failure = await capacity.run(async () => {
          await this.#hop()
          return this.#attempt(message, subscription, attempt, queuedAt)
        })
        if (failure === undefined) return
        this.#log.warn('{topic} {message}, attempt {attempt}: {reason}', {
          topic: message.topic,
          message: message.id,
          attempt,
          reason: failure,
        })
        if (attempt === attempts) this.#bury(message, failure)
        else await sleep(redeliverAfter)
      }
    })
  }

  /** @returns why it failed; nothing if it didn't */
  async #attempt(
    message: Message,
    { service, handler, sender }: Subscription,
    attempt: number,
    queuedAt: number,
  ): Promise<string | undefined> {
    const { id, topic, metadata } = message
    const attributes = {
      ...SYSTEM,
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': topic,
      'messaging.message.id': id,
      'messaging.consumer.group.name': service,
      'lab.delivery.attempt': attempt,
      'lab.queue.wait_ms': (simulation.clock.now() - queuedAt) / 1000,
    }
    const crossing = { kind: 'consumer', name: `process ${topic}`, attributes, sender } as const
    try {
      await this.#instrumentation.arriving(crossing, metadata, async () =>
        handler(bodyOf(message), { topic, id, metadata, attempt }),
      )
      return undefined
    } catch (error) {
      return reasonOf(error)
    }
  }

  #bury({ topic, ...message }: Message, reason: string): void {
    const metadata = { ...message.metadata, 'dead-letter-reason': reason }
    this.#log.error('{topic} {message} goes to the dead letters', { topic, message: message.id })
    this.#keep({ ...message, topic: topic + DEAD_LETTERS, metadata })
  }

  #hop(): Promise<void> {
    return sleep(this.#chance.logNormal(HOP.median, HOP.spread))
  }
}

/** What a receiver makes of the bytes. */
function bodyOf({ bytes, isPoisoned }: Message): unknown {
  if (!isPoisoned) return JSON.parse(bytes)
  throw new SyntaxError(`The body ends in the midst, after ${bytes.length >> 1} characters.`)
}
