/** Payments asks the bank for money, and asks again if the bank takes too long. */

import type { Routes } from '../network/server.ts'
import { ServiceError } from '../network/service-error.ts'
import { chanceOf } from '../simulation.ts'
import { sleep } from '../time/time.ts'
import type { ShopParts } from './shop-parts.ts'

interface Charge {
  readonly order: number
  readonly total: number
  readonly card: string
}

export function payments({ network, logger, settings }: ShopParts): Routes {
  const { patience, attempts, backoff } = settings
  const log = logger('shop::payments')
  const chance = chanceOf('payments')

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
        if (backoff > 0 && attempt < attempts) await sleep(pauseAfter(attempt))
      }
      throw new ServiceError(504, `The bank did not answer ${attempts} times.`)
    },
  }

  /** Stops waiting. It can't stop the bank, which may still be at work. */
  async function giveUp(): Promise<undefined> {
    await sleep(patience)
    return undefined
  }

  /** At most twice as long after each attempt, and any time within it: so that not all come back at once. */
  function pauseAfter(attempt: number): number {
    return chance.next() * backoff * 2 ** (attempt - 1)
  }
}
