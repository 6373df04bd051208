/**
 * Traffic is customers who come when they like: independently of each other, and in the rhythm of day and week.
 *
 * Each has a number, and with it a luck of their own: when they come after the one before, what they order, and how long
 * everything takes for them. So any of them can be played again alone ({@link replay}).
 */

import { withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { type Luck, withLuck } from '../chance/luck.ts'
import { RequestRandom } from '../chance/request-random.ts'
import { ServiceError } from '../network/service-error.ts'
import { COUNT, DURATION, NOT_NEGATIVE, type Rule, requireRule } from '../rule.ts'
import { orderOf } from '../shop/customer.ts'
import type { Shop } from '../shop/shop.ts'
import { simulation } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import { type Rhythm, shopRhythm } from './rhythm.ts'

/** When customers come. For each, only the one before has to be known. */
export class Arrivals {
  readonly #chance: RequestRandom
  readonly #perWeek: number
  readonly #rhythm: Rhythm

  /** @param perDay how many come on an average day of the week */
  constructor(seed: string | number, perDay: number, rhythm: Rhythm = shopRhythm) {
    this.#chance = new RequestRandom(seed, 'arrival')
    this.#perWeek = 7 * perDay
    this.#rhythm = rhythm
  }

  /**
   * The arrival of one customer. The pauses between customers are those of a Poisson process, stretched by the rhythm.
   * @param request the customer's number
   * @param previous when the one before came, or when it all began; in whole microseconds since the Unix epoch, as the result
   */
  next(request: number, previous: number): number {
    const pause = this.#chance.begin(request).exponential(1)
    return this.#rhythm.after(previous, pause / this.#perWeek)
  }
}

export interface TrafficPlan {
  /** How many customers come. This or `duration`. */
  readonly checkouts?: number
  /** For how long customers come. Milliseconds. */
  readonly duration?: number
  /** How many customers come on an average day. More than 0. */
  readonly perDay: number
  /** When in the week they come. Default: that of a shop. */
  readonly rhythm?: Rhythm
}

/** What became of one customer. */
export interface Checkout {
  /** From 1. */
  readonly request: number
  /** In whole microseconds since the Unix epoch, like the times of spans. */
  readonly arrival: number
  /** In whole microseconds. */
  readonly duration: number
  readonly outcome: 'paid' | 'refused' | 'failed'
  /** The HTTP status that the customer saw. */
  readonly status: number
}

const RATE: Rule = {
  holds: (value) => Number.isFinite(value) && value > 0,
  words: 'a number of customers, more than 0',
}

/**
 * Lets customers check out, and waits until the last one has an answer.
 * @returns all checkouts, in the order in which the customers came
 * @throws RangeError if the plan has a value out of its range, or not exactly one of `checkouts` and `duration`
 */
export async function drive(shop: Shop, plan: TrafficPlan): Promise<Checkout[]> {
  const { perDay, rhythm } = plan
  requirePlan('drive()', plan)
  const { clock, seed } = simulation
  const { checkouts = Number.POSITIVE_INFINITY, duration = Number.POSITIVE_INFINITY } = plan
  const end = clock.now() + duration * 1000
  const arrivals = new Arrivals(seed, perDay, rhythm)
  const results: Promise<Checkout>[] = []
  let arrival = clock.now()
  for (let request = 1; request <= checkouts; request++) {
    arrival = arrivals.next(request, arrival)
    if (arrival > end) break
    await sleep(Math.max(0, arrival - clock.now()) / 1000)
    results.push(checkOut(shop, simulation.luckOf(request)))
  }
  return Promise.all(results)
}

/**
 * Plays one customer of the traffic again, without the others: with the same luck, it takes exactly as long.
 * @param shop opened with the same settings, in a run with the same seed
 * @param request the customer's number
 * @param waits how long this request waited for others, in whole microseconds, at each place where it could have to, in
 *   the order of its visits; none, if it is left out. See {@link Luck.nextWait}
 */
export function replay(
  shop: Shop,
  request: number,
  waits: readonly number[] = [],
): Promise<Checkout> {
  requireRule('replay()', 'request', request, COUNT)
  for (const wait of waits) requireRule('replay()', 'a wait', wait, NOT_NEGATIVE)
  return checkOut(shop, simulation.luckOf(request, waits))
}

/** One customer: outside of every context but their own luck. */
function checkOut(shop: Shop, luck: Luck): Promise<Checkout> {
  return withContext(withLuck(Context.ROOT, luck), async () => {
    const { request } = luck
    const arrival = simulation.clock.now()
    const seen = await answerFor(shop, luck)
    return { request, arrival, duration: simulation.clock.now() - arrival, ...seen }
  })
}

async function answerFor(shop: Shop, luck: Luck): Promise<Pick<Checkout, 'outcome' | 'status'>> {
  try {
    await shop.checkout(orderOf(luck.request, luck.of('customer')))
    return { outcome: 'paid', status: 200 }
  } catch (error) {
    const status = error instanceof ServiceError ? error.status : 500
    return { outcome: status === 402 ? 'refused' : 'failed', status }
  }
}

/** @throws RangeError if the plan has a value out of its range, or not exactly one of `checkouts` and `duration` */
export function requirePlan(asker: string, { checkouts, duration, perDay }: TrafficPlan): void {
  requireRule(asker, 'perDay', perDay, RATE)
  if ((checkouts === undefined) === (duration === undefined)) {
    throw new RangeError(`${asker}: say either how many checkouts there are, or their duration.`)
  }
  if (checkouts !== undefined) requireRule(asker, 'checkouts', checkouts, COUNT)
  if (duration !== undefined) requireRule(asker, 'duration', duration, DURATION)
}
