/** `@lab/sim`: what a lesson can import to let time pass, and to build services of its own. */

export type { Random } from './chance/random.ts'
export { SeededRandom } from './chance/seeded-random.ts'
export { type ChoiceSpec, dial, type RangeSpec, type SwitchSpec } from './dials/dial.ts'
export { Capacity, queueLength, type Release, type WhileWaiting } from './network/capacity.ts'
export {
  type Crossing,
  type Headers,
  type Instrumentation,
  logsAndTraces,
  logsOnly,
  type ServiceLogger,
  tracesOnly,
  uninstrumented,
} from './network/instrumentation.ts'
export {
  DEAD_LETTERS,
  type Delivery,
  MessageBroker,
  type MessageHandler,
  type SubscribeOptions,
} from './network/message-broker.ts'
export type { MessageFaults } from './network/message-faults.ts'
export { type CallOptions, Network } from './network/network.ts'
export type { Handler, Routes, ServerOptions } from './network/server.ts'
export { ServiceError } from './network/service-error.ts'
export type { ServiceFaults } from './network/service-faults.ts'
export { chanceOf } from './simulation.ts'
export { sleep, work } from './time/time.ts'
export { evenRhythm, Rhythm, shopRhythm } from './traffic/rhythm.ts'
