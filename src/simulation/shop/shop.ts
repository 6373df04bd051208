/** The shop is a handful of services and one thing that a customer can do: check out. */

import { active, withContext } from '../../telemetry/context/ambient.ts'
import { Context } from '../../telemetry/context/context.ts'
import { withService } from '../../telemetry/resource.ts'
import { carryLuck } from '../chance/luck.ts'
import {
  type Instrumentation,
  logsAndTraces,
  requireInstrumentation,
} from '../network/instrumentation.ts'
import { MessageBroker } from '../network/message-broker.ts'
import { Network } from '../network/network.ts'
import type { ServerOptions } from '../network/server.ts'
import { simulation } from '../simulation.ts'
import { bank } from './bank.ts'
import { cart } from './cart.ts'
import { email } from './email.ts'
import { fulfilment } from './fulfilment.ts'
import { inventory } from './inventory.ts'
import type { Order, Receipt } from './order.ts'
import { payments } from './payments.ts'
import { pricing } from './pricing.ts'
import type { Service, ShopParts } from './shop-parts.ts'
import {
  completeSettings,
  type GivenSettings,
  requireKnown,
  SERVICE_NAMES,
  type ServiceName,
  type ShopSettings,
} from './shop-settings.ts'
import { storefront } from './storefront.ts'

export interface Shop {
  /** Takes an order from click to receipt. @throws ServiceError if it can't be paid for */
  checkout(order: Order): Promise<Receipt>
}

/** What differs from the shop on a calm day. */
export type ShopOptions = GivenSettings & {
  /** What makes the shop tell about itself. Default: logs and traces */
  readonly instrumentation?: Instrumentation
  /** Services in the place of the shop's own. */
  readonly services?: Readonly<Partial<Record<ServiceName, Service>>>
}

const SERVICES: Readonly<Record<ServiceName, Service>> = {
  storefront,
  cart,
  pricing,
  payments,
  bank,
  fulfilment,
  inventory,
  email,
}

/** They have something to do only if paid orders are sent on. */
const AFTER_PAYMENT: readonly ServiceName[] = ['fulfilment', 'inventory', 'email']

/**
 * Opens a shop.
 * @param options what differs from a calm day
 * @throws RangeError if an option is unknown or out of its range
 */
export function openShop(options: ShopOptions = {}): Shop {
  const { instrumentation = logsAndTraces, services = {}, ...given } = options
  const settings = completeSettings(given)
  requireInstrumentation('openShop()', instrumentation)
  requireServices(services, settings)

  const network = new Network(instrumentation)
  const broker = new MessageBroker(instrumentation, {
    lost: settings.messagesLost,
    duplicated: settings.messagesDuplicated,
    poisoned: settings.messagesPoisoned,
  })
  const parts: ShopParts = {
    network,
    broker,
    settings,
    logger: (target) => instrumentation.logger(target),
    span: instrumentation.span.bind(instrumentation),
  }
  for (const name of SERVICE_NAMES) {
    if (hasNothingToDo(name, settings.fulfilment)) continue
    const service = services[name] ?? SERVICES[name]
    network.serve(name, service(parts), serverOptions(name, settings))
  }
  for (const name of ['browser', ...SERVICE_NAMES] as const) {
    simulation.serviceClocks.skew(name, settings.clockSkew[name] ?? 0)
  }
  return { checkout: (order) => click(network, order) }
}

function hasNothingToDo(name: ServiceName, isFulfilling: boolean): boolean {
  return AFTER_PAYMENT.includes(name) && !isFulfilling
}

function serverOptions(name: ServiceName, settings: ShopSettings): ServerOptions {
  const { headersDropped, headersMangled, crashes, restart, bankErrors } = settings
  const faults: ServerOptions['faults'] =
    name === 'payments'
      ? { headersDropped, headersMangled, crashes, restart }
      : { refused: name === 'bank' ? bankErrors : 0 }
  return { capacity: settings.capacity[name], faults }
}

function requireServices(services: object, { fulfilment: isFulfilling }: ShopSettings): void {
  for (const [name, service] of Object.entries(services)) {
    requireKnown('service', name, SERVICE_NAMES)
    if (typeof service !== 'function') {
      throw new RangeError(
        `openShop(): services.${name} is a function that is given the shop's parts and returns routes.`,
      )
    }
    if (hasNothingToDo(name as ServiceName, isFulfilling)) {
      throw new RangeError(`openShop(): services.${name} has work only with fulfilment: true.`)
    }
  }
}

/** The customer's click: it comes from a browser, so it begins outside every context. */
function click(network: Network, order: Order): Promise<Receipt> {
  const browser = carryLuck(active(), withService(Context.ROOT, 'browser'))
  return withContext(browser, () => network.call<Receipt>('storefront', 'POST /checkout', order))
}
