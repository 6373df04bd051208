/** Pricing knows what things cost. */

import { logger } from '../../telemetry/lab-logger.ts'
import { span } from '../../telemetry/lab-tracer.ts'
import type { Routes } from '../server.ts'
import { ServiceError } from '../service-error.ts'
import { simulation } from '../simulation.ts'
import { sleep } from '../time.ts'

/** Euros, before tax. */
const PRICES: Readonly<Record<string, number>> = {
  teapot: 39,
  cup: 8,
  saucer: 5,
  tea: 12,
  honey: 7,
}

const TAX = 0.19

export function pricing(): Routes {
  const log = logger('shop::pricing')
  const chance = simulation.chanceOf('pricing')

  return {
    'POST /price': async ({ items }: { items: string[] }) => {
      const prices = await span('read price list', async () => {
        await sleep(chance.logNormal(14, 0.4))
        return items.map(priceOf)
      })
      const net = prices.reduce((sum, price) => sum + price, 0)
      const total = Math.round(net * (1 + TAX) * 100) / 100
      log.debug('{count} items cost {total}', { count: items.length, total })
      return { total }
    },
  }
}

function priceOf(item: string): number {
  const price = PRICES[item]
  if (price === undefined) throw new ServiceError(422, `There is no price for “${item}”.`)
  return price
}
