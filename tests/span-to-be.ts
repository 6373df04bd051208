/** A span to be, for a test to show to a sampler. */

import { Context } from '../src/telemetry/context/context.ts'
import type { Fields } from '../src/telemetry/field.ts'
import { SpanToBe } from '../src/telemetry/sampling/sampler.ts'
import { withRemoteSpan } from '../src/telemetry/tracing/span.ts'
import type { SpanContext } from '../src/telemetry/tracing/span-context.ts'
import type { SpanKind } from '../src/telemetry/tracing/span-record.ts'

export interface Known {
  readonly name?: string
  readonly kind?: SpanKind
  readonly attributes?: Fields
  readonly traceId?: string
  /** In another process. Default: none. */
  readonly parent?: Partial<SpanContext>
}

export function spanToBe({
  name = 'pay',
  kind = 'internal',
  attributes = {},
  traceId = '00112233445566778800000000000000',
  parent,
}: Known = {}): SpanToBe {
  const ids = { traceId, spanId: '0123456789abcdef', traceFlags: 0 }
  const context = parent ? withRemoteSpan(Context.ROOT, { ...ids, ...parent }) : Context.ROOT
  return new SpanToBe(context, { text: traceId }, name, kind, attributes, [])
}
