/** A diagnostic is the instrumentation's own word: a mistake in its use that it noticed and survived. */

import { callSite } from './context/ambient.ts'
import { host } from './instrumentation-host.ts'

/**
 * Reports a mistake in the use of the instrumentation.
 * @param message what was wrong, and what became of it
 * @param site where; default: the call that is being made
 */
export function diagnose(message: string, site: number = callSite()): void {
  host.emit({ kind: 'diagnostic', time: host.now(), message, site })
}
