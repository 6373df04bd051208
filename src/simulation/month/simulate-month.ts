/**
 * Simulating a month is a model at work: it finds what millions of customers would see, in the seconds that a reader
 * waits. What it finds is what `drive()` would find, to the microsecond.
 */

import { completeSettings, type GivenSettings, type ShopSettings } from '../shop/shop-settings.ts'
import { simulation } from '../simulation.ts'
import { Arrivals, requirePlan, type TrafficPlan } from '../traffic/traffic.ts'
import { CheckoutColumns } from './checkout-columns.ts'
import { CheckoutModel } from './checkout-model.ts'
import { type CalmMoment, Month } from './month.ts'

export interface MonthPlan extends Partial<TrafficPlan> {
  /** What differs from the shop on a calm day. */
  readonly settings?: GivenSettings
}

/** All in milliseconds. */
const DAY = 24 * 60 * 60 * 1000
const THIRTY_DAYS = 30 * DAY

/** Five million customers in thirty days. */
const PER_DAY = 5_000_000 / 30

/** After so many requests, a few milliseconds, it says how far it is. */
const REQUESTS_PER_REPORT = 4096
/** So few requests lie between two moments that are remembered, if the shop is empty often. */
const REQUESTS_PER_CALM_MOMENT = 4096

/**
 * Simulates a month of the shop, or as many customers as you like. Nothing is logged, and in the run no time passes.
 * @param plan as for `drive()`. Default: five million customers in thirty days, on calm days
 * @throws RangeError if the plan has a value out of its range, or sends paid orders on to fulfilment: that is another story
 */
export function simulateMonth(plan: MonthPlan = {}): Month {
  const { settings, traffic } = completePlan(plan)
  const { seed, onProgress } = simulation
  const from = simulation.clock.now()
  const { checkouts: most = Number.POSITIVE_INFINITY, duration = Number.POSITIVE_INFINITY } =
    traffic
  const end = from + duration * 1000
  const expected = Math.min(most, Math.ceil((traffic.perDay * duration) / DAY))

  const columns = new CheckoutColumns(withMargin(expected, most))
  const model = new CheckoutModel(seed, settings, (request, took, ending) =>
    columns.end(request, took, ending),
  )
  const arrivals = new Arrivals(seed, traffic.perDay, traffic.rhythm)
  const calmMoments: CalmMoment[] = []
  let nextCalm = 1
  let arrival = from
  for (let request = 1; request <= most; request++) {
    arrival = arrivals.next(request, arrival)
    if (arrival > end) break
    model.runUntil(arrival)
    if (request >= nextCalm && model.isCalm) {
      calmMoments.push({ request, lastUse: model.lastUse })
      nextCalm = request + REQUESTS_PER_CALM_MOMENT
    }
    model.click(request, arrival)
    columns.begin(arrival)
    if (request % REQUESTS_PER_REPORT === 0) onProgress(request, Math.max(request, expected))
  }
  model.runUntil(Number.POSITIVE_INFINITY)
  onProgress(columns.count, columns.count)
  const to = 1 + (duration === Number.POSITIVE_INFINITY ? arrival : Math.floor(end))
  return new Month({ seed, settings, columns, calmMoments, from, to })
}

interface CompletePlan {
  readonly settings: ShopSettings
  readonly traffic: TrafficPlan
}

function completePlan({ settings: given = {}, ...rest }: MonthPlan): CompletePlan {
  const { checkouts, duration = checkouts === undefined ? THIRTY_DAYS : undefined } = rest
  const { perDay = PER_DAY } = rest
  const traffic = { ...rest, perDay, duration }
  requirePlan('simulateMonth()', traffic)
  const settings = completeSettings(given, 'simulateMonth()')
  if (settings.fulfilment) {
    throw new RangeError(
      'simulateMonth(): it ends when the customer has paid. With fulfilment: true, use drive().',
    )
  }
  return { settings, traffic }
}

/** Chance may send some more, but hardly ever more than six standard deviations. */
function withMargin(expected: number, most: number): number {
  return Math.min(most, Math.ceil(expected + 6 * Math.sqrt(expected)))
}
