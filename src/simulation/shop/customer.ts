/** A customer knows what they want and how they pay. */

import type { Random } from '../chance/random.ts'
import type { Order } from './order.ts'
import { goods } from './pricing.ts'

/** Orders of the traffic are numbered from here. */
const FIRST_ORDER = 1000

/**
 * What the customer of a request orders: one to four things.
 * @param request the number of the request
 * @param chance the customer's own
 */
export function orderOf(request: number, chance: Random): Order {
  const items = Array.from({ length: itemCount(chance) }, () => chance.pick(goods()))
  const card = String(chance.below(10_000)).padStart(4, '0')
  return { order: FIRST_ORDER + request, items, card }
}

/** How many things a customer orders: the first that their chance decides. */
export function itemCount(chance: Random): number {
  return 1 + chance.below(4)
}
