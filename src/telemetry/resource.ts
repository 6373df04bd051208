/** A resource is who speaks: the service whose logs and spans these are. */

import type { Context } from './context/context.ts'
import type { Fields } from './field.ts'

/** @see OpenTelemetry specification, “Resource SDK”; semantic conventions, “service.name”. */
export interface Resource {
  readonly service: string
  /** Whatever else is known of it, such as `service.version`. */
  readonly attributes: Fields
}

/** A program that has not said what it is. */
export const UNNAMED: Resource = { service: 'program', attributes: {} }

const RESOURCE = Symbol('resource')

const named = new Map<string, Resource>()

/**
 * A context whose telemetry belongs to the named service.
 *
 * In production every service is a process with one resource of its own. The lab runs a whole shop in one process, so
 * here the resource can travel in the context.
 */
export function withService(context: Context, service: string): Context {
  let resource = named.get(service)
  if (!resource) {
    resource = { service, attributes: {} }
    named.set(service, resource)
  }
  return context.setValue(RESOURCE, resource)
}

/** The resource of a context, if it has one of its own. */
export function resourceOf(context: Context): Resource | undefined {
  return context.getValue(RESOURCE) as Resource | undefined
}
