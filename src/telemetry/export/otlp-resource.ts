/** An OTLP resource says once, for many records, whose they are; an OTLP scope, which library made them. */

import type { Resource } from '../resource.ts'
import type { Scope } from '../tracing/span-record.ts'
import { type OtlpKeyValue, toOtlpAttributes } from './otlp-value.ts'

/** @see OpenTelemetry Protocol, `resource/v1/resource.proto`. */
export interface OtlpResource {
  readonly attributes: readonly OtlpKeyValue[]
  readonly droppedAttributesCount: number
}

/** @see OpenTelemetry Protocol, `common/v1/common.proto`, “InstrumentationScope”. */
export interface OtlpScope {
  readonly name: string
  readonly version?: string
}

/** A resource with its service's name among the attributes, as OTLP has it. */
export function toOtlpResource({ service, attributes }: Resource): OtlpResource {
  const { 'service.name': _, ...others } = attributes
  return {
    attributes: toOtlpAttributes({ 'service.name': service, ...others }),
    droppedAttributesCount: 0,
  }
}

/** Records that share a scope, in the order in which they came. */
export function byScope<T extends { readonly scope: Scope }>(
  records: readonly T[],
): { scope: OtlpScope; records: T[] }[] {
  const groups = Map.groupBy(records, ({ scope: { name, version } }) =>
    JSON.stringify([name, version]),
  )
  return Array.from(groups.values(), (group) => {
    const { name, version } = (group[0] as T).scope
    return { scope: { name, ...(version !== undefined && { version }) }, records: group }
  })
}
