/** Suppression keeps the instrumentation from observing its own work: an exporter that made spans would export for ever. */

import type { Context } from './context.ts'

const SUPPRESSED = Symbol('suppressed')

/** A context in which no span is recorded. @see OpenTelemetry for JavaScript, `suppressTracing`. */
export function withoutTracing(context: Context): Context {
  return context.setValue(SUPPRESSED, true)
}

/** Do tracers start nothing here? @see OpenTelemetry specification, “Context”, “suppress tracing”. */
export function isTracingSuppressed(context: Context): boolean {
  return context.getValue(SUPPRESSED) === true
}
