/** The shop's settings are what a lesson can turn: how fast, how busy and how broken the shop is. */

import { nearestName } from '../nearest-name.ts'
import {
  COUNT,
  DURATION,
  DURATION_OR_NONE,
  LIMIT,
  NOT_NEGATIVE,
  type Rule,
  requireRule,
  SHARE,
} from '../rule.ts'

/** The services of the shop, by their names in the network. */
export const SERVICE_NAMES = [
  'storefront',
  'cart',
  'pricing',
  'payments',
  'bank',
  'fulfilment',
  'inventory',
  'email',
] as const

export type ServiceName = (typeof SERVICE_NAMES)[number]

export interface ShopSettings {
  /** Half of the bank's answers take longer than this. Milliseconds, more than 0. */
  readonly bankMedian: number
  /** How much the bank's answers vary: 0.3 is calm, 1 is wild. At least 0. */
  readonly bankSpread: number
  /** The share of the bank's answers that take very long; see {@link Random.longTail}. 0 to 1. */
  readonly bankTail: number
  /** The share of requests that don't reach the bank: a 503. 0 to 1. */
  readonly bankErrors: number
  /** The share of transfers that the bank refuses. 0 to 1. */
  readonly refusals: number
  /** How long payments waits for the bank before it gives up. Milliseconds, more than 0. */
  readonly patience: number
  /** How often payments asks the bank before it tells the customer no. A whole number, 1 or more. */
  readonly attempts: number
  /**
   * How long payments pauses at most before it asks again; the next time at most twice as long, and so on. How long it
   * is within that, is chance. Milliseconds; 0: it asks again at once.
   */
  readonly backoff: number
  /** Does pricing ask the database for each item on its own? */
  readonly nPlusOne: boolean
  /** How long the cart locks the stock for one order; the others wait. Milliseconds; 0: without a lock. */
  readonly lockTime: number
  /** How long pricing takes to start when it has been idle. Milliseconds; 0: it always runs. */
  readonly coldStart: number
  /** After how long without a request pricing is stopped. Milliseconds, more than 0. */
  readonly idleAfter: number
  /** The share of requests to payments that lose their headers on the way. 0 to 1. */
  readonly headersDropped: number
  /** The share of requests to payments whose `traceparent` arrives cut short. 0 to 1. */
  readonly headersMangled: number
  /** The share of requests that crash payments, in the midst of everything that it is doing. 0 to 1. */
  readonly crashes: number
  /** How long payments is gone after a crash. Milliseconds, 0 or more. */
  readonly restart: number
  /** Are paid orders sent to fulfilment, and from there to inventory and email? */
  readonly fulfilment: boolean
  /** The share of messages that the broker loses. 0 to 1. */
  readonly messagesLost: number
  /** The share of messages that are delivered twice. 0 to 1. */
  readonly messagesDuplicated: number
  /** The share of messages that arrive damaged, so that every attempt to work on them fails. 0 to 1. */
  readonly messagesPoisoned: number
  /** How far the clocks of services are ahead, or behind if negative. Milliseconds, by service. */
  readonly clockSkew: Readonly<Partial<Record<ServiceName | 'browser', number>>>
  /** How many requests, or messages, a service works on at once. A whole number, 1 or more, or Infinity; by service. */
  readonly capacity: Readonly<Record<ServiceName, number>>
}

/** On a calm day, nobody waits. */
const CAPACITY: ShopSettings['capacity'] = {
  storefront: 64,
  cart: 16,
  pricing: 16,
  payments: 32,
  bank: 32,
  fulfilment: 4,
  inventory: 8,
  email: 8,
}

const SWITCH: Rule<boolean> = {
  holds: (value) => typeof value === 'boolean',
  words: 'true or false',
}

const SKEW: Rule = { holds: Number.isFinite, words: 'a number of milliseconds' }

type ByService = 'clockSkew' | 'capacity'

/** What each setting is on a calm day, and what holds for it. */
const SETTINGS: {
  readonly [Name in Exclude<keyof ShopSettings, ByService>]: readonly [
    calm: ShopSettings[Name],
    rule: Rule<ShopSettings[Name]>,
  ]
} = {
  bankMedian: [60, DURATION],
  bankSpread: [0.3, NOT_NEGATIVE],
  bankTail: [0, SHARE],
  bankErrors: [0, SHARE],
  refusals: [0, SHARE],
  patience: [400, DURATION],
  attempts: [2, COUNT],
  backoff: [0, DURATION_OR_NONE],
  nPlusOne: [false, SWITCH],
  lockTime: [0, DURATION_OR_NONE],
  coldStart: [0, DURATION_OR_NONE],
  idleAfter: [300_000, DURATION],
  headersDropped: [0, SHARE],
  headersMangled: [0, SHARE],
  crashes: [0, SHARE],
  restart: [1000, DURATION_OR_NONE],
  fulfilment: [false, SWITCH],
  messagesLost: [0, SHARE],
  messagesDuplicated: [0, SHARE],
  messagesPoisoned: [0, SHARE],
}

const BY_SERVICE: {
  readonly [Name in ByService]: readonly [calm: ShopSettings[Name], rule: Rule]
} = {
  clockSkew: [{}, SKEW],
  capacity: [CAPACITY, LIMIT],
}

/** What a lesson says of the settings: whatever differs from a calm day. */
export type GivenSettings = Partial<Omit<ShopSettings, 'capacity'>> & {
  readonly capacity?: Partial<ShopSettings['capacity']>
}

/**
 * All settings: a calm day's, but for those that are given.
 * @param asker the function to which they are given
 * @throws RangeError if a setting is unknown or out of its range
 */
export function completeSettings(given: GivenSettings, asker = 'openShop()'): ShopSettings {
  const settings: Record<string, unknown> = {}
  const rules = { ...SETTINGS, ...BY_SERVICE }
  for (const [name, [calm]] of Object.entries(rules)) settings[name] = calm
  for (const [name, value] of Object.entries(given)) {
    requireKnown('setting', name, Object.keys(rules), asker)
    if (name in BY_SERVICE) {
      const [calm, rule] = BY_SERVICE[name as ByService]
      settings[name] = { ...calm, ...checkedByService(asker, name, value as object, rule) }
    } else {
      const [, rule] = SETTINGS[name as keyof typeof SETTINGS]
      requireRule(asker, name, value, rule as Rule<unknown>)
      settings[name] = value
    }
  }
  return settings as unknown as ShopSettings
}

function checkedByService(asker: string, name: string, values: object, rule: Rule): object {
  requireRule(asker, name, values, MEMBERS)
  const services = name === 'clockSkew' ? ['browser', ...SERVICE_NAMES] : SERVICE_NAMES
  for (const [service, value] of Object.entries(values)) {
    requireKnown('service', service, services, asker)
    requireRule(asker, `${name} of ${service}`, value as number, rule)
  }
  return values
}

const MEMBERS: Rule<object> = {
  holds: (value) => typeof value === 'object' && value !== null,
  words: 'an object with a number for each service that it names',
}

/** @throws RangeError with the nearest name, or all, if there is no such name */
export function requireKnown(
  what: string,
  name: string,
  known: readonly string[],
  asker = 'openShop()',
): void {
  if (known.includes(name)) return
  const near = nearestName(name, known)
  const help = near ? `Did you mean “${near}”?` : `There are: ${known.join(', ')}.`
  throw new RangeError(`${asker}: there is no ${what} “${name}”. ${help}`)
}
