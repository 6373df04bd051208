/** Pricing knows what things cost. */

import { ColdStart } from '../network/cold-start.ts'
import type { Routes } from '../network/server.ts'
import { ServiceError } from '../network/service-error.ts'
import { chanceOf } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import { PRICE, PRICE_LIST } from './latencies.ts'
import type { ShopParts } from './shop-parts.ts'

/** Euros, before tax. */
const PRICES: Readonly<Record<string, number>> = {
  teapot: 39,
  cup: 8,
  saucer: 5,
  tea: 12,
  honey: 7,
}

const TAX = 0.19

export function pricing({ logger, span, settings }: ShopParts): Routes {
  const log = logger('shop::pricing')
  const chance = chanceOf('pricing')
  const start = new ColdStart(settings.coldStart, settings.idleAfter)

  return {
    'POST /price': async ({ items }: { items: string[] }) => {
      const untilWarm = start.untilWarm()
      if (untilWarm > 0) await span('cold start', () => sleep(untilWarm))
      const prices = settings.nPlusOne ? await readEachPrice(items) : await readPriceList(items)
      const net = prices.reduce((sum, price) => sum + price, 0)
      const total = Math.round(net * (1 + TAX) * 100) / 100
      log.debug('{count} items cost {total}', { count: items.length, total })
      return { total }
    },
  }

  function readPriceList(items: readonly string[]): Promise<number[]> {
    return span('read price list', async () => {
      await sleep(chance.logNormal(PRICE_LIST.median, PRICE_LIST.spread))
      return items.map(priceOf)
    })
  }

  /** Each price is found quickly, and each is asked for on its own. */
  async function readEachPrice(items: readonly string[]): Promise<number[]> {
    const prices: number[] = []
    for (const item of items) {
      const price = await span('read price', { item }, async () => {
        await sleep(chance.logNormal(PRICE.median, PRICE.spread))
        return priceOf(item)
      })
      prices.push(price)
    }
    return prices
  }
}

/** What can be bought. */
export function goods(): readonly string[] {
  return Object.keys(PRICES)
}

function priceOf(item: string): number {
  const price = PRICES[item]
  if (price === undefined) throw new ServiceError(422, `There is no price for “${item}”.`)
  return price
}
