/** A resource is who speaks: the service whose logs and spans these are. */

import { active } from './ambient.ts'
import type { Context } from './context.ts'

const SERVICE = Symbol('service.name')

/** The name of a program that has not said what it is. */
const UNNAMED = 'program'

/**
 * A context whose telemetry belongs to the named service.
 *
 * In production every service is a process with one resource of its own. The lab runs a whole shop in one process, so
 * here the resource travels in the context.
 * @see OpenTelemetry semantic conventions, “service.name”.
 */
export function withService(context: Context, name: string): Context {
  return context.setValue(SERVICE, name)
}

/** The name of the service that is running now. */
export function activeService(): string {
  return (active().getValue(SERVICE) as string | undefined) ?? UNNAMED
}
