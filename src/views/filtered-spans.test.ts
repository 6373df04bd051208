import { expect, test } from 'vitest'
import { failed, log, span, spanStart } from '../../tests/made-up-run.ts'
import { ColumnStore } from '../trace-data/column-store.ts'
import { filterSpans } from './filtered-spans.ts'
import type { RunFilter } from './run-filter.ts'

const store = ColumnStore.of([
  ...span('checkout', 0, 10, { attributes: { order: 7 } }),
  ...span('price', 1, 3, { parent: 'checkout', service: 'pricing' }),
  log('too dear', 2, { span: 'price', level: 'warn', target: 'pricing' }),
  ...span('charge', 4, 9, { parent: 'checkout', service: 'bank', traceId: 'other' }),
  failed('charge', 'no money'),
  spanStart('wait', 6, {}),
  { kind: 'attribute', spanId: 'wait', name: 'order', value: 8 },
])

function names(filter: RunFilter): string[] {
  const slices = filterSpans(store, filter, 1, () => 0)
  for (let slice = slices.next(); ; slice = slices.next()) {
    if (slice.done) return Array.from(slice.value, (row) => store.spanRecord(row).name)
  }
}

test.each<[what: string, filter: RunFilter, left: string[]]>([
  ['all, if it asks for nothing', {}, ['checkout', 'price', 'charge', 'wait']],
  ['those of a service', { services: new Set(['bank']) }, ['charge']],
  [
    'those that go on in a stretch of time, also if they never end',
    { from: 9_500, to: 20_000 },
    ['checkout', 'wait'],
  ],
  ['those of a trace', { trace: 1 }, ['charge']],
  ['those in which words occur', { text: 'money' }, ['charge']],
  [
    'those with an attribute, as it was set last',
    { field: { name: 'order', value: '8' } },
    ['wait'],
  ],
  ['those in which a line of a level was written', { levels: new Set(['warn']) }, ['price']],
  ['those that failed, if it asks for errors', { levels: new Set(['error']) }, ['charge']],
  ['those in which a line of a target was written', { targets: new Set(['pricing']) }, ['price']],
])('a run filter leaves of the spans %s', (_, filter, left) => {
  expect(names(filter)).toEqual(left)
})
