/** `@lab/sim`: what a lesson can import to let time pass, and to build services of its own. */

export { Capacity, queueLength, type Release, type WhileWaiting } from './capacity.ts'
export {
  type Crossing,
  type Headers,
  type Instrumentation,
  logsAndTraces,
  logsOnly,
  type ServiceLogger,
  tracesOnly,
  uninstrumented,
} from './instrumentation.ts'
export {
  DEAD_LETTERS,
  type Delivery,
  MessageBroker,
  type MessageHandler,
  type SubscribeOptions,
} from './message-broker.ts'
export type { MessageFaults } from './message-faults.ts'
export { type CallOptions, Network } from './network.ts'
export type { Random } from './random.ts'
export { evenRhythm, Rhythm, shopRhythm } from './rhythm.ts'
export { SeededRandom } from './seeded-random.ts'
export type { Handler, Routes, ServerOptions } from './server.ts'
export { ServiceError } from './service-error.ts'
export type { ServiceFaults } from './service-faults.ts'
export { chanceOf } from './simulation.ts'
export { sleep, work } from './time.ts'
