/** The shop is five services and one thing that a customer can do: check out. */

import { withContext } from '../../telemetry/ambient.ts'
import { Context } from '../../telemetry/context.ts'
import { withService } from '../../telemetry/resource.ts'
import { Network } from '../network.ts'
import { bank } from './bank.ts'
import { cart } from './cart.ts'
import type { Order, Receipt } from './order.ts'
import { payments } from './payments.ts'
import { pricing } from './pricing.ts'
import { completeSettings, type ShopSettings } from './shop-settings.ts'
import { storefront } from './storefront.ts'

export interface Shop {
  /** Takes an order from click to receipt. @throws ServiceError if it can't be paid for */
  checkout(order: Order): Promise<Receipt>
}

/**
 * Opens a shop.
 * @param settings what differs from a calm day
 * @throws RangeError if a setting is unknown or out of its range
 */
export function openShop(settings: Partial<ShopSettings> = {}): Shop {
  const all = completeSettings(settings)
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
