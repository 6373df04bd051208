/** `@lab/sim`: what a lesson can import to let time pass and to build services of its own. */

export { type Handler, Network, type Routes, ServiceError } from './network.ts'
export { SeededRandom } from './seeded-random.ts'
export { sleep, work } from './time.ts'
