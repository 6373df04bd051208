/** The storefront takes the customer's click and asks everyone else. */

import type { Routes } from '../network/server.ts'
import type { Order, Receipt } from './order.ts'
import type { ShopParts } from './shop-parts.ts'

export function storefront({
  network,
  broker,
  logger,
  settings: { fulfilment },
}: ShopParts): Routes {
  const log = logger('shop::storefront')

  return {
    'POST /checkout': async ({ order, items, card }: Order): Promise<Receipt> => {
      log.info('order {order}: checkout begins', { order })
      await network.call('cart', 'POST /reserve', { order, items })
      const { total } = await network.call<{ total: number }>('pricing', 'POST /price', { items })
      const { payment } = await network.call<{ payment: string }>('payments', 'POST /charge', {
        order,
        total,
        card,
      })
      log.info('order {order}: paid, {total} euros', { order, total, payment })
      if (fulfilment) await broker.publish('orders', { order, items })
      return { order, total, payment }
    },
  }
}
