/** The cart sets goods aside while an order is being paid. */

import { Capacity, queueLength } from '../network/capacity.ts'
import type { Routes } from '../network/server.ts'
import { chanceOf } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import { RESERVATION, STOCK_CHANGE } from './latencies.ts'
import type { ShopParts } from './shop-parts.ts'

export function cart({ logger, span, settings: { lockTime } }: ShopParts): Routes {
  const log = logger('shop::cart')
  const chance = chanceOf('cart')
  /** One at a time may change how many goods are left. */
  const stock = new Capacity(1)

  return {
    'POST /reserve': async ({ order, items }: { order: number; items: string[] }) => {
      if (lockTime > 0) await changeStock()
      await sleep(chance.logNormal(RESERVATION.median, RESERVATION.spread))
      log.debug('reserved {count} items for order {order}', { order, count: items.length })
      return { reserved: items.length }
    },
  }

  function changeStock(): Promise<void> {
    return stock.run(
      () => span('change stock', () => sleep(chance.logNormal(lockTime, STOCK_CHANGE.spread))),
      (ahead, wait) => span('wait for lock', queueLength(ahead), wait),
    )
  }
}
