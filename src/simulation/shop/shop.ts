/** The shop is five services and one thing that a customer can do: check out. */

import { withContext } from '../../telemetry/ambient.ts'
import { Context } from '../../telemetry/context.ts'
import { withService } from '../../telemetry/resource.ts'
import { Network } from '../network.ts'
import { bank } from './bank.ts'
import { cart } from './cart.ts'
import { payments } from './payments.ts'
import { pricing } from './pricing.ts'
import { storefront } from './storefront.ts'

export interface ShopSettings {
  /** Half of the bank's answers take longer than this. Milliseconds, more than 0. */
  readonly bankMedian: number
  /** How much the bank's answers vary: 0.3 is calm, 1 is wild. At least 0. */
  readonly bankSpread: number
  /** How long payments waits for the bank before it gives up. Milliseconds, more than 0. */
  readonly patience: number
  /** How often payments asks the bank before it tells the customer no. A whole number, 1 or more. */
  readonly attempts: number
}

const CALM: ShopSettings = { bankMedian: 60, bankSpread: 0.3, patience: 400, attempts: 2 }

/** What a customer wants to buy. */
export interface Order {
  readonly order: number
  /** What is in the cart. */
  readonly items: readonly string[]
  /** The last four digits of the card to charge. */
  readonly card: string
}

export interface Receipt {
  readonly order: number
  /** Euros. */
  readonly total: number
  readonly payment: string
}

export interface Shop {
  /** Takes an order from click to receipt. @throws ServiceError if it can't be paid for */
  checkout(order: Order): Promise<Receipt>
}

/**
 * Opens a shop.
 * @param settings what differs from a calm day
 * @throws RangeError if a setting is out of its range
 */
export function openShop(settings: Partial<ShopSettings> = {}): Shop {
  const all = { ...CALM, ...settings }
  requireSettings(all)
  const network = new Network()
  network.serve('storefront', storefront(network))
  network.serve('cart', cart())
  network.serve('pricing', pricing())
  network.serve('payments', payments(network, all))
  network.serve('bank', bank(all))
  return { checkout: (order) => click(network, order) }
}

/** The customer's click: it comes from a browser, so it begins outside every context. */
function click(network: Network, order: Order): Promise<Receipt> {
  return withContext(withService(Context.ROOT, 'browser'), () =>
    network.call<Receipt>('storefront', 'POST /checkout', order),
  )
}

function requireSettings(settings: ShopSettings): void {
  const { bankMedian, bankSpread, patience, attempts } = settings
  const require = (holds: boolean, rule: string) => {
    if (!holds) throw new RangeError(`openShop(): ${rule}.`)
  }
  require(bankMedian > 0 &&
    bankMedian < Infinity, `bankMedian is milliseconds, more than 0; it was ${bankMedian}`)
  require(bankSpread >= 0 && bankSpread < Infinity, `bankSpread is 0 or more; it was ${bankSpread}`)
  require(patience > 0 &&
    patience < Infinity, `patience is milliseconds, more than 0; it was ${patience}`)
  require(Number.isInteger(attempts) &&
    attempts >= 1, `attempts is a whole number, 1 or more; it was ${attempts}`)
}
