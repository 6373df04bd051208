/** Later is when the instrumentation's own work is done: after a while, and on behalf of no request. */

import { withContext } from '../context/ambient.ts'
import { Context } from '../context/context.ts'

declare const setTimeout: (callback: () => void, delay: number) => unknown
declare const clearTimeout: (timer: unknown) => void

/**
 * Calls back after a while, in the root context: whoever caused the work must not become the parent of its spans.
 * @returns takes the call back, if it has not come yet
 */
export function later(milliseconds: number, callback: () => void): () => void {
  const timer = withContext(Context.ROOT, () => setTimeout(callback, milliseconds))
  return () => clearTimeout(timer)
}
