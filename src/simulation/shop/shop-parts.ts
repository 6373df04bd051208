/** The shop's parts are what a service is built from: whom it can ask, how it tells, and what holds for it. */

import type { Instrumentation } from '../network/instrumentation.ts'
import type { MessageBroker } from '../network/message-broker.ts'
import type { Network } from '../network/network.ts'
import type { Routes } from '../network/server.ts'
import type { ShopSettings } from './shop-settings.ts'

export interface ShopParts extends Pick<Instrumentation, 'logger' | 'span'> {
  readonly network: Network
  readonly broker: MessageBroker
  readonly settings: ShopSettings
}

/** Builds a service: what it does for each route. A lesson can put its own in the place of any. */
export type Service = (parts: ShopParts) => Routes
