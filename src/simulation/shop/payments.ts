/** Payments asks the bank for money, and asks again if the bank takes too long. */

import { logger } from '../../telemetry/lab-logger.ts'
import type { Network } from '../network.ts'
import type { Routes } from '../server.ts'
import { ServiceError } from '../service-error.ts'
import { sleep } from '../time.ts'
import type { ShopSettings } from './shop-settings.ts'

interface Charge {
  readonly order: number
  readonly total: number
  readonly card: string
}

export function payments(network: Network, { patience, attempts }: ShopSettings): Routes {
  const log = logger('shop::payments')

  return {
    'POST /charge': async (charge: Charge) => {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const answer = network.call<{ payment: string }>('bank', 'POST /transfer', charge)
        const result = await Promise.race([answer, giveUp()])
        if (result) return result
        log.warn('no answer from the bank within {patience} ms', {
          order: charge.order,
          attempt,
          patience,
        })
      }
      throw new ServiceError(504, `The bank did not answer ${attempts} times.`)
    },
  }

  /** Stops waiting. It can't stop the bank, which may still be at work. */
  async function giveUp(): Promise<undefined> {
    await sleep(patience)
    return undefined
  }
}
