/** The bank moves money. It is somebody else's computer, and it does what it is asked as often as it is asked. */

import { logger } from '../../telemetry/lab-logger.ts'
import type { Routes } from '../server.ts'
import { simulation } from '../simulation.ts'
import { sleep } from '../time.ts'
import type { ShopSettings } from './shop-settings.ts'

export function bank({ bankMedian, bankSpread }: ShopSettings): Routes {
  const log = logger('bank')
  const chance = simulation.chanceOf('bank')
  let transfers = 0

  return {
    'POST /transfer': async ({ total, card }: { total: number; card: string }) => {
      await sleep(chance.logNormal(bankMedian, bankSpread))
      const payment = `T${++transfers}`
      log.info('took {total} euros from card {card}', { total, card, payment })
      return { payment }
    },
  }
}
