/** Traces that are made up, as many as a bench asks for, and always the same ones. */

import { BATCH_LIMITS } from '../src/sandbox/batch-limits.ts'
import type { TelemetryEvent } from '../src/telemetry/telemetry-event.ts'

export const PER_TRACE = 20
export const PER_BATCH = 1024

/** A run of the bench says more than one of a page may. */
export const LIMITS = { ...BATCH_LIMITS, bytes: 2 ** 24, batchText: 2 ** 24, runText: 2 ** 30 }

const NAMES = ['checkout', 'price', 'reserve', 'charge', 'ship', 'notify'] as const
const SERVICES = ['storefront', 'pricing', 'inventory', 'bank'] as const

/** Traces of twenty spans, each with two attributes, every other one with a line. @param first number of the first trace */
export function* traces(first: number, count: number, hasLines = true): Generator<TelemetryEvent> {
  for (let trace = first; trace < first + count; trace++) {
    const traceId = digits(trace) + digits(trace + 1) + digits(trace + 2) + digits(trace + 3)
    const begin = 1.7e15 + trace * 5_000
    const spanId = (index: number) => digits(trace) + digits(trace * PER_TRACE + index)
    for (let index = 0; index < PER_TRACE; index++) {
      const order = trace * 7 + index
      yield {
        kind: 'span-start',
        traceId,
        spanId: spanId(index),
        ...(index > 0 && { parentSpanId: spanId((index - 1) >> 1), isParentRemote: false }),
        traceFlags: 3,
        name: NAMES[index % NAMES.length] as string,
        spanKind: index % 2 === 0 ? 'server' : 'client',
        service: SERVICES[index % SERVICES.length] as string,
        scope: { name: 'shop' },
        time: begin + index * 10,
        attributes: { order, 'customer.id': `c-${order % 5_000}` },
        links: [],
        site: index,
      }
      if (!hasLines || index % 2 === 1) continue
      yield {
        kind: 'log',
        time: begin + index * 10 + 5,
        level: index % 10 === 0 ? 'warn' : 'info',
        target: 'shop::orders',
        message: `order ${order} is on its way`,
        template: 'order {order} is on its way',
        fields: { order },
        service: SERVICES[index % SERVICES.length] as string,
        traceId,
        spanId: spanId(index),
        site: 100 + index,
      }
    }
    for (let index = PER_TRACE - 1; index >= 0; index--) {
      yield { kind: 'span-end', spanId: spanId(index), time: begin + 2_000 - index * 10 }
    }
  }
}

/** Eight hexadecimal digits that look as if chance had made them. */
function digits(number: number): string {
  return (Math.imul(number + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
}

/** As a program sends them. */
export function* inBatches(events: Iterable<TelemetryEvent>): Generator<TelemetryEvent[]> {
  let batch: TelemetryEvent[] = []
  for (const event of events) {
    if (batch.push(event) < PER_BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
