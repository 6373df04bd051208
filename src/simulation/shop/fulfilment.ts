/** Fulfilment gets paid orders from a queue and out of the house, when it has time. */

import type { Routes } from '../network/server.ts'
import { chanceOf } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import type { Order } from './order.ts'
import type { ShopParts } from './shop-parts.ts'

export function fulfilment({ network, broker, logger, span, settings }: ShopParts): Routes {
  const log = logger('shop::fulfilment')
  const chance = chanceOf('fulfilment')

  broker.subscribe(
    'orders',
    async ({ order, items }: Order) => {
      await network.call('inventory', 'POST /pick', { order, items })
      await span('pack parcel', () => sleep(chance.logNormal(120, 0.4)))
      log.info('order {order}: sent, {count} items', { order, count: items.length })
      await broker.publish('parcels', { order })
    },
    { service: 'fulfilment', concurrency: settings.capacity.fulfilment },
  )
  return {}
}
