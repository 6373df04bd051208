/** The bank moves money. It is somebody else's computer, and it does what it is asked as often as it is asked. */

import type { Routes } from '../network/server.ts'
import { ServiceError } from '../network/service-error.ts'
import { chanceOf } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import type { ShopParts } from './shop-parts.ts'

export function bank({ logger, settings }: ShopParts): Routes {
  const { bankMedian, bankSpread, bankTail, refusals } = settings
  const log = logger('bank')
  const chance = chanceOf('bank')
  let transfers = 0

  return {
    'POST /transfer': async ({ total, card }: { total: number; card: string }) => {
      await sleep(chance.longTail(bankMedian, bankSpread, bankTail))
      if (chance.chance(refusals)) {
        log.warn('refused {total} euros from card {card}', { total, card })
        throw new ServiceError(402, `The bank refuses card ${card}.`)
      }
      const payment = `T${++transfers}`
      log.info('took {total} euros from card {card}', { total, card, payment })
      return { payment }
    },
  }
}
