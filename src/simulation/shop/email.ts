/** Email tells customers that their parcel is on its way, as often as it is told to. */

import type { Routes } from '../network/server.ts'
import { chanceOf } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import type { ShopParts } from './shop-parts.ts'

export function email({ broker, logger, settings }: ShopParts): Routes {
  const log = logger('shop::email')
  const chance = chanceOf('email')

  broker.subscribe(
    'parcels',
    async ({ order }: { order: number }) => {
      await sleep(chance.logNormal(40, 0.5))
      log.info('order {order}: the customer knows', { order })
    },
    { service: 'email', concurrency: settings.capacity.email },
  )
  return {}
}
