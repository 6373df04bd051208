import { expect, test } from 'vitest'
import { failed, log, span, spanStart } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { timeAxis } from './time-axis.ts'
import { TRACE_ORDERS, TraceList, type TraceOrder } from './trace-list.ts'

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((digit) => ({ traceId: digit.repeat(32) })) as [
  { traceId: string },
  { traceId: string },
  { traceId: string },
  { traceId: string },
]

/** A run whose first trace tells of its root last, and one that is known from a line alone. */
const STORE = ColumnStore.of([
  ...span('work', 12, 15, { ...A, parent: 'first', service: 'bank' }),
  spanStart('first', 10, { ...A, service: 'shop' }),
  { kind: 'span-end', spanId: 'first', time: 20_000 },
  ...span('early', 0, 90, B),
  failed('early'),
  log('alone', 3, { ...D, spanId: 'x' }),
  spanStart('never', 40, C),
])

function list(order: TraceOrder): string[] {
  const traces = new TraceList(STORE, timeAxis(0, 100_000), order)
  return Array.from({ length: traces.count }, (_, index) => {
    const { name, service, duration, spans, failed, services } = traces.summary(traces.trace(index))
    return `${service} ${name}: ${duration}, ${spans} spans in ${services} services, ${failed} failed`
  })
}

test.each(TRACE_ORDERS)('traces are listed by what tells them apart: %s', (order) => {
  const [first, early, never] = [
    'shop first: 10 ms, 2 spans in 2 services, 0 failed',
    'shop early: 90 ms, 1 spans in 1 services, 1 failed',
    'shop never: 60 ms, 1 spans in 1 services, 0 failed',
  ]
  const expected = {
    earliest: [early, first, never],
    longest: [early, never, first],
    failed: [early, first, never],
  }
  expect(list(order)).toEqual(expected[order])
})

test('a trace is found in the list, unless it has no spans', () => {
  const traces = new TraceList(STORE, timeAxis(0, 100_000))
  expect(Array.from({ length: 4 }, (_, trace) => traces.indexOf(trace)).toSorted()).toEqual([
    -1, 0, 1, 2,
  ])
})
