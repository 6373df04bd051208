/** Inventory knows where things lie, and counts what is left. */

import type { Routes } from '../network/server.ts'
import { chanceOf } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import type { Order } from './order.ts'
import type { ShopParts } from './shop-parts.ts'

export function inventory({ logger }: ShopParts): Routes {
  const log = logger('shop::inventory')
  const chance = chanceOf('inventory')

  return {
    'POST /pick': async ({ order, items }: Order) => {
      await sleep(chance.logNormal(25, 0.4))
      log.debug('picked {count} items for order {order}', { order, count: items.length })
      return { picked: items.length }
    },
  }
}
