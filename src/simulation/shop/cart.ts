/** The cart sets goods aside while an order is being paid. */

import { logger } from '../../telemetry/lab-logger.ts'
import type { Routes } from '../server.ts'
import { simulation } from '../simulation.ts'
import { sleep } from '../time.ts'

export function cart(): Routes {
  const log = logger('shop::cart')
  const chance = simulation.chanceOf('cart')

  return {
    'POST /reserve': async ({ order, items }: { order: number; items: string[] }) => {
      await sleep(chance.logNormal(6, 0.3))
      log.debug('reserved {count} items for order {order}', { order, count: items.length })
      return { reserved: items.length }
    },
  }
}
