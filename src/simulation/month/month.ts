/** A month is what the shop did for all who came, and the way back to each of them: any checkout of it can be opened. */

import { diagnose } from '../../telemetry/diagnostic.ts'
import type { Instrumentation } from '../network/instrumentation.ts'
import { type Rule, requireRule } from '../rule.ts'
import { openShop } from '../shop/shop.ts'
import type { ShopSettings } from '../shop/shop-settings.ts'
import { type Checkout, replay } from '../traffic/traffic.ts'
import type { CheckoutColumns } from './checkout-columns.ts'
import { CheckoutModel } from './checkout-model.ts'
import { Checkouts } from './checkouts.ts'

/** A moment at which nobody was in the shop: whoever comes next depends on nobody before. */
export interface CalmMoment {
  /** The first request after it. */
  readonly request: number
  /** When pricing had its last request before, in microseconds since the Unix epoch. */
  readonly lastUse: number
}

/** What a month is made of. */
export interface MonthParts {
  readonly seed: string | number
  readonly settings: ShopSettings
  readonly columns: CheckoutColumns
  /** From the first to the last, the beginning included. */
  readonly calmMoments: readonly CalmMoment[]
  /** Between which moments the customers came, in microseconds since the Unix epoch; the second excluded. */
  readonly from: number
  readonly to: number
}

export class Month extends Checkouts {
  readonly settings: ShopSettings
  readonly #parts: MonthParts

  /** @internal {@link simulateMonth} makes it */
  constructor(parts: MonthParts) {
    super(parts.columns, parts.from, parts.to)
    this.settings = parts.settings
    this.#parts = parts
  }

  /**
   * What became of one customer.
   * @param request the number, from 1
   * @throws RangeError if there was no such customer
   */
  checkout(request: number): Checkout {
    requireRule('checkout()', 'request', request, this.#requestRule())
    return this.#parts.columns.checkout(request)
  }

  /**
   * Runs one checkout of the month again, now and in detail: its logs and spans appear, and it takes as long as it did.
   *
   * The others are not there. Where it waited for them, it waits as long as it did. Only one that another one's crash
   * has struck is spared by it, which is diagnosed.
   * @param request the number, from 1
   * @param options what makes the shop tell about itself. Default: logs and traces
   * @throws RangeError if there was no such customer
   */
  async open(
    request: number,
    options: { readonly instrumentation?: Instrumentation } = {},
  ): Promise<Checkout> {
    requireRule('open()', 'request', request, this.#requestRule())
    const shop = openShop({ ...this.settings, ...options })
    const opened = await replay(shop, request, this.waitsOf(request))
    const { duration, status } = this.checkout(request)
    if (opened.duration !== duration || opened.status !== status) {
      diagnose(
        `Request ${request} of the month was struck by a crash that another one caused. Opened alone, it is spared.`,
      )
    }
    return opened
  }

  /**
   * How long one checkout waited for others at each place where it could have to, in the order of its visits: see
   * `docs/decisions/0009-the-luck-of-a-request.md`.
   *
   * Nobody has noted that. It is simulated again, from the last moment before at which the shop was empty: mostly a few
   * thousand requests, but all of them in a shop that never was.
   * @param request the number, from 1
   * @returns whole microseconds
   * @throws RangeError if there was no such customer
   */
  waitsOf(request: number): readonly number[] {
    requireRule('waitsOf()', 'request', request, this.#requestRule())
    const { seed, settings, columns } = this.#parts
    const calm = this.#lastCalm(request)
    const model = new CheckoutModel(seed, settings, () => {}, calm.lastUse)
    const waits = model.observe(request)
    const play = (next: number) => {
      const arrival = columns.arrival(next)
      model.runUntil(arrival)
      model.click(next, arrival)
    }
    let next = calm.request
    while (next <= request) play(next++)
    while (next <= columns.count && !model.isOver(request)) play(next++)
    model.runUntil(Number.POSITIVE_INFINITY)
    return waits
  }

  #lastCalm(request: number): CalmMoment {
    return this.#parts.calmMoments.findLast((calm) => calm.request <= request) as CalmMoment
  }

  #requestRule(): Rule {
    const { count } = this.#parts.columns
    return {
      holds: (value) => Number.isSafeInteger(value) && value >= 1 && value <= count,
      words: `a whole number from 1 to ${count}`,
    }
  }
}
