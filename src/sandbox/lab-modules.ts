/** The lab modules are what a cell can import besides other cells. */

import * as shop from '../simulation/lab-shop.ts'
import * as sim from '../simulation/lab-sim.ts'
import * as logger from '../telemetry/lab-logger.ts'
import * as tracer from '../telemetry/lab-tracer.ts'
import type { LabExports } from './compile-result.ts'

export const LAB_MODULES: Readonly<Record<string, object>> = Object.freeze({
  '@lab/logger': logger,
  '@lab/tracer': tracer,
  '@lab/sim': sim,
  '@lab/shop': shop,
})

/** The lab's code is minified, and then its functions have names of chance; a console shows them under those they are imported by. */
export function nameExports(): void {
  for (const module of Object.values(LAB_MODULES)) {
    for (const [name, value] of Object.entries(module)) {
      if (typeof value !== 'function') continue
      Object.defineProperty(value, 'name', { value: name, configurable: true })
    }
  }
}

export const LAB_EXPORTS: LabExports = new Map(
  Object.entries(LAB_MODULES).map(([name, module]) => [name, Object.keys(module)]),
)
