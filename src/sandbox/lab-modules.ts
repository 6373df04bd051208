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

export const LAB_EXPORTS: LabExports = new Map(
  Object.entries(LAB_MODULES).map(([name, module]) => [name, Object.keys(module)]),
)
